"""One turn of a conversation: `turn(session, event, on) -> (session, screen)`, a pure function."""

from dataclasses import replace
from datetime import date, datetime

from dialogs.actions import ACTIONS
from dialogs.book import Book
from dialogs.calling import call
from dialogs.commands import command
from dialogs.event import Command, Event, Repeated, Sent, Tapped, Typed
from dialogs.library import library
from dialogs.misunderstood import Misunderstood
from dialogs.nudging import Rung
from dialogs.replies import (
    answered,
    answered_by_text,
    button_meant,
    expected_here,
    menu_meant,
    menu_named,
    way_back,
)
from dialogs.routes import ROUTES, arrive
from dialogs.scene import Refused, Scene, Unsettled
from dialogs.screen import Screen
from dialogs.screens.menu import show_forgotten
from dialogs.screens.nudge import show_nudge
from dialogs.screens.places import show
from dialogs.screens.terms import term_in
from dialogs.session import MENU, Session
from dialogs.tap import Tap, parse
from dialogs.words import plain
from dialogs.writing import expected_written, sent, written
from rules.pack import RulePack

_TOAST = 200
"""Characters of the pop-up that answers a tap; Telegram's limit."""


class Companion:
    """The whole conversation for one association; holds no person's state."""

    def __init__(
        self, pack: RulePack, *, keeps_copies: bool = False, inbox_days: int = 90, conversation_days: int = 1_095
    ) -> None:
        """`keeps_copies` and the days are what `Book` tells people."""
        self.book = Book(
            pack, library(), keeps_copies=keeps_copies, inbox_days=inbox_days, conversation_days=conversation_days
        )

    def turn(
        self, session: Session, event: Event, on: date, at: datetime | None = None
    ) -> tuple[Session | None, Screen]:
        """The session after an event and the screen to show. No session: the person asked to be forgotten.

        `on` is the day where the person lives, `at` the moment.

        Every event leads to a screen: what is old, mistyped or forged is told politely, where the person was before.
        """
        scene = Scene(self.book, session, on, at=at)
        if isinstance(event, Repeated):
            return _standing(scene)
        try:
            after = self._after(scene, event)
            if after is None:
                fresh = Session(language=session.language, place=MENU)
                return None, show_forgotten(scene.now(fresh))
            return _shown(scene.now(after))
        except Unsettled as unsettled:
            return _shown(scene.now(arrive(scene, unsettled.flow), _notice(scene, "nothing_yet")))
        except Misunderstood as misunderstood:
            return _standing(scene.now(_at_question(scene), misunderstood.notice))
        except Refused:
            refusal = "unknown_command" if isinstance(event, Command) else "refused"
            return _standing(scene.now(session, _notice(scene, refusal)))

    def standing(self, session: Session, on: date, *, at: datetime, notice: str = "") -> tuple[Session, Screen]:
        """Where a person is, or the nearest place to it, with a line (HTML) above it."""
        return _standing(Scene(self.book, session, on, notice, at))

    def nudge(self, session: Session, rungs: tuple[Rung, ...], on: date) -> Screen:
        """The reminder for everything that is due to one person; it changes nothing, and its buttons work anywhere."""
        return show_nudge(Scene(self.book, session, on), rungs)

    def _after(self, scene: Scene, event: Command | Tapped | Typed | Sent) -> Session | None:
        match event:
            case Command():
                return command(scene, event)
            case Tapped(data=encoded):
                return self._tapped(scene, parse(encoded))
            case Typed(text=text):
                return self._typed(scene, text)
        # What is left is Sent.
        after = sent(scene, event)
        if after is None:
            raise Misunderstood(_notice(scene, "only_text"))
        return after

    def _tapped(self, scene: Scene, tap: Tap) -> Session | None:
        match tap:
            case Tap(verb="go", arguments=(name, *rest)):
                if name in ROUTES:
                    return call(ROUTES[name], scene, tuple(rest))
                return scene.session.at(name, *rest)
            case Tap(verb="do" | "n", arguments=(name, *rest)) if name in ACTIONS:
                return call(ACTIONS[name], scene, tuple(rest))
            case Tap(verb="a" | "n", arguments=(flow, question, version, code)):
                return answered(scene, flow, question, version, code)
        raise Refused(tap.verb)

    def _typed(self, scene: Scene, text: str) -> Session | None:
        """An answer, what the screen asks for, a button said in words, here or in the menu, or a word to explain."""
        after = answered_by_text(scene, text) or written(scene, text)
        if after is not None:
            return after
        here = _standing(scene)[1]
        button = menu_named(scene, text) or button_meant(here, text) or menu_meant(scene, text)
        if button is not None:
            return self._tapped(scene, parse(button))
        term = term_in(scene, text)
        if term is not None:
            return scene.session.at("term", term.id, *way_back(scene))
        raise Misunderstood(_expected(scene))


def _shown(scene: Scene) -> tuple[Session, Screen]:
    screen = show(scene)
    if scene.notice:
        screen = replace(screen, toast=plain(scene.notice)[:_TOAST])
    return scene.session, screen


def _standing(scene: Scene) -> tuple[Session, Screen]:
    """Where the person is already; the nearest place to it, if the interview or the rules have moved past it since."""
    try:
        return _shown(scene)
    except Refused:
        return _shown(scene.now(_nearest(scene), scene.notice))


def _nearest(scene: Scene) -> Session:
    flow = scene.session.place.arguments[:1]
    return arrive(scene, *flow) if flow and flow[0] in scene.book.interviews else scene.session.at(MENU.name)


def _at_question(scene: Scene) -> Session:
    """Back from an explanation to the question that was answered there: a complaint speaks of its buttons."""
    back = way_back(scene)
    return scene.session.at("question", *back) if back and scene.session.place.name != "question" else scene.session


def _notice(scene: Scene, name: str) -> str:
    return scene.words.page(f"screens/{name}").text


def _expected(scene: Scene) -> str:
    return expected_here(scene) or expected_written(scene) or _notice(scene, "not_understood")
