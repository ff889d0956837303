"""Being forgotten: nothing stays but a slow, salted hash."""

import hashlib
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from bot.storage import Storage, migrate, open_storage

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
GONE = 5_123_456_789


async def add(storage: Storage, *people: int) -> None:
    """Several people a transaction, each with a session that names them and grows, so that pages fill and split."""
    async with storage.transaction() as tx:
        for person_id in people:
            row = await tx.lock_person(person_id, NOW)
            for size in (10, 300):
                await tx.save_person(replace(row, session=f"<{person_id}>" * size, seen=f"[{person_id}]"))


async def forget(storage: Storage, person_id: int) -> None:
    async with storage.transaction() as tx:
        await tx.forget_person(person_id, NOW)


async def forget_and_fail(storage: Storage, person_id: int) -> None:
    async with storage.transaction() as tx:
        await tx.forget_person(person_id, NOW)
        raise RuntimeError("on second thoughts")


async def is_forgotten(storage: Storage, person_id: int) -> bool:
    async with storage.transaction() as tx:
        return await tx.is_forgotten(person_id)


def content(folder: Path) -> bytes:
    """Every byte of the database, its log included."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def traces(written: bytes, person_id: int) -> list[str]:
    """The forms in which an id can stand in a file of SQLite: as text, as a number, as the key of a row."""
    low = [person_id >> shift & 0x7F for shift in range(0, person_id.bit_length(), 7)]
    forms = {
        "text": str(person_id).encode(),
        "number": person_id.to_bytes(6, "big"),
        "key": bytes([*(0x80 | part for part in low[:0:-1]), low[0]]),
    }
    return [name for name, form in forms.items() if form in written]


async def test_a_forgotten_person_is_gone_and_stays_forgotten(storage: Storage) -> None:
    await add(storage, GONE, 7)
    await forget(storage, GONE)
    async with storage.transaction() as tx:
        assert await tx.person(GONE) is None
        assert await tx.person(7) is not None
    assert await is_forgotten(storage, GONE)
    assert not await is_forgotten(storage, 7)


async def test_who_comes_back_starts_anew_and_is_still_known_as_forgotten_to_imports(storage: Storage) -> None:
    await add(storage, GONE)
    await forget(storage, GONE)
    async with storage.transaction() as tx:
        assert (await tx.lock_person(GONE, NOW)).session == "{}"
        assert await tx.is_forgotten(GONE)


async def test_forgetting_twice_or_a_stranger_is_no_error(storage: Storage) -> None:
    for _ in range(2):
        await forget(storage, GONE)
    assert await is_forgotten(storage, GONE)


async def test_forgetting_is_undone_with_its_transaction(storage: Storage) -> None:
    await add(storage, GONE)
    with pytest.raises(RuntimeError, match="on second thoughts"):
        await forget_and_fail(storage, GONE)
    assert not await is_forgotten(storage, GONE)
    async with storage.transaction() as tx:
        assert await tx.person(GONE) is not None


async def test_no_byte_of_a_forgotten_person_stays_in_the_sqlite_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    many = [GONE + 7919 * step for step in range(1, 1500)]
    async with open_storage(url) as storage:
        await add(storage, GONE, *many)
        await add(storage, *many[::3])
        before = content(tmp_path)
        assert traces(before, GONE) == ["text", "number"]
        for person_id in (GONE, *many[5:1500:300]):
            await forget(storage, person_id)
        after = content(tmp_path)
    for person_id in (GONE, *many[5:1500:300]):
        assert traces(after, person_id) == []
    assert traces(after, many[6]) == ["text", "number"]


async def test_nothing_of_a_forgotten_person_stays_in_the_rows_of_postgresql(postgres_url: str) -> None:
    async with open_storage(postgres_url) as storage:
        await add(storage, GONE)
        await forget(storage, GONE)
    connection = await asyncpg.connect(postgres_url)
    try:
        for table in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
            rows = await connection.fetch(f'SELECT t::text FROM "{table[0]}" t')  # noqa: S608 - names from the catalogue
            assert str(GONE) not in str(rows)
    finally:
        await connection.close()


async def test_the_hash_differs_from_database_to_database(tmp_path: Path) -> None:
    stones = set()
    for name in ("one", "two"):
        url = f"sqlite:///{tmp_path}/{name}.db"
        await migrate(url)
        async with open_storage(url) as storage:
            await forget(storage, GONE)
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as connection:
            (stone, salt) = connection.execute("SELECT hash, value FROM tombstone, salt").fetchone()
        assert stone == hashlib.scrypt(str(GONE).encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()
        stones.add(stone)
    assert len(stones) == 2


async def test_the_hash_is_slow_enough_to_make_a_list_of_all_ids_expensive(storage: Storage) -> None:
    started = time.process_time()
    await is_forgotten(storage, GONE)
    # A plain SHA-256 takes a microsecond; 10 ms for each of ten thousand million ids are three years.
    assert time.process_time() - started > 0.01
