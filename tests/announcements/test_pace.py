"""The pace of everything that the bot sends by itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from telegram import Bot

from bot.clock import MovableClock, SystemClock
from bot.engine.pace import Pace
from bot.gateway.connection import telegram_bot
from bot.gateway.stop import Stop
from bot.simulator import Refuse, Simulator
from bot.storage import Storage, migrate, open_storage
from tests.announcements.kills import kill_again_and_again
from tests.announcements.rate import figures
from tests.announcements.senders import announce, arrive, engine, until_state

NOW = datetime(2027, 10, 1, 16, tzinfo=UTC)


@pytest.fixture
async def file_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    return url


@pytest.fixture
async def storage(file_url: str) -> AsyncIterator[Storage]:
    async with open_storage(file_url) as opened:
        yield opened


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


def pace_of(storage: Storage, clock: MovableClock, limit: float = 100) -> Pace:
    return Pace(limit, Stop(), clock, storage)


async def test_turns_are_evenly_spaced_from_the_first_one_on(storage: Storage, clock: MovableClock) -> None:
    pace = pace_of(storage, clock, 50)
    turns = [await pace.turn() for _ in range(20)]
    between = [later - sooner for sooner, later in pairwise(turns) if sooner and later]
    assert min(between) >= 1 / 50
    assert sum(between) / len(between) < 1 / 50 * 1.2


async def test_a_reply_takes_a_turn_away_and_waits_for_nobody(storage: Storage, clock: MovableClock) -> None:
    pace = pace_of(storage, clock, 10)
    first = await pace.turn()
    pace.taken(7)
    second = await pace.turn()
    assert first is not None
    assert second is not None
    assert second - first >= 2 / 10
    assert 0.5 < pace.chat_waits(7) <= 1
    assert pace.chat_waits(8) == 0


async def test_a_flood_holds_everybody_halves_the_rate_once_and_is_made_good_in_time(
    storage: Storage, clock: MovableClock
) -> None:
    pace, other = pace_of(storage, clock), pace_of(storage, clock)
    await pace.hold(300, flooded=True)
    await pace.hold(299, flooded=True)  # another of those under way
    assert await pace.turn() is None
    await other.join()
    assert 299 < other.held <= 300
    assert await other.turn() is None
    clock.advance(timedelta(seconds=301))
    assert (pace.held, other.rate) == (0, 50)
    clock.advance(timedelta(seconds=90))
    assert (pace.rate, other.rate) == (53, 53)
    clock.advance(timedelta(hours=1))
    assert other.rate == 100


async def test_a_short_hold_is_waited_out_and_an_unreachable_server_halves_nothing(
    storage: Storage, clock: MovableClock
) -> None:
    pace = pace_of(storage, clock)
    await pace.hold(0.2, flooded=False)
    assert not await pace.moment(0)
    assert await pace.turn() is not None
    assert pace.rate == 100


async def test_who_is_asked_to_stop_takes_no_turn(storage: Storage, clock: MovableClock) -> None:
    stop = Stop()
    pace = Pace(100, stop, clock, storage)
    await pace.hold(20, flooded=False)
    asyncio.get_running_loop().call_later(0.1, stop.ask)
    assert await pace.turn() is None


async def test_the_most_is_never_exceeded_in_any_second_and_nearly_all_of_it_used(
    file_url: str, storage: Storage
) -> None:
    """For five seconds, as Telegram sees it; a minute is `python -m tests.announcements.rate`."""
    now = SystemClock().now()
    async with Simulator(calls_kept=2000) as telegram, _bot(telegram) as bot:
        number = await announce(storage, now, await arrive(telegram, storage, now, range(1, 101)))
        async with engine(storage, file_url, bot, SystemClock(), rate=20):
            await until_state(storage, number, "finished", within=60)
        told = figures([call.at for call in telegram.calls.of("sendMessage")], 20)
    assert told.sent == 100
    assert told.most_in_a_second <= 20
    assert told.used > 0.85  # a machine that tests share is often late


async def test_after_a_flood_nothing_is_sent_for_as_long_as_telegram_asks(file_url: str, storage: Storage) -> None:
    now = SystemClock().now()
    async with Simulator(calls_kept=2000) as telegram, _bot(telegram) as bot:
        number = await announce(storage, now, await arrive(telegram, storage, now, range(1, 41)))
        telegram.faults.order(Refuse(429, retry_after=3), method="sendMessage", chat_id=20)
        async with engine(storage, file_url, bot, SystemClock(), rate=25):
            await until_state(storage, number, "finished", within=60)
        calls = telegram.calls.of("sendMessage")
    refused = next(call.at for call in calls if call.code == 429)
    after = [call.at - refused for call in calls if call.at > refused + 0.2]
    assert min(after) >= 2.9
    assert sum(call.ok for call in calls) == 40


def _bot(telegram: Simulator) -> Bot:
    return telegram_bot(telegram.world.settings.token, api_root=telegram.url)


@pytest.mark.parametrize("workers", [1, 2], ids=["sqlite", "postgresql"])
async def test_killed_at_random_nothing_is_lost_and_nothing_doubled(
    workers: int, file_url: str, request: pytest.FixtureRequest
) -> None:
    """Twice; fifty times is `python -m tests.announcements.kills`."""
    url = file_url if workers == 1 else await request.getfixturevalue("postgres_server").migrated_database()
    figures = await kill_again_and_again(url, times=2, workers=workers, people=100)
    assert (figures.lost, figures.doubled) == (0, 0)
    assert figures.unknown <= figures.doubtful
