"""The one small closed language of conditions: all, any, at least, is.

Rules and interviews share it, so that the evaluator, the dialog, the picture and the tests read the same thing. Truth
is Kleene's: a false part settles an `all`, a true part settles an `any`, else an unknown part leaves it open. A
condition becomes a function when it is first used (`test`): one is asked for dozens of times a turn.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Discriminator, Field, Tag

from rules.values import Frozen, Number, Value, tidy

Facts = Mapping[str, Value | None]
"""Fact name to value; None is unknown. A name that is absent is a programming error, not an unknown."""


Test = Callable[[Facts], bool | None]
"""Gives the truth of one condition."""


class AtLeast(Frozen):
    """The fact is an amount of `at_least` or more (every minimum in the sources is inclusive: "min.")."""

    fact: str
    at_least: float

    @cached_property
    def test(self) -> Test:
        """Known only of amounts; a TypeError for anything else."""
        fact, least = self.fact, self.at_least

        def enough(facts: Facts) -> bool | None:
            amount = facts[fact]
            return None if amount is None else _number(amount) >= least

        return enough


class Is(Frozen):
    """The fact is one of these values; for a fact that is a set, at least one of them is in it."""

    fact: str
    among: Annotated[tuple[str | bool | int, ...], Field(alias="is", min_length=1)]

    @cached_property
    def test(self) -> Test:
        """Whether the fact is one of the values, or has one of them in it."""
        fact, among = self.fact, self.among
        # By type too: Python holds that False == 0; a "no" is not "none".
        told_apart = frozenset((one, isinstance(one, bool)) for one in among)

        def is_among(facts: Facts) -> bool | None:
            value = facts[fact]
            if isinstance(value, frozenset):
                return not value.isdisjoint(among)
            return None if value is None else (value, isinstance(value, bool)) in told_apart

        return is_among


class All(Frozen):
    """Every part holds."""

    all: Annotated[tuple["Condition", ...], Field(min_length=1)]

    @cached_property
    def test(self) -> Test:
        """False once a part is, else unknown while a part is."""
        tests = tuple(part.test for part in self.all)

        def every(facts: Facts) -> bool | None:
            found: bool | None = True
            for test in tests:
                one = test(facts)
                if one is False:
                    return False
                if one is None:
                    found = None
            return found

        return every


class Any(Frozen):
    """At least one part holds. Parts stand in the order in which people would rather be asked about them."""

    any: Annotated[tuple["Condition", ...], Field(min_length=1)]

    @cached_property
    def test(self) -> Test:
        """True once a part is, else unknown while a part is."""
        tests = tuple(part.test for part in self.any)
        if len(tests) == 1:
            return tests[0]

        def some(facts: Facts) -> bool | None:
            found: bool | None = False
            for test in tests:
                one = test(facts)
                if one:
                    return True
                if one is None:
                    found = None
            return found

        return some


_KINDS = ("all", "any", "at_least", "is")


def _kind(raw: object) -> str | None:
    if isinstance(raw, Frozen):
        raw = raw.model_dump(by_alias=True)
    if isinstance(raw, Mapping):
        present = [kind for kind in _KINDS if kind in raw]
        return present[0] if len(present) == 1 else None
    return None


Condition = Annotated[
    Annotated[AtLeast, Tag("at_least")]
    | Annotated[Is, Tag("is")]
    | Annotated[All, Tag("all")]
    | Annotated[Any, Tag("any")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="a condition has exactly one of all, any, at_least, is",
    ),
]

All.model_rebuild()
Any.model_rebuild()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have to become different. `amount` is what is short, or None for a yes/no fact."""

    fact: str
    amount: Number | None


def truth(condition: Condition, facts: Facts) -> bool | None:
    """Whether the condition holds; None while an unknown fact could still decide it."""
    return condition.test(facts)


def fewest_changes(condition: Condition, facts: Facts) -> tuple[Change, ...]:
    """The smallest set of changes that makes a false condition hold; empty when it is not known to be false.

    Of equally small sets the one with an amount is taken (half a year of work rather than a degree), because it can be
    told and planned; then the first in the order of the declaration.
    """
    if truth(condition, facts) is not False:
        return ()
    match condition:
        case AtLeast(fact=fact, at_least=least):
            return (Change(fact, tidy(least - _number(facts[fact]))),)
        case Is(fact=fact):
            return (Change(fact, None),)
        case All(all=parts):
            return tuple(change for part in parts for change in fewest_changes(part, facts))
        case _:
            return min((fewest_changes(part, facts) for part in condition.any), key=_burden)


def atoms(condition: Condition) -> Iterator[AtLeast | Is]:
    """Every comparison in the condition, in the order of the declaration."""
    match condition:
        case All(all=parts) | Any(any=parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield condition


def undecided(condition: Condition, facts: Facts) -> Iterator[str]:
    """Facts whose value is unknown and could still change the truth; none once it is settled."""
    if truth(condition, facts) is not None:
        return
    match condition:
        case All(all=parts) | Any(any=parts):
            for part in parts:
                yield from undecided(part, facts)
        case _:
            yield condition.fact


def _number(value: Value | None) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise TypeError(f"at_least compares amounts, not {value!r}")


def _burden(changes: tuple[Change, ...]) -> tuple[int, bool]:
    return len(changes), any(change.amount is None for change in changes)
