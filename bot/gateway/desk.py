"""Where updates go and what comes back: the conversation, as the gateway sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from telegram import Bot

from bot.gateway.update import RawUpdate
from dialogs.screen import Screen


class NotCommitted(Exception):
    """Storage failed: the update is not saved and must come again."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A screen on its way to a person.

    `edit_message_id` is the message to write over, None sends a new one. `callback_query_id` is the tap to answer.
    `file` is the drawn attachment of the screen, or Telegram's own id of a file; without it the screen goes out as
    text. `instead` gives what goes out where Telegram refuses this. `effect` is done before, and may give something
    else to send instead. `seen` is what the person's row tells of updates taken, "" where nobody asks.
    """

    person_id: int
    chat_id: int
    screen: Screen
    edit_message_id: int | None = None
    callback_query_id: str | None = None
    file: bytes | str | None = None
    file_name: str = ""
    instead: "Callable[[], Awaitable[Outgoing]] | None" = None
    effect: "Callable[[Bot], Awaitable[Outgoing | None]] | None" = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do for a person, in their order, that shows them no screen; `toast` answers their tap."""

    person_id: int
    effect: Callable[[Bot], Awaitable[object]] | None
    callback_query_id: str | None = None
    toast: str = ""


class Desk(Protocol):
    """Takes updates one at a time per person, different people at the same time."""

    async def receive(self, update: RawUpdate) -> Outgoing | Errand | None:
        """Return only after the commit, with the screen to show; None where there is nothing to show.

        Raises:
            NotCommitted: storage failed. Any other error is a bug of this one update, which then counts as done.
        """
        ...

    async def sent(self, outgoing: Outgoing, message_id: int | None, *, edited: bool) -> None:
        """Hear which message shows the screen now; None: perhaps a new one, but nobody knows its id."""
        ...

    async def unreachable(self, person_id: int, reason: str) -> None:
        """Hear that the person has blocked the bot or is gone; `reason` is Telegram's description."""
        ...
