"""What is brief runs on the event loop; whatever may take long never holds it up."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.storage.connection import FAILURES, Connection

WRITE = "INSERT INTO entry (text) VALUES ('a') RETURNING id"
COUNT = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n"


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    with closing(sqlite3.connect(tmp_path / "file.db")) as maker:
        maker.execute("PRAGMA journal_mode = WAL")
        maker.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT)")
    connection = await Connection.open(tmp_path / "file.db", 5)
    yield connection
    await connection.close()


async def entries(connection: Connection) -> int:
    [(count,)] = await connection.rows("SELECT count(*) FROM entry")
    return int(count)


async def test_a_brief_transaction_never_leaves_the_loop(connection: Connection) -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    await asyncio.sleep(0)
    await connection.rows(WRITE, brief=True)
    await connection.commit()
    assert turns == 1
    beside.cancel()


async def test_a_file_held_by_another_process_is_waited_for_without_holding_up_the_loop(
    connection: Connection, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "file.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(connection.rows(WRITE, brief=True))
        await asyncio.sleep(0.05)
        assert not writing.done()
        other.execute("ROLLBACK")
        assert await writing == [(1,)]
        await connection.commit()
    assert await entries(connection) == 1


async def test_what_is_brief_waits_its_turn_behind_what_is_not(connection: Connection) -> None:
    long = asyncio.create_task(connection.rows(COUNT))
    await asyncio.sleep(0)
    brief = asyncio.create_task(connection.rows(WRITE, brief=True))
    await asyncio.wait((long, brief), return_when=asyncio.FIRST_COMPLETED)
    assert long.done()
    assert await brief == [(1,)]
    await connection.rollback()


async def test_a_statement_whose_waiter_was_cancelled_is_undone_before_the_next(connection: Connection) -> None:
    writing = asyncio.create_task(connection.rows(WRITE))
    await asyncio.sleep(0)
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing
    await connection.rollback()
    assert await entries(connection) == 0


async def test_the_log_is_copied_into_the_file_before_it_grows_large(connection: Connection, tmp_path: Path) -> None:
    for _ in range(3000):
        await connection.rows(WRITE, brief=True)
        await connection.commit()
        await asyncio.sleep(0)
    assert await entries(connection) == 3000
    assert (tmp_path / "file.db-wal").stat().st_size < 4 * 2**20


async def test_a_connection_that_was_closed_says_so(tmp_path: Path) -> None:
    connection = await Connection.open(tmp_path / "file.db", 5)
    await connection.close()
    for brief in (True, False):
        with pytest.raises(FAILURES):
            await connection.rows("SELECT 1", brief=brief)
