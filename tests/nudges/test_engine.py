"""The engine: starts a run when something is due, once among all workers; ends in order; takes over from the dead."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import asyncpg
import pytest
from telegram import Bot

from bot.clock import Clock, MovableClock, SystemClock
from bot.embedded import embedded
from bot.engine.engine import Engine, Parts, Rhythm
from bot.engine.pace import Pace
from bot.engine.seat import Occupied, file_seat
from bot.gateway.stop import Stop
from bot.nudges.job import NudgeParts, nudging
from bot.settings import Settings
from bot.simulator import Simulator, Slow
from bot.storage import Storage, open_storage
from bot.storage.address import SqliteAddress, parse_address
from dialogs.turn import Companion
from tests.end_to_end.process import environment, process
from tests.end_to_end.waiting import bot_messages, until, until_called
from tests.nudges.conftest import NOON
from tests.nudges.kills import kill_again_and_again
from tests.nudges.people import PACK, endorsed, endorsee, enter, ledger_of, states_of

HOLDS = endorsed(date(2025, 5, 5), handled=date(2027, 7, 1))
TICK = 0.2


@asynccontextmanager
async def engine(storage: Storage, url: str, bot: Bot, clock: Clock, rate: float = 25) -> AsyncIterator[Engine]:
    """A running one."""
    stop = Stop()
    nudges = nudging(NudgeParts(storage, bot, Companion(PACK), PACK, clock), TICK)
    parts = Parts(clock, Pace(rate, stop, clock, storage), stop, (nudges,))
    one = Engine(parts, Rhythm(watch=0.2), parse_address(url), asyncio.Event())
    running = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        one.stop()
        await running


async def test_who_is_due_is_reminded_once(url: str, telegram: Simulator, bot: Bot, clock: MovableClock) -> None:
    await telegram.person(7).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, {7: endorsee(HOLDS)})
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 1, within=20)
            await asyncio.sleep(0.5)
        assert len(telegram.calls.of("sendMessage")) == 1
        assert await states_of(storage, 7) == [("2027-10-01", "sent", None)]
    await asyncio.to_thread(len, "threads work again when the engine is gone")


async def test_what_is_under_way_when_it_is_asked_to_stop_is_finished(
    url: str, telegram: Simulator, bot: Bot, clock: MovableClock
) -> None:
    telegram.faults.order(Slow(0.5), times=None, method="sendMessage")
    people = range(1, 31)
    for number in people:
        await telegram.person(number).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, dict.fromkeys(people, endorsee(HOLDS)))
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 3, within=20)
        async with storage.transaction() as transaction:
            counts = await transaction.nudge_counts()
    assert set(counts) == {"sent", "pending"}
    assert counts["sent"] == sum(bot_messages(telegram.person(number)) for number in people)


async def test_what_a_dead_worker_had_on_its_way_is_unknown_and_what_it_had_not_is_sent(
    url: str, telegram: Simulator, bot: Bot, clock: MovableClock
) -> None:
    for number in (7, 8):
        await telegram.person(number).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, {7: endorsee(HOLDS), 8: endorsee(HOLDS)})
        async with engine(storage, url, bot, clock, rate=1):
            await until_called(telegram, "sendMessage", 1, within=20)
        (row,) = await ledger_of(storage, 7)
        async with storage.transaction() as transaction:
            await transaction.save_nudges([replace(row, state="sending", worker="dead", settled_at=None)])
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 2, within=20)
            await asyncio.sleep(0.3)
        assert await states_of(storage, 7) == [("2027-10-01", "unknown", "the worker died on the way")]
        assert await states_of(storage, 8) == [("2027-10-01", "sent", None)]
    assert len(telegram.calls.of("sendMessage")) == 2


async def test_only_one_process_sends_the_nudges_of_a_file(
    file_url: str, telegram: Simulator, bot: Bot, clock: MovableClock, tmp_path: Path
) -> None:
    address = SqliteAddress(tmp_path / "endorse.db", "")
    async with open_storage(file_url) as storage:
        await telegram.person(7).sends("hello")
        await enter(storage, NOON, {7: endorsee(HOLDS)})
        async with file_seat(address):
            with pytest.raises(Occupied):
                await file_seat(address).__aenter__()
            async with engine(storage, file_url, bot, clock):
                await asyncio.sleep(0.5)
        assert telegram.calls.of("sendMessage") == []


async def test_a_file_of_the_engine_is_for_its_owner_only(
    file_url: str, telegram: Simulator, bot: Bot, clock: MovableClock, tmp_path: Path
) -> None:
    async with open_storage(file_url) as storage:
        await telegram.person(7).sends("hello")
        await enter(storage, NOON, {7: endorsee(HOLDS)})
        async with engine(storage, file_url, bot, clock):
            await until_called(telegram, "sendMessage", 1, within=20)
    files = [tmp_path / f"endorse.db{kind}" for kind in ("", ".engine", ".seat")]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600] * 3
    engine_file = (tmp_path / "endorse.db.engine").read_bytes()
    assert b"Endorsement" not in engine_file


async def test_the_demo_reminds_as_soon_as_its_clock_is_moved_and_only_its_own_people(
    file_url: str, telegram: Simulator
) -> None:
    clock = MovableClock(NOON - timedelta(days=1))
    await telegram.person(7).sends("hello")
    async with open_storage(file_url) as storage:
        await enter(storage, clock.now(), {7: endorsee(HOLDS), 999: endorsee(HOLDS)})
    settings = Settings(database_url=file_url)
    async with embedded(settings, clock, telegram) as kick:
        await telegram.person(7).waits_for("")
        before = bot_messages(telegram.person(7))
        clock.move_to(NOON)
        kick()

        async def reminded() -> bool:
            return bot_messages(telegram.person(7)) > before

        await until(reminded, within=20)
    async with open_storage(file_url) as storage:
        assert await ledger_of(storage, 999) == []


async def test_two_workers_start_each_run_once(telegram: Simulator, postgres_url: str) -> None:
    """Somebody falls due in every second of the clock, so each tick has a run, and both workers want it."""
    told = {**environment(telegram, postgres_url), "NUDGE_TICK": "1"}
    async with open_storage(postgres_url) as storage:
        await due_every_second(telegram, storage, SystemClock().now(), seconds=1)
        async with process(told, "worker"), process(told, "worker"):

            async def sent(times: int) -> bool:
                async with storage.transaction() as transaction:
                    return (await transaction.nudge_counts()).get("sent", 0) == times

            # A sign of life first: what falls due while the workers are still starting would be one run.
            await until(partial(sent, 1), within=60)
            await due_every_second(telegram, storage, SystemClock().now(), seconds=8, after=1)
            await until(partial(sent, 9), within=60)
        assert len(telegram.calls.of("sendMessage")) == 9
    runs, workers = await runs_in(postgres_url)
    assert len(runs) == len(set(runs))
    assert all(re.fullmatch(r"nudges-tick-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", run) for run in runs)
    assert len(runs) >= 3
    assert 1 <= len(workers) <= 2


async def test_a_killed_workers_run_is_taken_over_by_the_other(telegram: Simulator, postgres_url: str) -> None:
    """Neither is started again, and the run itself goes on: it ends under the other's name."""
    told = {**environment(telegram, postgres_url), "NUDGE_TICK": "3600", "SEND_RATE": "20"}
    now = SystemClock().now()
    async with open_storage(postgres_url) as storage:
        await due_every_second(telegram, storage, now - timedelta(hours=1), seconds=100)
        async with process(told, "worker") as first:
            await until_called(telegram, "sendMessage", 10, within=20)
            async with process(told, "worker"):
                await asyncio.sleep(2)
                await first.dies()

                async def settled() -> bool:
                    async with storage.transaction() as transaction:
                        counts = await transaction.nudge_counts()
                    return counts.get("sent", 0) + counts.get("unknown", 0) == 100

                await until(settled, within=40)
        async with storage.transaction() as transaction:
            counts = await transaction.nudge_counts()
    assert counts.get("unknown", 0) <= 8
    assert len(telegram.calls.of("sendMessage")) <= 100


async def due_every_second(
    telegram: Simulator, storage: Storage, start: datetime, seconds: int, *, after: int = 0
) -> None:
    """As many people as seconds, each of whom falls due one second after the one before; ids go on `after` others."""
    one = endorsee(
        endorsed(date(start.year - 2, 2, 1), handled=start.date() - timedelta(days=370)),
        quiet_from=0,
        quiet_until=0,
        sundays=True,
    )
    people = range(after + 1, after + seconds + 1)
    for number in people:
        await telegram.person(number).sends("hello")
    await enter(storage, start, dict.fromkeys(people, one))
    async with storage.transaction() as transaction:
        for number in people:
            row = await transaction.lock_person(number, start)
            await transaction.save_person(replace(row, due_at=start + timedelta(seconds=number - after)))


async def runs_in(url: str) -> tuple[list[str], set[str]]:
    """The runs that were begun, and by whom; asked without the engine."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("SELECT workflow_uuid, executor_id FROM dbos.workflow_status")
    finally:
        await connection.close()
    return [row[0] for row in rows], {row[1] for row in rows}


@pytest.mark.parametrize("workers", [1, 2], ids=["sqlite", "postgresql"])
async def test_killed_at_random_nothing_is_lost_and_nothing_doubled(
    workers: int, file_url: str, request: pytest.FixtureRequest
) -> None:
    """Twice; fifty times is `python -m tests.nudges.kills`."""
    url = file_url if workers == 1 else await request.getfixturevalue("postgres_server").migrated_database()
    figures = await kill_again_and_again(url, times=2, workers=workers)
    assert (figures.lost, figures.doubled, figures.unsettled) == (0, 0, 0)
