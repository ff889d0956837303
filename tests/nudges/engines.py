"""An engine that runs in the test's own process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot

from bot.clock import Clock
from bot.engine.engine import Engine, Parts, Rhythm
from bot.engine.pace import Pace
from bot.gateway.stop import Stop
from bot.nudges.job import NudgeParts, nudging
from bot.storage import Storage
from bot.storage.address import parse_address
from dialogs.turn import Companion
from tests.nudges.people import PACK


@asynccontextmanager
async def engine(
    storage: Storage, url: str, bot: Bot, clock: Clock, *, rate: float = 25, tick: float = 0.2, watch: float = 0.2
) -> AsyncIterator[None]:
    """While the block runs; what is under way at its end is finished."""
    stop = Stop()
    nudges = nudging(NudgeParts(storage, bot, Companion(PACK), PACK, clock), tick)
    parts = Parts(clock, Pace(rate, stop, clock, storage), stop, (nudges,))
    one = Engine(parts, Rhythm(watch=watch), parse_address(url), asyncio.Event())
    running = asyncio.create_task(one.run())
    try:
        yield
    finally:
        one.stop()
        await running
