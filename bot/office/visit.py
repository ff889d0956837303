"""One person at the office, for one update."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Bot, Message

from bot.clock import Clock
from bot.settings import Settings
from bot.storage import AuditRow, PersonRow, Storage, Transaction
from dialogs.book import Book
from dialogs.event import Event
from dialogs.roles import Role
from dialogs.scene import Scene
from dialogs.screen import Screen
from dialogs.session import Session

Effect = Callable[[Bot], Awaitable[Screen | None]]
"""What is done after the commit, before the screen is sent; a screen that it gives is sent in its place.

The person waits for it, nobody else does. It may use the storage, in transactions of its own, and Telegram.
"""


@dataclass(frozen=True, slots=True)
class Room:
    """What the office is furnished with, the same for every visit. `username` is the bot's, known once it has started.

    `wake` makes the engine look at once what is due; `show_commands` sets the menu of one of the staff, by their role.
    """

    storage: Storage
    book: Book
    settings: Settings
    clock: Clock
    username: Callable[[], str]
    wake: Callable[[], None]
    show_commands: Callable[[Bot, int, Role | None], Awaitable[None]]

    def link(self, secret: str) -> str:
        """A deep link that opens the bot with `/start secret`; 1 to 64 characters of A-Z a-z 0-9 _ -."""
        return f"https://t.me/{self.username()}?start={secret}"


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a visit leads: the session after it, with a line (HTML) above the next screen.

    `wakes`: the engine has something new to do. `silent`: nothing is shown, the notice answers the tap. `below`: the
    screen is sent below what the effect sends, not written over an older one.
    """

    session: Session
    notice: str = ""
    effect: Effect | None = None
    wakes: bool = False
    silent: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """An event of a person whose row `transaction` has locked. `message` is what they wrote, as Telegram gave it."""

    room: Room
    transaction: Transaction
    person: PersonRow
    role: Role | None
    scene: Scene
    event: Event
    now: datetime
    message: Message | None = None

    @property
    def session(self) -> Session:
        """The person's session, as it is at this point of the visit."""
        return self.scene.session

    def to(self, place: str, *arguments: object, notice: str = "") -> Onward:
        """On to another screen."""
        return Onward(self.session.at(place, *(str(one) for one in arguments)), notice)

    def having(self, session: Session, notice: str = "") -> "Visit":
        """The same visit with another session."""
        return replace(self, scene=self.scene.now(session, notice))

    async def note(self, what: str, subject: str, detail: str = "") -> None:
        """Put into the audit log what this person does, in the transaction that does it."""
        await self.transaction.note(AuditRow(self.now, self.person.id, what, subject, detail))
