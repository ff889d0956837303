"""Where a rule comes from, and from which day to which it is in force."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Protocol, TypeVar

from pydantic import Field

from rules.values import Frozen


class UncoveredDay(ValueError):
    """No line is in force on the day asked about; the nearest one is never taken in its place."""


class Document(Frozen):
    """A text that rules are taken from. `edition` says how old it is, as far as it tells itself."""

    id: str
    title: str
    edition: str
    url: str | None = None


class Source(Frozen):
    """`locator` finds the place in the document; `checked` is the day somebody last compared the two."""

    document: str
    locator: str
    checked: date


Sources = Annotated[tuple[Source, ...], Field(min_length=1)]


class Dated(Frozen):
    """A line in force from `since` to `until`, both included; an open end is the day before the next line, or never.

    An old line is never edited: a new amount is a new line.
    """

    since: date
    until: date | None = None
    sources: Sources


class HasDays(Protocol):
    """Anything with a first and a last day in force."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


Line = TypeVar("Line", bound=HasDays)


def in_force(lines: Iterable[Line], on: date) -> Line:
    """The line in force on the day.

    Raises:
        UncoveredDay: if there is none.
    """
    begun = [line for line in lines if line.since <= on]
    latest = max(begun, key=lambda line: line.since, default=None)
    if latest is None or (latest.until is not None and latest.until < on):
        raise UncoveredDay(f"nothing is in force on {on}")
    return latest


def faults_in_days(lines: Sequence[HasDays], first: date, last: date | None) -> list[str]:
    """What is wrong with the days of lines that together have to cover `first` to `last` (None: for ever)."""
    ordered = sorted(lines, key=lambda line: line.since)
    faults = [
        f"until {line.until} comes before since {line.since}"
        for line in ordered
        if line.until is not None and line.until < line.since
    ]
    if ordered[0].since > first:
        faults.append(f"not covered from {first} to {ordered[0].since - timedelta(days=1)}")
    for line, following in pairwise(ordered):
        if line.since == following.since or (line.until is not None and line.until >= following.since):
            faults.append(f"two lines overlap on {following.since}")
        elif line.until is not None and line.until < following.since - timedelta(days=1):
            faults.append(f"not covered from {line.until + timedelta(days=1)} to {following.since - timedelta(days=1)}")
    end = ordered[-1].until
    if end is not None and (last is None or end < last):
        faults.append(f"not covered after {end}")
    return faults
