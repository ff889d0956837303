"""What it costs: every example of the sources."""

import pytest

from rules.fees import agency_price, application_fees, individual_price
from rules.pack import RulePack
from tests.rules.under_test import ON, assessed


@pytest.mark.parametrize(
    ("scope", "registration", "processing"),
    [
        ("promotion", 15, 25),  # booklet, fee table
        ("prevention", 25, 50),
        ("clinical", 25, 50),
        ("clinical_leadership", 25, 300),  # with the exam
        ("policy", 25, 300),
        ("research_faculty", 25, 300),
    ],
)
@pytest.mark.parametrize("add_on", [False, True])
def test_applications_cost_what_the_fee_table_says(
    scope: str, registration: int, processing: int, *, add_on: bool
) -> None:
    fees = assessed({"scope": scope, "applying_for_ers": add_on}).fees
    assert fees is not None
    with_add_on = processing + 50 * add_on
    assert fees.model_dump() == {
        "currency": "USD",
        "registration": registration,
        "processing": with_add_on,
        "total": registration + with_add_on,
    }


def test_fees_follow_the_recommendation_and_not_the_target() -> None:
    fees = assessed({"scope": "clinical", "licensed": False, "education": "bachelor", "training_hours": 33}).fees
    assert fees is not None
    assert fees.total == 40


@pytest.mark.parametrize(("term", "price"), [(1, 50), (2, 95), (3, 135)])
def test_individual_memberships_cost_less_for_longer(pack: RulePack, term: int, price: int) -> None:
    assert individual_price(pack.fees, term, ON) == price  # booklet, membership table


@pytest.mark.parametrize(
    ("staff", "prices"),
    [
        (5, (225, 425, 600)),  # booklet, membership table
        (6, (270, 510, 720)),  # each more
        (12, (540, 1020, 1440)),
        (4, (None, None, None)),  # the sources are silent (C17)
        (0, (None, None, None)),
    ],
)
def test_agencies_pay_for_five_and_for_each_more(pack: RulePack, staff: int, prices: tuple[int | None, ...]) -> None:
    assert tuple(agency_price(pack.fees, term, staff, ON) for term in (1, 2, 3)) == prices


@pytest.mark.parametrize(
    ("code", "add_on", "all_in"),
    [("IFA", False, 90), ("IFS", False, 125), ("IMHS", True, 175), ("IMHM-C", False, 375), ("IMHM-P", True, 425)],
)
def test_all_in_with_a_year_of_membership(pack: RulePack, code: str, all_in: int, *, add_on: bool) -> None:
    category = next(category.code for category in pack.categories if category.code == code)
    fees = application_fees(pack.fees, "USD", category, ON, with_add_on=add_on)
    assert fees.total + individual_price(pack.fees, 1, ON) == all_in
