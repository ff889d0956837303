"""The engine: starts a run when something is due, ends in order, and takes over from the dead."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from telegram import Bot

from bot.clock import Clock, MovableClock
from bot.nudges.engine import Engine, Parts, Rhythm
from bot.simulator import Simulator
from bot.storage import Storage, open_storage
from bot.storage.address import parse_address
from dialogs.turn import Companion
from tests.end_to_end.waiting import until_called
from tests.nudges.conftest import NOON
from tests.nudges.people import PACK, endorsed, endorsee, enter, states_of

EARNED = date(2025, 5, 5)


@asynccontextmanager
async def engine(
    storage: Storage, url: str, bot: Bot, clock: Clock, rhythm: Rhythm | None = None
) -> AsyncIterator[asyncio.Event]:
    """A running one; the event kicks it."""
    kicked = asyncio.Event()
    one = Engine(
        Parts(storage, bot, Companion(PACK), PACK, clock),
        rhythm or Rhythm(tick=0.2, watch=0.2),
        parse_address(url),
        kicked,
    )
    running = asyncio.create_task(one.run())
    try:
        yield kicked
    finally:
        one.stop()
        await running


async def test_who_is_due_is_reminded_once(url: str, telegram: Simulator, bot: Bot, clock: MovableClock) -> None:
    anna = telegram.person(7)
    await anna.sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, {7: endorsee(endorsed(EARNED, handled=date(2027, 7, 1)))})
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 1, within=20)
            await asyncio.sleep(0.5)
        assert len(telegram.calls.of("sendMessage")) == 1
        assert await states_of(storage, 7) == [("2027-10-01", "sent", None)]
    await asyncio.to_thread(len, "threads work again when the engine is gone")
