"""Whoever does something about a question, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from bot.office.visit import Room, Visit
from bot.storage import AuditRow, InquiryRow, Transaction
from dialogs.scene import Refused


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was written. `message_id` is negative for what nobody wrote as a message, such as a tap."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Hand:
    """`who` is one of the staff, whose role was checked before, or the person who asks."""

    room: Room
    transaction: Transaction
    who: int
    now: datetime

    @property
    def inbox_chat(self) -> int | None:
        """The forum group; None: the private chats of the staff."""
        return self.room.settings.inbox_chat

    async def note(self, what: str, inquiry: InquiryRow) -> None:
        """Put it into the audit log."""
        row = AuditRow(self.now, self.who, f"inquiry.{what}", f"inquiry {inquiry.id}")
        await self.transaction.note(row)

    async def inquiry(self, number: str) -> InquiryRow:
        """The question of that number, locked.

        Raises:
            Refused: if there is none.
        """
        found = await self.transaction.lock_inquiry(number_in(number))
        if found is None:
            raise Refused(number)
        return found


def hand_of(visit: Visit) -> Hand:
    """The hand of whoever visits the office."""
    return Hand(visit.room, visit.transaction, visit.person.id, visit.now)


def tapped(now: datetime, chat_id: int) -> Source:
    """A source for what a tap made; one person cannot tap twice in a microsecond."""
    return Source(chat_id, -int(now.timestamp() * 1_000_000))


def number_in(text: str) -> int:
    """A number from a button; anybody can have forged it.

    Raises:
        Refused: if it is none that a database has.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise Refused(text)
    return int(text)


_DIGITS = 18
"""Of the longest number that surely fits 64 bits."""
