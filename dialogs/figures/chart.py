"""Numbers in words: one topic as the rows of a picture, a caption or a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogs.book import Book
from dialogs.figures.figures import Figures, Line, Month, Topic
from dialogs.figures.group import NO_CATEGORY
from dialogs.figures.shown import LIMIT, NOBODY, How, Shown
from dialogs.words import Words
from rules.codes import Category

LABELS = "office_figures"

_MAIN = "apply"
"""The interview whose questions need no word about which interview it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar; `share` of the longest is 0 to 1, None where the number is hidden. `below` says more about it."""

    label: str
    told: str
    share: float | None
    below: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One topic, plain text. `folded` names groups that are all hidden, `hidden` explains that any number is."""

    title: str
    whole: str
    as_of: str
    rows: tuple[Row, ...]
    folded: str
    about: str
    hidden: str
    nothing: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.rows and not self.folded


class Telling:
    """One language's words for numbers of an association."""

    def __init__(self, words: Words, book: Book) -> None:
        self.words = words
        self.labels = words.labels(LABELS)
        self._book = book

    def chart(self, figures: Figures, topic: Topic, on: date) -> Chart:
        """One topic with every row."""
        lines = figures.tables.get(topic, ())
        folded = tuple(line for line in lines if topic is Topic.INTERVIEWS and line.shown.how is How.UNDER)
        months = figures.months if topic is Topic.ANNOUNCEMENTS else ()
        told = [*lines, *(line for month in months for line in month.lines)]
        rows = self._months(months) if months else self._rows(topic, [one for one in lines if one not in folded])
        association = self._book.pack.association.name
        return Chart(
            title=self.labels[topic],
            whole=self.whole(figures.whole(topic)) if topic in figures.tables else "",
            as_of=self.words.sentence("office/figures_as_of", association=association, day=on),
            rows=rows if any(line.shown != NOBODY for line in told) else (),
            folded=self._folded([self.group(topic, line) for line in folded]),
            about=self.words.sentence("office/figures_about", topic=topic),
            hidden=self._hidden() if any(line.shown.how is not How.EXACTLY for line in told) else "",
            nothing=self.words.sentence("office/figures_nothing", topic=topic),
        )

    def whole(self, shown: Shown) -> str:
        """How many people: "At least 34 people"."""
        return self.words.sentence("office/figures_whole", how=shown.how, number=shown.number, limit=LIMIT)

    def number(self, shown: Shown) -> str:
        """Bare: "34", "under 5", "at least 34"."""
        if shown.how is How.EXACTLY:
            return self.words.number(shown.length)
        number = str(LIMIT) if shown.number is None else self.words.number(shown.number)
        return self.labels[shown.how].format(number=number)

    def group(self, topic: Topic, line: Line) -> str:
        """The name of a group: "RSC received"."""
        if topic is Topic.CATEGORIES:
            return self._category(line.code)
        if topic is Topic.INTERVIEWS:
            return self._place(line.code)
        return self.labels[f"{topic}_{line.code}"]

    def lines(self, figures: Figures) -> Iterator[tuple[str, str, str]]:
        """Everything as a table without its head: topic, group, number."""
        for topic, lines in figures.tables.items():
            yield self.labels[topic], self.labels["all"], self.number(figures.whole(topic))
            for line in lines:
                yield self.labels[topic], self.group(topic, line), self.number(line.shown)
        for month in figures.months:
            for line in month.lines:
                group = f"{self.words.month_of_year(month.first)}, {self.group(Topic.ANNOUNCEMENTS, line)}"
                yield self.labels[Topic.ANNOUNCEMENTS], group, self.number(line.shown)

    def _rows(self, topic: Topic, lines: list[Line]) -> tuple[Row, ...]:
        longest = max((line.shown.length for line in lines), default=0)
        return tuple(
            Row(self.group(topic, line), self.number(line.shown), _share(line.shown, longest)) for line in lines
        )

    def _months(self, months: tuple[Month, ...]) -> tuple[Row, ...]:
        """The newest first; the bar is what was sent."""
        longest = max(month.lines[0].shown.length for month in months)
        return tuple(self._month(month, longest) for month in reversed(months))

    def _month(self, month: Month, longest: int) -> Row:
        sent, *others = month.lines
        below = (
            f"{self.group(Topic.ANNOUNCEMENTS, line)}: {self.number(line.shown)}"
            for line in others
            if line.shown != NOBODY
        )
        label = self.words.month_of_year(month.first)
        return Row(
            label[:1].upper() + label[1:], self.number(sent.shown), _share(sent.shown, longest), " · ".join(below)
        )

    def _category(self, code: str) -> str:
        if code == NO_CATEGORY:
            return self.labels["no_category"]
        pack = self._book.pack
        if code == pack.add_on.code:
            return self.labels["add_on"].format(code=code)
        return f"{code} · {self.words.say(pack.by_code[Category(code)].name)}"

    def _place(self, code: str) -> str:
        flow, _, question = code.partition(".")
        short = self.words.question(question, self._book.pack.association.name).labels["short"]
        return short if flow == _MAIN else self.labels[f"flow_{flow}"].format(question=short)

    def _folded(self, names: list[str]) -> str:
        return self.words.sentence("office/figures_folded", names=names, limit=LIMIT) if names else ""

    def _hidden(self) -> str:
        return self.words.sentence("office/figures_hidden", limit=LIMIT)


def _share(shown: Shown, longest: int) -> float | None:
    if shown.number is None:
        return None
    return shown.number / longest if longest else 0.0
