"""To whom an announcement goes: conditions that are included and excluded, and what they look at of a person. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal, get_args

from pydantic import Field

from rules.codes import Category
from rules.renewal import RenewalState
from rules.values import Frozen, Number

Kind = Literal[
    "everyone",
    "applicants",
    "recommended",
    "lacks",
    "endorsed",
    "renewal_year",
    "hours_missing",
    "window",
    "language",
    "tag",
]

_Facts = Mapping[Kind, frozenset[str]]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""Every kind, in the order in which they are offered."""

MANY_HOURS = 10
"""`hours_missing` "many" is more than these."""

HOURS_MISSING = ("any", "none", "many")
"""Values of `hours_missing`; "many" is part of "any"."""

EVERY_KIND = frozenset(KINDS)

OF_APPLICANT: frozenset[Kind] = frozenset({"applicants", "recommended", "lacks"})
"""Kinds that look at an application."""

OF_ENDORSEMENT: frozenset[Kind] = frozenset({"endorsed", "renewal_year", "hours_missing", "window"})
"""Kinds that look at an Endorsement: together they must hold of one and the same."""

ERS = "ERS"
"""`endorsed`: the add-on that goes with an Endorsement."""


class Condition(Frozen):
    """One thing that holds of a person or not; `value` is "" for `everyone` and `applicants`.

    `endorsed` without a value holds of every endorsee.
    """

    kind: Kind
    value: Annotated[str, Field(max_length=120)] = ""

    @property
    def sought(self) -> str:
        """The value as facts have it: a tag is the same whatever its case."""
        return self.value.casefold() if self.kind == "tag" else self.value


class Audience(Frozen):
    """Included: conditions of different kinds all hold, of one kind any; no condition includes everyone.

    Excluded: whoever any of `exclude` holds of. Who is both is excluded.
    """

    include: tuple[Condition, ...] = ()
    exclude: tuple[Condition, ...] = ()

    @property
    def looks_at(self) -> frozenset[Kind]:
        """The kinds of its conditions: of a card the rest can be left blank."""
        return frozenset(one.kind for one in (*self.include, *self.exclude))


class Held(Frozen):
    """One Endorsement, as far as an audience looks at it; once it has lapsed nobody counts its hours (None)."""

    category: Category
    ers: bool = False
    renewal_year: int
    hours_missing: Number | None
    window: RenewalState

    def facts(self) -> _Facts:
        """The values of conditions that hold of it, by their kind."""
        return {
            "endorsed": frozenset({"", self.category, *([ERS] if self.ers else [])}),
            "renewal_year": frozenset({str(self.renewal_year)}),
            "hours_missing": frozenset(self._hours()),
            "window": frozenset({self.window}),
        }

    def _hours(self) -> Iterator[str]:
        if self.hours_missing is not None:
            yield "any" if self.hours_missing else "none"
            if self.hours_missing > MANY_HOURS:
                yield "many"


class Card(Frozen):
    """What the conditions look at of one person. `lacks` are ids of requirements that an applicant does not meet."""

    language: str = "en"
    is_applicant: bool = False
    recommended: Category | None = None
    lacks: frozenset[str] = frozenset()
    held: tuple[Held, ...] = ()
    tags: frozenset[str] = frozenset()

    def facts(self) -> _Facts:
        """The values of conditions that hold of the person, by their kind; Endorsements have facts of their own."""
        return {
            "everyone": frozenset({""}),
            "applicants": frozenset({""} if self.is_applicant else ()),
            "recommended": frozenset({self.recommended} if self.recommended else ()),
            "lacks": self.lacks,
            "language": frozenset({self.language}),
            "tag": self.tags,
        }


def matches(audience: Audience, card: Card) -> bool:
    """Whether a person belongs to an audience; excluding wins."""
    person, held = card.facts(), [one.facts() for one in card.held]
    return _included(audience.include, person, held) and not any(
        one.sought in facts.get(one.kind, ()) for one in audience.exclude for facts in (person, *held)
    )


def by_kind(conditions: Sequence[Condition]) -> Mapping[Kind, tuple[Condition, ...]]:
    """Conditions of one kind together, in the order of `KINDS`."""
    return {
        kind: same for kind in KINDS if (same := tuple(condition for condition in conditions if condition.kind == kind))
    }


def _included(conditions: tuple[Condition, ...], person: _Facts, held: Sequence[_Facts]) -> bool:
    kinds = by_kind(conditions)
    of_endorsement = [same for kind, same in kinds.items() if kind in OF_ENDORSEMENT]
    of_person = [same for kind, same in kinds.items() if kind not in OF_ENDORSEMENT]
    return _hold(of_person, person) and (not of_endorsement or any(_hold(of_endorsement, facts) for facts in held))


def _hold(groups: Iterable[tuple[Condition, ...]], facts: _Facts) -> bool:
    """Whether any condition of each group holds."""
    return all(any(one.sought in facts[one.kind] for one in same) for same in groups)
