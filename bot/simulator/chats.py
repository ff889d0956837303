"""Chats with the messages in them."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.simulator.accounts import Account
from bot.simulator.errors import ApiError, Json, bad_request, forbidden
from bot.simulator.messages import Message

Standing = Literal["not_started", "open", "blocked", "gone"]


@dataclass(slots=True)
class Topic:
    """A thread of a forum; its id is the id of the service message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a tap; `alert` is the kind that must be closed by hand."""

    text: str
    alert: bool = False
    url: str | None = None


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group; at most `history` messages are kept."""

    id: int
    card: Json
    next_id: int
    history: int
    standing: Standing = "open"
    forum: bool = False
    members: dict[int, Account] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    version: int = 0
    _waiting: list[asyncio.Future[None]] = field(default_factory=list, repr=False)

    @property
    def private(self) -> bool:
        return self.id > 0

    def refusal(self) -> ApiError | None:
        """Why the bot cannot write here, or None when it can."""
        match self.standing:
            case "not_started":
                return bad_request("chat not found")
            case "blocked":
                return forbidden(
                    "bot was blocked by the user" if self.private else "bot was kicked from the supergroup chat"
                )
            case "gone":
                return forbidden("user is deactivated")
            case "open":
                return None

    def add(self, message: Message) -> Message:
        """Takes up a message that carries the next id of this chat."""
        self.next_id = message.id + 1
        kept = self._put(message)
        if len(self.messages) > self.history:
            del self.messages[next(iter(self.messages))]
        return kept

    def change(self, message: Message) -> Message:
        """Puts the edited message in place of the old one."""
        return self._put(message)

    def remove(self, message_id: int) -> None:
        del self.messages[message_id]
        if message_id in self.pinned:
            self.pinned.remove(message_id)
        self.wake()

    def notice(self, toast: Toast) -> None:
        self.toasts.append(toast)
        self.wake()

    def _put(self, message: Message) -> Message:
        self.version += 1
        kept = replace(message, version=self.version)
        self.messages[message.id] = kept
        self.wake()
        return kept

    def wake(self) -> None:
        """Lets everyone look again who waits for a change."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def changes(self) -> None:
        """Returns after the next change of this chat."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        await waiter
