"""What reaches people after a backup was put back, by the real sender: nothing that they have already."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from telegram import Bot

from bot.backup.making import make_backup
from bot.backup.restoring import Order, restore
from bot.clock import MovableClock
from bot.gateway.connection import telegram_bot
from bot.simulator import Simulator
from tests.backup.conftest import stored
from tests.nudges.conftest import NOON
from tests.nudges.people import PACK, endorsed, endorsee, enter, states_of
from tests.nudges.working import Worker

ANNA = 7
RUNG = "2027-10-01"


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        await simulator.person(ANNA).sends("hello")
        yield simulator


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[Bot]:
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as opened:
        yield opened


async def works(url: str, bot: Bot, clock: MovableClock) -> None:
    """The engine's work at this moment."""
    async with stored(url) as storage:
        await Worker(storage, bot, clock).works()


async def states(url: str) -> list[tuple[str, str]]:
    async with stored(url) as storage:
        return [(rung, state) for rung, state, _ in await states_of(storage, ANNA)]


def sent(telegram: Simulator) -> int:
    return len(telegram.calls.of("sendMessage"))


async def backed_up_before_a_reminder(url: str, file: Path) -> None:
    async with stored(url) as storage:
        await enter(
            storage, NOON - timedelta(days=1), {ANNA: endorsee(endorsed(date(2025, 5, 5), handled=date(2027, 7, 1)))}
        )
    await asyncio.to_thread(make_backup, url, None, file, NOON - timedelta(hours=12))


@pytest.mark.parametrize("hours", [1, 11], ids=["the same afternoon", "at night"])
@pytest.mark.parametrize("lost", [False, True], ids=["over the present database", "where it is lost"])
async def test_a_reminder_that_arrived_after_the_backup_does_not_arrive_again(
    url: str, other_url: str, tmp_path: Path, telegram: Simulator, bot: Bot, *, lost: bool, hours: int
) -> None:
    clock = MovableClock(NOON)
    await backed_up_before_a_reminder(url, tmp_path / "one.tar")
    await works(url, bot, clock)
    assert sent(telegram) == 1
    clock.advance(timedelta(hours=hours))
    place = other_url if lost else url
    await restore(tmp_path / "one.tar", Order(place, None, PACK, force=True), clock.now())
    for _ in range(2):
        await works(place, bot, clock)
        clock.advance(timedelta(hours=20 - hours))
    assert sent(telegram) == 1
    assert await states(place) == [(RUNG, "unknown" if lost else "sent")]


async def test_a_reminder_that_is_due_only_after_the_restore_arrives_once(
    other_url: str, url: str, tmp_path: Path, telegram: Simulator, bot: Bot
) -> None:
    await backed_up_before_a_reminder(url, tmp_path / "one.tar")
    clock = MovableClock(NOON - timedelta(hours=10))  # the night before
    await restore(tmp_path / "one.tar", Order(other_url, None, PACK), clock.now())
    await works(other_url, bot, clock)
    assert sent(telegram) == 0
    clock.move_to(NOON)
    await works(other_url, bot, clock)
    await works(other_url, bot, clock)
    assert sent(telegram) == 1
    assert await states(other_url) == [(RUNG, "sent")]
