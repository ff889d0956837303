"""A rule pack: everything one association asks for, as data, checked when it is loaded."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from rules.category import AddOn, Asked, CategoryRules, Listing, Requirement
from rules.codes import Category, Scope
from rules.facts import CountedFact
from rules.fees import FeeRules
from rules.notes import Note, Provider, Step, Term
from rules.renewal_policy import RenewalPolicy
from rules.sources import Document, Sources, UncoveredDay, in_force
from rules.values import Frozen


class CrisisLine(Frozen):
    """Whom to call or text in a crisis in the association's country, and in danger. Names and numbers, no sentences."""

    name: str
    number: str
    emergency: str
    sources: Sources


class Association(Frozen):
    """Who stands behind the pack and where their people reach them."""

    name: str
    region: str
    coordinator_email: str
    application_system: str
    application_url: str
    guidelines_url: str
    time_zone: str
    currency: str
    crisis_line: CrisisLine


class Covers(Frozen):
    """The days the pack speaks for; `last` None has no end. After `check_by` somebody should read the sources again."""

    first: date
    last: date | None = None
    check_by: date


class RulePack(Frozen):
    """See `rules/packs/README.md` for the files it is made of."""

    name: str
    version: str
    association: Association
    covers: Covers
    documents: Annotated[tuple[Document, ...], Field(min_length=1)]
    counted: tuple[CountedFact, ...]
    highest_first: tuple[Category, ...]
    fallbacks: tuple[Category, ...]
    categories: tuple[CategoryRules, ...]
    add_on: AddOn
    degrees: Listing
    providers: tuple[Provider, ...]
    fees: FeeRules
    steps: tuple[Step, ...]
    renewal: tuple[RenewalPolicy, ...]
    notes: tuple[Note, ...]
    terms: tuple[Term, ...]

    @override
    def __hash__(self) -> int:
        # Short, for it is the key of what is kept per pack; the hash of every field takes longer than an assessment.
        return hash((self.name, self.version))

    @cached_property
    def by_code(self) -> Mapping[Category, CategoryRules]:
        """Categories by their code."""
        return {category.code: category for category in self.categories}

    @cached_property
    def by_scope(self) -> Mapping[Scope, CategoryRules]:
        """Categories by the scope of practice they are for."""
        return {category.scope: category for category in self.categories}

    def check_covers(self, on: date) -> None:
        """Refuse a day the pack does not speak for.

        Raises:
            UncoveredDay: with the days it does speak for.
        """
        first, last = self.covers.first, self.covers.last
        if on < first or (last is not None and on > last):
            span = f"{first} or later" if last is None else f"{first} to {last}"
            raise UncoveredDay(f"{on} came; pack {self.name} covers {span}")

    def requirements(self, code: str, on: date) -> tuple[Requirement, ...]:
        """What a category or the add-on asks for on the day, in the order of the pack."""
        return _requirements(self, code, on)

    def renewal_policy(self, on: date) -> RenewalPolicy:
        """The renewal policy in force on the day."""
        return in_force(self.renewal, on)


# An interview asks a dozen times a turn, and there are few days in the life of a process.
@lru_cache(maxsize=64)
def _requirements(pack: RulePack, code: str, on: date) -> tuple[Requirement, ...]:
    asked: Asked = pack.add_on if code == pack.add_on.code else pack.by_code[Category(code)]
    return tuple(_latest(asked.requirements, on))


def _latest(requirements: tuple[Requirement, ...], on: date) -> Iterator[Requirement]:
    lines: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        lines.setdefault(requirement.id, []).append(requirement)
    for same in lines.values():
        yield in_force(same, on)
