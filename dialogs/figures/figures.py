"""What is told of all people together, by topic. Small counts are hidden here; no exact one leaves this module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dialogs.book import Book
from dialogs.figures.group import NO_CATEGORY, READINESS, Group, Stage, places
from dialogs.figures.shown import NOBODY, Shown, shown, whole
from rules.codes import Category

SETTLED = ("sent", "skipped", "failed", "unknown")
"""What becomes of a copy of an announcement."""


class Topic(StrEnum):
    """What there are numbers about."""

    PEOPLE = "people"
    CATEGORIES = "categories"
    INTERVIEWS = "interviews"
    RENEWALS = "renewals"
    ANNOUNCEMENTS = "announcements"


@dataclass(frozen=True, slots=True)
class Line:
    """One group by its code: a stage, a category, "flow.question", a state; of announcements a part of a month."""

    code: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Month:
    """What became of the copies of announcements in the month that begins on `first`, by SETTLED."""

    first: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that may be told; `tables` are those about people."""

    tables: Mapping[Topic, tuple[Line, ...]]
    months: tuple[Month, ...]

    def whole(self, topic: Topic) -> Shown:
        """How many people a topic is about."""
        return whole(line.shown for line in self.tables[topic])


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of announcements, and how many people they were for; who was forgotten since counts as nobody."""

    count: int
    people: int


NONE = Copies(0, 0)


def figures_of(people: Mapping[Group, int], sent: Iterable[tuple[date, Mapping[str, Copies]]], book: Book) -> Figures:
    """From exact counts; `sent` by the first day of each month, oldest first, then by SETTLED."""
    split = {
        Topic.CATEGORIES: _lines(people, Stage.RESULT, (*Category, book.pack.add_on.code, NO_CATEGORY)),
        Topic.INTERVIEWS: _told(_lines(people, Stage.OPEN, places(book))),
        Topic.RENEWALS: _lines(people, Stage.ENDORSED, READINESS),
    }
    stages = (
        Line(Stage.AROUND, shown(people.get(Group(Stage.AROUND), 0))),
        Line(Stage.OPEN, _sum(split[Topic.INTERVIEWS])),
        Line(Stage.RESULT, _sum(split[Topic.CATEGORIES])),
        Line(Stage.ENDORSED, _sum(split[Topic.RENEWALS])),
    )
    months = (Month(first, tuple(_copies(code, found) for code in SETTLED)) for first, found in sent)
    return Figures({Topic.PEOPLE: stages, **split}, _begun(months))


def _lines(people: Mapping[Group, int], stage: Stage, codes: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(str(code), shown(people.get(Group(stage, str(code)), 0))) for code in codes)


def _told(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without the many questions at which nobody is."""
    return tuple(line for line in lines if line.shown != NOBODY)


def _sum(lines: tuple[Line, ...]) -> Shown:
    return whole(line.shown for line in lines)


def _copies(code: str, found: Mapping[str, Copies]) -> Line:
    copies = found.get(code, NONE)
    return Line(code, shown(copies.count, copies.people))


def _begun(months: Iterable[Month]) -> tuple[Month, ...]:
    """Without the months before the first that has anything."""
    listed = list(months)
    while listed and all(line.shown == NOBODY for line in listed[0].lines):
        listed.pop(0)
    return tuple(listed)
