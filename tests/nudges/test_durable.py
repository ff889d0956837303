"""What remembers the runs: opened beside everything else that goes on, and closed when its runs have ended."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import asyncpg
import pytest

from bot.engine.durable import Begin, Durable
from bot.engine.job import Step
from bot.storage import open_storage
from bot.storage.address import parse_address
from tests.end_to_end.waiting import until


async def none() -> int:
    """A step that finds nothing to do."""
    return 0


@asynccontextmanager
async def durable(url: str, worker: str = "worker", decide: Step = none) -> AsyncIterator[Durable]:
    """An open one, whose runs take one step."""
    one = await Durable.launched(parse_address(url), worker, begin(decide))
    try:
        yield one
    finally:
        await one.close()


def begin(decide: Step) -> dict[str, Begin]:
    return {"work": lambda: (("decide", decide), ("deliver", none))}


@pytest.mark.timeout(30)  # when it fails, the loop itself stands still
async def test_it_opens_while_the_same_process_is_in_a_transaction(postgres_url: str) -> None:
    """Its indexes wait for every transaction open in the database, and ours goes on only if the loop does."""
    async with open_storage(postgres_url) as storage:
        async with storage.transaction() as transaction:
            await transaction.person(7)  # what it saw, the server keeps until the block ends
            opening = asyncio.create_task(Durable.launched(parse_address(postgres_url), "worker", begin(none)))
            await until(lambda: _waits_for_a_transaction(postgres_url), within=20)
        one = await opening
    await one.close()


async def _waits_for_a_transaction(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'virtualxid'"
        return bool(await connection.fetchval(asked))
    finally:
        await connection.close()


async def test_it_does_not_wait_for_ever_for_the_transaction_of_somebody_else(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.engine.database._LOCK_PATIENCE", "200ms")
    async with open_storage(postgres_url) as storage:
        async with storage.transaction() as transaction:
            await transaction.person(7)
            with pytest.raises(Exception, match="lock timeout"):
                await Durable.launched(parse_address(postgres_url), "worker", begin(none))
        async with durable(postgres_url) as one:
            await one.start("work", "run")


async def test_an_attempt_that_failed_does_not_spoil_the_next(file_url: str, tmp_path: Path) -> None:
    file = tmp_path / "endorse.db.engine"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE dbos_migrations (nonsense TEXT)")
    with pytest.raises(Exception, match="no such column"):
        await Durable.launched(parse_address(file_url), "worker", begin(none))
    file.unlink()
    async with durable(file_url) as one:
        await one.start("work", "run")
        await until(lambda: _idle(one))


async def test_a_run_that_it_has_taken_over_ends_before_it_closes(url: str) -> None:
    """As one does that it has started itself; what is being sent must not be cut off."""

    async def dies() -> int:
        raise asyncio.CancelledError

    async with durable(url, "dead", dies) as first:
        await first.start("work", "run")
        await until(lambda: _idle(first))
    goes_on = asyncio.Event()

    async def waits() -> int:
        await goes_on.wait()
        return 0

    async with durable(url, "heir", waits) as second:
        assert await second.left_behind() == {"dead": ["run"]}
        await second.take_over(["run"])
        await until(lambda: _busy(second))
        asyncio.get_running_loop().call_later(0.5, goes_on.set)
    assert goes_on.is_set()
    async with durable(url, "third") as third:
        assert await third.left_behind() == {}


async def test_everybody_has_threads_while_it_closes(url: str) -> None:
    one = await Durable.launched(parse_address(url), "worker", begin(none))
    await one.start("work", "run")
    await until(lambda: _idle(one))
    closing_it = asyncio.create_task(one.close())
    while not closing_it.done():
        await asyncio.to_thread(len, "a picture, say")
    await closing_it


async def _idle(one: Durable) -> bool:
    return not one.is_busy("work")


async def _busy(one: Durable) -> bool:
    return one.is_busy("work")
