"""Everything a screen is made from: the book of rules and interviews, one person's session, and the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from dialogs.book import Book
from dialogs.case import Case
from dialogs.catalogue import PSEUDO, SOURCE, languages
from dialogs.machine import Interview
from dialogs.screen import Button, Screen
from dialogs.session import Session
from dialogs.tap import data
from dialogs.words import Page, Words, words
from rules.assessment import Assessment
from rules.pack import RulePack


class Refused(Exception):
    """A place or an action that does not exist: old, mistyped or forged. The person is told so politely."""


class Unsettled(Refused):
    """An outcome was asked for while questions are still open."""

    def __init__(self, flow: str) -> None:
        super().__init__(flow)
        self.flow = flow


@dataclass(frozen=True)
class Scene:
    """One person, one day. `notice` is a line above the screen: a complaint about what was typed, a confirmation.

    `at` is the moment, where it is known: only what must be stored to the second needs it.
    """

    book: Book
    session: Session
    on: date
    notice: str = ""
    at: datetime | None = None

    @cached_property
    def words(self) -> Words:
        """The words of the person's language; English where we do not speak it any more."""
        language = self.session.language
        return words(language if language in {*languages(), PSEUDO} else SOURCE)

    @property
    def pack(self) -> RulePack:
        """The rules of the association."""
        return self.book.pack

    def interview(self, flow: str) -> Interview:
        """An interview by its name.

        Raises:
            Refused: if there is none.
        """
        if flow not in self.book.interviews:
            raise Refused(flow)
        return self.book.interviews[flow]

    def case(self, flow: str) -> Case:
        """The person's case in an interview."""
        return self.book.case(self.interview(flow), self.session.answers, self.on)

    def assessment(self, flow: str) -> Assessment:
        """The person's case held against the rules."""
        return self.book.assessment(self.case(flow).profile, self.on)

    def question(self, question_id: str) -> Page:
        """A question in words, with the labels of its answers and its `short` name."""
        return self.words.question(question_id, self.pack.association.name)

    def now(self, session: Session, notice: str = "") -> "Scene":
        """The same day with another session."""
        return Scene(self.book, session, self.on, notice, self.at)

    def for_association(self) -> "Scene":
        """The same in the language that the pack is written in, which is what the association reads."""
        return self.now(self.session.model_copy(update={"language": SOURCE}), self.notice)

    def button(self, label: str, place: str, *arguments: str) -> Button:
        """A button that opens a screen; `label` is a key of labels/buttons."""
        return go(self.words.buttons[label], place, *arguments)

    def action(self, label: str, action: str, *arguments: str) -> Button:
        """A button that changes something; `label` is a key of labels/buttons."""
        return do(self.words.buttons[label], action, *arguments)

    def screen(
        self,
        template: str,
        rows: tuple[tuple[Button, ...], ...] = (),
        /,
        **given: object,
    ) -> Screen:
        """A screen of a template that has no labels of its own."""
        return Screen(name=self.session.place.name, text=self.words.page(template, **given).text, rows=rows)


# Most buttons are the same for everybody, and a screen has ten of them.
@lru_cache(8192)
def go(label: str, place: str, *arguments: str) -> Button:
    """A button that opens a screen."""
    return Button(label, tap=data("go", place, *arguments))


@lru_cache(8192)
def do(label: str, action: str, *arguments: str) -> Button:
    """A button that changes something."""
    return Button(label, tap=data("do", action, *arguments))


def amount(label: str, action: str, *arguments: str) -> Button:
    """A button that changes something by an amount; where it stands, a number can be typed as well."""
    return Button(label, tap=data("n", action, *arguments))


Show = Callable[..., Screen]
"""From a scene and a place's arguments to a screen."""
