"""Workers at one PostgreSQL: each run is one worker's, the dead are replaced, and who loses the seat sits down anew."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import asyncpg
from telegram import Bot

from bot.clock import MovableClock, SystemClock
from bot.engine.durable import Durable
from bot.engine.server_seat import SENDING
from bot.simulator import Simulator, Slow
from bot.storage import Storage, open_storage
from bot.storage.address import parse_address
from tests.end_to_end.process import environment, process
from tests.end_to_end.waiting import until, until_called
from tests.nudges.conftest import NOON
from tests.nudges.engines import engine
from tests.nudges.people import due_and_awake, endorsed, endorsee, enter, ledger_of, states_of
from tests.nudges.working import Worker
from tests.postgres import PostgresServer

SIDE_BY_SIDE = 8
"""Messages under way at once at the usual rate."""

HOLDS = endorsed(date(2025, 5, 5), handled=date(2027, 7, 1))


async def test_two_workers_start_each_run_once(telegram: Simulator, postgres_url: str) -> None:
    """Somebody falls due in every second of the clock, so each tick has a run, and both workers want it."""
    told = {**environment(telegram, postgres_url), "NUDGE_TICK": "1"}
    async with open_storage(postgres_url) as storage:
        await due_every_second(telegram, storage, SystemClock().now(), seconds=1)
        async with process(told, "worker"), process(told, "worker"):
            # A sign of life first: what falls due while the workers are still starting would be one run.
            await until(partial(_are_settled, storage, 1), within=60)
            await due_every_second(telegram, storage, SystemClock().now(), seconds=8, after=1)
            await until(partial(_are_settled, storage, 9), within=60)
        assert len(telegram.calls.of("sendMessage")) == 9
    runs = [run for run, _ in await _runs(postgres_url)]
    assert all(re.fullmatch(r"nudges-tick-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", run) for run in runs)
    assert len(set(runs)) == len(runs) >= 3


async def test_of_two_workers_that_want_a_run_at_the_same_moment_one_has_it(
    telegram: Simulator, postgres_url: str
) -> None:
    """Both are held at the table of runs until both have asked to write there: two attempts, and one row for them."""
    now = SystemClock().now()
    told = {**environment(telegram, postgres_url), "NUDGE_TICK": _long_tick(now)}
    async with open_storage(postgres_url) as storage:
        await due_every_second(telegram, storage, now - timedelta(hours=1), seconds=20)
        await _make_tables_of_runs(postgres_url)
        async with process(told, "worker"), process(told, "worker"):
            async with _reading_only(postgres_url, "dbos.workflow_status"):
                await until(partial(_have_asked_to_begin, postgres_url, 2), within=60)
            await until(partial(_are_settled, storage, 20), within=60)
        ((_, winner),) = await _runs(postgres_url)
        assert {row.worker for number in range(1, 21) for row in await ledger_of(storage, number)} == {winner}
    assert _received(telegram) == dict.fromkeys(range(1, 21), 1)


async def test_a_killed_workers_run_is_taken_over_by_the_other(telegram: Simulator, postgres_url: str) -> None:
    """Neither is started again, and the run itself goes on: it ends under the other's name."""
    now = SystemClock().now()
    told = {**environment(telegram, postgres_url), "NUDGE_TICK": _long_tick(now), "SEND_RATE": "5"}
    async with open_storage(postgres_url) as storage:
        await due_every_second(telegram, storage, now - timedelta(hours=1), seconds=80)
        async with process(told, "worker") as first:
            await until_called(telegram, "sendMessage", 10, within=60)
            ((run, dead),) = await _runs(postgres_url)
            async with process(told, "worker") as second:
                await second.says("working", within=60)
                await first.dies()
                await until(partial(_have_ended, postgres_url), within=40)
        ((same_run, heir),) = await _runs(postgres_url)
        async with storage.transaction() as transaction:
            counts = await transaction.nudge_counts()
        senders = {row.worker for number in range(1, 81) for row in await ledger_of(storage, number)}
    assert (same_run, {dead, heir}) == (run, senders)
    assert heir != dead
    assert counts["sent"] + counts.get("unknown", 0) == 80
    assert counts.get("unknown", 0) <= SIDE_BY_SIDE
    assert max(_received(telegram).values()) == 1


async def test_who_loses_the_seat_sends_no_more_until_it_has_another(
    telegram: Simulator, bot: Bot, clock: MovableClock, postgres_server: PostgresServer
) -> None:
    url = await postgres_server.migrated_database()
    telegram.faults.order(Slow(0.2), times=None, method="sendMessage")
    people = range(1, 61)
    for number in people:
        await telegram.person(number).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, dict.fromkeys(people, endorsee(HOLDS)))
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 5, within=60)
            async with _no_new_sessions(postgres_server, url):
                await _end_session_of_the_sender(postgres_server, url)
                begun = len(telegram.calls.of("sendMessage"))
                await until(partial(_none_on_its_way, storage), within=60)
                sent = len(telegram.calls.of("sendMessage"))
                await asyncio.sleep(1)
                assert len(telegram.calls.of("sendMessage")) == sent <= begun + SIDE_BY_SIDE
            await until(partial(_are_settled, storage, len(people)), within=60)
        rows = [row for number in people for row in await ledger_of(storage, number)]
    assert {row.state for row in rows} == {"sent"}
    assert len({row.worker for row in rows}) == 2
    assert _received(telegram) == dict.fromkeys(people, 1)


async def test_a_claim_that_fails_does_not_cut_off_what_is_being_sent_beside_it(
    telegram: Simulator, bot: Bot, clock: MovableClock, postgres_url: str
) -> None:
    telegram.faults.order(Slow(1), method="sendMessage")
    for number in (7, 8):
        await telegram.person(number).sends("hello")
    async with open_storage(postgres_url) as storage:
        await enter(storage, NOON, dict.fromkeys((7, 8), endorsee(HOLDS)))
        worker = Worker(storage, bot, clock)
        await worker.decides()
        async with storage.transaction() as other:
            await other.lock_known_person(8, NOON)
            delivering = asyncio.create_task(worker.delivers())
            await until_called(telegram, "sendMessage", 1)
            await until(partial(_end_session_that_waits_for_a_person, postgres_url))
            await delivering
        assert await states_of(storage, 7) == [("2027-10-01", "sent", None)]
        await worker.delivers()
        assert await states_of(storage, 8) == [("2027-10-01", "sent", None)]


async def due_every_second(
    telegram: Simulator, storage: Storage, start: datetime, seconds: int, *, after: int = 0
) -> None:
    """As many people as seconds, each of whom falls due one second after the one before; ids go on `after` others."""
    people = range(after + 1, after + seconds + 1)
    for number in people:
        await telegram.person(number).sends("hello")
    await enter(storage, start, dict.fromkeys(people, due_and_awake(start.date())))
    async with storage.transaction() as transaction:
        for number in people:
            row = await transaction.lock_person(number, start)
            await transaction.save_person(replace(row, due_at=start + timedelta(seconds=number - after)))


def _long_tick(now: datetime) -> str:
    """Seconds, so many that the next tick is a long way off: each worker looks once, both in the same one."""
    return str(max((3600, 2700), key=lambda tick: tick - now.timestamp() % tick))


def _received(telegram: Simulator) -> dict[int | None, int]:
    """How many messages each person was sent."""
    return dict(Counter(call.chat_id for call in telegram.calls.of("sendMessage")))


async def _are_settled(storage: Storage, people: int) -> bool:
    async with storage.transaction() as transaction:
        counts = await transaction.nudge_counts()
    return counts.get("sent", 0) + counts.get("unknown", 0) == people


async def _none_on_its_way(storage: Storage) -> bool:
    async with storage.transaction() as transaction:
        return "sending" not in await transaction.nudge_counts()


async def _make_tables_of_runs(url: str) -> None:
    durable = await Durable.launched(parse_address(url), "nobody", {})
    await durable.close()


async def _runs(url: str) -> list[tuple[str, str]]:
    """The runs that were begun, and whose they are; asked without the engine."""
    rows = await _asked(url, "SELECT workflow_uuid, executor_id FROM dbos.workflow_status")
    return [(row["workflow_uuid"], row["executor_id"]) for row in rows]


async def _have_ended(url: str) -> bool:
    return not await _asked(url, "SELECT 1 FROM dbos.workflow_status WHERE status <> 'SUCCESS'")


async def _have_asked_to_begin(url: str, workers: int) -> bool:
    asked = """SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        AND query LIKE 'INSERT INTO%workflow_status%'"""
    return len(await _asked(url, asked)) == workers


async def _end_session_that_waits_for_a_person(url: str) -> bool:
    asked = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE '%person%'"""
    return bool(await _asked(url, asked))


async def _end_session_of_the_sender(server: PostgresServer, url: str) -> None:
    asked = """SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE locktype = 'advisory' AND datname = $1 AND classid = $2 AND objid = $3"""
    assert await _asked(server.url("postgres"), asked, _name(url), SENDING >> 32, SENDING & 0xFFFFFFFF)


@asynccontextmanager
async def _no_new_sessions(server: PostgresServer, url: str) -> AsyncIterator[None]:
    """Whoever is connected stays so."""
    await _asked(server.url("postgres"), f"ALTER DATABASE {_name(url)} ALLOW_CONNECTIONS false")
    try:
        yield
    finally:
        await _asked(server.url("postgres"), f"ALTER DATABASE {_name(url)} ALLOW_CONNECTIONS true")


@asynccontextmanager
async def _reading_only(url: str, table: str) -> AsyncIterator[None]:
    """Whoever wants to write there waits."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield
    finally:
        await connection.close()


async def _asked(url: str, query: str, *values: object) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        rows: list[asyncpg.Record] = await connection.fetch(query, *values)
    finally:
        await connection.close()
    return rows


def _name(url: str) -> str:
    return url.rpartition("?")[0].rpartition("/")[2]
