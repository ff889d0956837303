"""A person in front of the companion: commands, words and taps on what is shown."""

import html
import re
from datetime import date

from dialogs.event import Command, Event, Repeated, Tapped, Typed
from dialogs.screen import Button, Screen
from dialogs.session import Session
from dialogs.turn import Companion

ON = date(2026, 11, 21)


class Chat:
    """Remembers the session, the screen and every button ever shown."""

    def __init__(self, companion: Companion, session: Session | None = None, on: date = ON) -> None:
        self.companion = companion
        self.session = session or Session()
        self.on = on
        self.shown: dict[str, str] = {}
        self.screen = self.does(Repeated())

    def does(self, event: Event) -> Screen:
        """Any event."""
        session, self.screen = self.companion.turn(self.session, event, self.on)
        self.session = session or Session()
        self.shown |= {button.tap: button.label for button in self.buttons if button.tap}
        return self.screen

    def says(self, *texts: str) -> Screen:
        """Type something, or "/command argument"."""
        for text in texts:
            name, _, argument = text.removeprefix("/").partition(" ")
            self.does(Command(name, argument) if text.startswith("/") else Typed(text))
        return self.screen

    def taps(self, *labels: str) -> Screen:
        """Tap buttons by the start of their labels."""
        for label in labels:
            found = [button.tap for button in self.buttons if button.label.startswith(label)]
            assert len(found) == 1, (label, self.labels)
            assert found[0] is not None
            self.does(Tapped(found[0]))
        return self.screen

    def answers(self, *said: str | float) -> Screen:
        """Answer questions one after the other: amounts are typed, choices tapped."""
        for answer in said:
            self.taps(answer) if isinstance(answer, str) else self.says(str(answer))
        return self.screen

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.screen.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.label for button in self.buttons)

    @property
    def text(self) -> str:
        """The screen's text as a person reads it."""
        return html.unescape(re.sub(r"<[^>]+>", "", self.screen.text))

    @property
    def place(self) -> tuple[str, ...]:
        return self.session.place.name, *self.session.place.arguments
