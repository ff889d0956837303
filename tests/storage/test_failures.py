"""A database that goes away: one kind of error, nothing of a row in it, and work goes on when it is back."""

import asyncio
import logging
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from bot.storage import PersonRow, Storage, StorageError, migrate, open_storage, sqlite

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

COMMIT_AND_DIE = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from bot.storage import open_storage

async def main():
    now = datetime(2026, 11, 21, tzinfo=UTC)
    async with open_storage(sys.argv[1]) as storage:
        async with storage.transaction() as tx:
            await tx.lock_person(1, now)
        async with storage.transaction() as tx:
            await tx.lock_person(2, now)
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def lock(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.lock_person(1, NOW)


async def save(storage: Storage, row: PersonRow) -> None:
    async with storage.transaction() as tx:
        await tx.save_person(row)


async def cut_all_other_connections(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def lock_across_a_cut(storage: Storage, url: str, before: int, *after: int) -> None:
    async with storage.transaction() as tx:
        await tx.lock_person(before, NOW)
        await cut_all_other_connections(url)
        for person_id in after:
            await tx.lock_person(person_id, NOW)


async def test_a_connection_cut_inside_a_transaction_is_a_storage_error_and_the_next_one_works(
    postgres_url: str,
) -> None:
    async with open_storage(postgres_url, pool_max=2) as storage:
        with pytest.raises(StorageError, match=r"^PostgreSQL: \w+"):
            await lock_across_a_cut(storage, postgres_url, 1, 2)
        async with storage.transaction() as tx:
            assert await tx.person(1) is None


async def test_a_connection_cut_before_the_commit_is_a_storage_error(postgres_url: str) -> None:
    async with open_storage(postgres_url, pool_max=2) as storage:
        with pytest.raises(StorageError, match=r"^PostgreSQL: \w+"):
            await lock_across_a_cut(storage, postgres_url, 1)
        await storage.ping()


async def test_an_idle_connection_that_was_cut_is_replaced(postgres_url: str) -> None:
    async with open_storage(postgres_url, pool_max=1) as storage:
        await lock(storage)
        await cut_all_other_connections(postgres_url)
        for _ in range(2):
            try:
                await lock(storage)
            except StorageError:
                continue
        await storage.ping()


async def test_a_storage_that_was_closed_is_a_storage_error(url: str) -> None:
    async with open_storage(url) as storage:
        pass
    with pytest.raises(StorageError):
        await lock(storage)
    with pytest.raises(StorageError):
        await storage.ping()


async def test_a_file_held_too_long_by_another_process_is_a_storage_error_and_works_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    async with open_storage(url) as storage:
        with closing(sqlite3.connect(tmp_path / "endorse.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="SQLite: database is locked"):
                await lock(storage)
        await lock(storage)


async def test_what_was_committed_survives_the_kill_of_the_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    victim = await asyncio.create_subprocess_exec(sys.executable, "-c", COMMIT_AND_DIE, url)
    assert await victim.wait() == -signal.SIGKILL
    async with open_storage(url) as storage, storage.transaction() as tx:
        assert await tx.person(1) is not None
        assert await tx.person(2) is None


async def test_nothing_that_is_stored_is_logged_even_at_the_lowest_level(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with storage.transaction() as tx:
        row = await tx.lock_person(1, NOW)
        await tx.save_person(replace(row, session='{"answer": "secret"}'))
    assert "secret" not in caplog.text


async def test_a_number_beyond_64_bits_is_a_storage_error(storage: Storage) -> None:
    async with storage.transaction() as tx:
        row = await tx.lock_person(1, NOW)
    with pytest.raises(StorageError):
        await save(storage, replace(row, message_id=2**63))


async def test_a_deletion_stands_when_a_reader_prevents_the_wiping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    async with open_storage(url) as storage:
        await lock(storage)
        with closing(sqlite3.connect(tmp_path / "endorse.db", isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM person").fetchall()
            async with storage.transaction() as tx:
                await tx.forget_person(1, NOW)
        async with storage.transaction() as tx:
            assert await tx.person(1) is None
