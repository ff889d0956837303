"""A desk that remembers what it was told and does as a test says."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.gateway.desk import Outgoing
from bot.gateway.update import RawUpdate
from dialogs.screen import Screen

Answer = Callable[[RawUpdate], Awaitable[Outgoing | None]]


async def greet(update: RawUpdate) -> Outgoing | None:
    person = update.person_id
    return Outgoing(person, person, Screen(name="greeting", text=f"answer to {update.update_id}"))


class ScriptedDesk:
    """`answer` stands for the conversation; it may raise."""

    def __init__(self, answer: Answer = greet) -> None:
        self.answer = answer
        self.begun: list[int] = []
        self.committed: list[int] = []
        self.shown: list[tuple[str, int | None, bool]] = []
        self.lost: list[tuple[int, str]] = []
        self.changed = asyncio.Event()

    async def receive(self, update: RawUpdate) -> Outgoing | None:
        self.begun.append(update.update_id)
        self.changed.set()
        outgoing = await self.answer(update)
        self.committed.append(update.update_id)
        self.changed.set()
        return outgoing

    async def sent(self, outgoing: Outgoing, message_id: int | None, *, edited: bool) -> None:
        self.shown.append((outgoing.screen.name, message_id, edited))
        self.changed.set()

    async def unreachable(self, person_id: int, reason: str) -> None:
        self.lost.append((person_id, reason))
        self.changed.set()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that one of the calls above brings about."""
        async with asyncio.timeout(30):
            while not holds():
                self.changed.clear()
                await self.changed.wait()
