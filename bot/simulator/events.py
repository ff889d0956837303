"""The change feed: what happens in the simulated Telegram, for pages and terminals to follow."""

import asyncio
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bot.simulator.chats import Toast
from bot.simulator.messages import Message


@dataclass(frozen=True, slots=True)
class MessageSent:
    """By a person or by the bot; `message.file` is set for media."""

    message: Message


@dataclass(frozen=True, slots=True)
class MessageEdited:
    message: Message


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ActionShown:
    """The bot is "typing", "upload_document" …"""

    chat_id: int
    action: str


@dataclass(frozen=True, slots=True)
class CallbackAnswered:
    chat_id: int
    query_id: str
    toast: Toast


@dataclass(frozen=True, slots=True)
class UpdateConfirmed:
    """The bot has taken an update for good, by a higher offset or by a 2xx."""

    update_id: int


Event = MessageSent | MessageEdited | MessageDeleted | ActionShown | CallbackAnswered | UpdateConfirmed


class Subscription:
    """An endless iterator over the events since it was opened; it ends when it or the simulator is closed.

    Use it as a context manager, or call `close`. A follower who does not read loses the oldest events
    beyond `kept`.
    """

    def __init__(self, feed: "Feed", kept: int) -> None:
        self._feed = feed
        self._events: deque[Event] = deque(maxlen=kept)
        self._news = asyncio.Event()
        self._closed = False

    def put(self, event: Event) -> None:
        self._events.append(event)
        self._news.set()

    def close(self) -> None:
        self._closed = True
        self._news.set()
        self._feed.drop(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._events:
            if self._closed:
                raise StopAsyncIteration
            self._news.clear()
            await self._news.wait()
        return self._events.popleft()


class Feed:
    """Spreads each event to all who follow."""

    def __init__(self) -> None:
        self._followers: list[Subscription] = []

    def subscribe(self, *, kept: int = 10_000) -> Subscription:
        subscription = Subscription(self, kept)
        self._followers.append(subscription)
        return subscription

    def publish(self, event: Event) -> None:
        for follower in self._followers:
            follower.put(event)

    def drop(self, subscription: Subscription) -> None:
        if subscription in self._followers:
            self._followers.remove(subscription)

    def close(self) -> None:
        for follower in tuple(self._followers):
            follower.close()
