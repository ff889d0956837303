"""A database that goes away: one kind of error, nothing of a row in it, and work goes on when it is back."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.storage import Storage, StorageError, migrate, open_storage, sqlite

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


async def lock(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.lock_person(1, NOW)


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
