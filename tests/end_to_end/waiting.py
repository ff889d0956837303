"""Waiting for what tells nobody that it has happened."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.simulator import Person, Simulator


async def until(holds: Callable[[], Awaitable[object]], within: float = 30.0) -> None:
    """Ask again and again, for at most `within` seconds."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110  whoever is asked has no event
            await asyncio.sleep(0.01)


async def until_called(telegram: Simulator, method: str, times: int, within: float = 30.0) -> None:
    """Until the bot has called a method so often since the simulator began, with or without an answer."""

    async def called() -> bool:
        return len(telegram.calls.of(method)) >= times

    await until(called, within)


async def until_idle(person: Person) -> None:
    """Until the bot is done with everything that the person did: what comes in order has come to its end."""
    await person.sends("/privacy")
    await person.waits_for("Your data is yours", timeout=60)


def bot_messages(person: Person) -> int:
    """How many messages of the bot there are."""
    return sum(message.from_bot for message in person.messages)
