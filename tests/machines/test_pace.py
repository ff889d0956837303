"""One pace for all processes at one PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest

from bot.clock import MovableClock, SystemClock
from bot.engine.pace import Pace
from bot.engine.replies import Replies
from bot.gateway.stop import Stop
from bot.simulator import Simulator, Slow
from bot.storage import Storage, open_storage
from tests.announcements.rate import figures
from tests.announcements.senders import announce, announcement, arrive
from tests.end_to_end.process import environment, process
from tests.end_to_end.waiting import until, until_called

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TAKEN_OVER_WITHIN = 30
"""Seconds: of the issue, in which the work of a dead worker goes on."""


@pytest.fixture
async def storage(postgres_url: str) -> AsyncIterator[Storage]:
    async with open_storage(postgres_url) as opened:
        yield opened


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW)


def part(storage: Storage, clock: MovableClock, limit: float = 100) -> tuple[Pace, Replies]:
    """Those of one process."""
    pace = Pace(limit, Stop(), clock, storage)
    return pace, Replies(pace, storage, clock)


async def test_replies_of_other_processes_are_left_out_of_the_pace(storage: Storage, clock: MovableClock) -> None:
    (worker, hears), (_, web), (_, other_web) = (part(storage, clock) for _ in range(3))
    await hears.exchange()
    at_full_rate = worker.between
    for chat in range(20):
        web.taken(chat)
        other_web.taken(chat)
    await asyncio.sleep(0.5)
    for one in (web, other_web, hears):
        await one.exchange()
    assert 0 < worker.elsewhere <= 80
    assert worker.between == pytest.approx(at_full_rate / (1 - worker.elsewhere / 100))
    await asyncio.sleep(0.05)
    await hears.exchange()
    assert (worker.elsewhere, worker.between) == (0, at_full_rate)


async def test_a_fifth_of_the_pace_is_left_however_many_reply(storage: Storage, clock: MovableClock) -> None:
    (worker, hears), (_, web) = (part(storage, clock) for _ in range(2))
    await hears.exchange()
    at_full_rate = worker.between
    for chat in range(5000):
        web.taken(chat)
    for one in (web, hears):
        await one.exchange()
    assert worker.between == pytest.approx(at_full_rate * 5)


async def test_own_replies_and_those_of_long_ago_are_not_counted_again(storage: Storage, clock: MovableClock) -> None:
    (pace, own), (_, web) = (part(storage, clock) for _ in range(2))
    web.taken(1)
    await web.exchange()
    own.taken(2)
    clock.advance(timedelta(seconds=11))
    for _ in range(2):
        await own.exchange()
        await asyncio.sleep(0.01)
    assert pace.elsewhere == 0


async def test_who_takes_over_leaves_a_second_to_what_the_other_has_sent(storage: Storage, clock: MovableClock) -> None:
    pace, _ = part(storage, clock)
    now = asyncio.get_running_loop().time()
    await pace.join(others=True)
    first = await pace.turn()
    assert first is not None
    assert first - now >= 1
    assert await pace.moment(first)
    await pace.join(others=True)
    second = await pace.turn()
    assert second is not None
    assert second - first < 0.5


async def test_two_workers_keep_to_one_pace_and_a_dead_ones_work_goes_on(
    telegram: Simulator, storage: Storage, postgres_url: str
) -> None:
    """Whichever sends is killed, and not started again."""
    telegram.faults.order(Slow(0.05), times=None, method="sendMessage")
    told = {**environment(telegram, postgres_url), "SEND_RATE": "20"}
    now = SystemClock().now()
    number = await announce(storage, now, await arrive(telegram, storage, now, range(1, 121)))
    async with process(told, "worker") as first:
        await until_called(telegram, "sendMessage", 20, within=60)
        async with process(told, "worker") as second:
            await second.says("working", within=60)
            await first.dies()
            await until(partial(_is_finished, storage, number), within=60)
    copies = telegram.calls.of("sendMessage")
    moments = [call.at for call in copies]
    assert figures(moments, 20).most_in_a_second <= 21  # what was sent evenly may arrive unevenly
    assert max(later - sooner for sooner, later in pairwise(moments)) < TAKEN_OVER_WITHIN
    assert len({call.chat_id for call in copies}) == len(copies)


async def _is_finished(storage: Storage, number: int) -> bool:
    return (await announcement(storage, number)).state == "finished"
