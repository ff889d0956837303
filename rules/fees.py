"""What it costs. Amounts are whole units of the pack's currency."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.codes import Category
from rules.sources import Dated, in_force
from rules.values import Frozen

Amount = Annotated[int, Field(ge=0)]
Term = Annotated[int, Field(ge=1, le=3)]


class ApplicationFee(Dated):
    """Registration is paid first, processing at submission; membership is not in it (C17)."""

    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    registration: Amount
    processing: Amount


class AddOnFee(Dated):
    """Paid with the processing fee of the base Endorsement, or alone by someone who is endorsed already (inferred)."""

    processing: Amount


class IndividualMembership(Dated):
    """Prices of a term of one, two or three years."""

    term: Term
    price: Amount


class AgencyMembership(Dated):
    """A price for `staff_included` staff and one for each more. Below that number the sources are silent (C17)."""

    term: Term
    staff_included: Annotated[int, Field(ge=1)]
    price: Amount
    each_more: Amount


class FeeRules(Frozen):
    """Every price of an association."""

    application: tuple[ApplicationFee, ...]
    add_on: tuple[AddOnFee, ...]
    individual: tuple[IndividualMembership, ...]
    agency: tuple[AgencyMembership, ...]


class Fees(Frozen):
    """The application fees of one person, in the contract's form."""

    currency: str
    registration: int
    processing: int
    total: int


def application_fees(rules: FeeRules, currency: str, category: Category, on: date, *, with_add_on: bool) -> Fees:
    """Registration and processing for a category, with the add-on's part where it is applied for together."""
    fee = in_force((fee for fee in rules.application if category in fee.categories), on)
    processing = fee.processing + (in_force(rules.add_on, on).processing if with_add_on else 0)
    return Fees(
        currency=currency,
        registration=fee.registration,
        processing=processing,
        total=fee.registration + processing,
    )


def individual_price(rules: FeeRules, term: int, on: date) -> int:
    """The price of an individual membership of `term` years (1 to 3)."""
    return in_force((line for line in rules.individual if line.term == term), on).price


def agency_price(rules: FeeRules, term: int, staff: int, on: date) -> int | None:
    """The price of an agency membership; None below the staff number that the sources price."""
    line = in_force((line for line in rules.agency if line.term == term), on)
    if staff < line.staff_included:
        return None
    return line.price + line.each_more * (staff - line.staff_included)
