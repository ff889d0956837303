"""The whole bot with its engine: what is too old goes by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.clock import MovableClock
from bot.simulator import Simulator
from bot.storage import open_storage
from tests.end_to_end.running import RunningBot
from tests.nudges.people import ledger_of
from tests.retention.keeping import KEPT

NIGHT = datetime(2030, 12, 10, 8, 30, tzinfo=UTC)
"""Half past three in Indianapolis, on a Tuesday."""


async def test_it_is_decided_at_night_told_in_the_morning_and_done_a_month_later(telegram: Simulator, url: str) -> None:
    clock = MovableClock(NIGHT - KEPT)
    anna = telegram.person(7, first_name="Annabel")
    bot = RunningBot(telegram, url, clock)
    bot.start()
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await bot.stop()
    async with open_storage(url) as storage:

        async def decided() -> object:
            return await ledger_of(storage, 7)

        await _runs(bot, clock, NIGHT, decided)
        assert [row.state for row in await ledger_of(storage, 7)] == ["pending"]
        clock.move_to(NIGHT + timedelta(hours=6))
        bot.start()
        await anna.waits_for("everything of yours on January 9, 2031", timeout=30)
        await bot.stop()

        async def forgotten() -> object:
            return await bot.row(anna) is None

        await _runs(bot, clock, NIGHT + timedelta(days=31), forgotten)


async def _runs(bot: RunningBot, clock: MovableClock, at: datetime, until: Callable[[], Awaitable[object]]) -> None:
    clock.move_to(at)
    bot.start()
    async with asyncio.timeout(30):
        while not await until():  # noqa: ASYNC110  a database has no events
            await asyncio.sleep(0.1)
    await bot.stop()
