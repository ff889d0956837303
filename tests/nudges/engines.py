"""An engine that runs in the test's own process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot

from bot.clock import Clock
from bot.nudges.engine import Engine, Parts, Rhythm
from bot.storage import Storage
from bot.storage.address import parse_address
from dialogs.turn import Companion
from tests.nudges.people import PACK

QUICK = Rhythm(tick=0.2, watch=0.2)


@asynccontextmanager
async def engine(storage: Storage, url: str, bot: Bot, clock: Clock, rhythm: Rhythm = QUICK) -> AsyncIterator[None]:
    """While the block runs; what is under way at its end is finished."""
    parts = Parts(storage, bot, Companion(PACK), PACK, clock)
    one = Engine(parts, rhythm, parse_address(url), asyncio.Event())
    running = asyncio.create_task(one.run())
    try:
        yield
    finally:
        one.stop()
        await running
