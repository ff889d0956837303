"""Where a SQLite file is put back."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

from bot.backup.place import Place, check_may_be_replaced
from bot.backup.sqlite_file import check, check_nobody_has_it_open, sqlite_scratch, stones_in_file
from bot.engine.seat import Occupied, file_seat
from bot.storage import migrate
from bot.storage.address import SqliteAddress
from rules.complaints import BadInput

_HOLDS = "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM roster) OR EXISTS (SELECT 1 FROM announcement)"


@asynccontextmanager
async def sqlite_place(address: SqliteAddress, database: Path, *, force: bool) -> AsyncIterator[Place]:
    """The backup's file as a scratch database; it takes the place of the present one at the end of the block.

    Raises:
        BadInput: if the bot runs, or the present file is not to be replaced.
    """
    path = address.path
    try:
        async with file_seat(address):
            is_sound = _is_sound(address, force=force)
            async with _beside(address, database, is_sound=is_sound, force=force) as place:
                yield place
            if is_sound:
                check_nobody_has_it_open(path)  # nor was the bot started meanwhile
            _take_place(database, path)
    except Occupied:
        raise BadInput(
            f"DATABASE_URL: the bot runs on {address.shown!r}; stop it before a backup is put back"
        ) from None
    except sqlite3.Error as error:
        raise BadInput(f"FILE: the database in it cannot be put back ({error})") from None


@asynccontextmanager
async def _beside(address: SqliteAddress, database: Path, *, is_sound: bool, force: bool) -> AsyncIterator[Place]:
    present = None
    if is_sound:
        await migrate(f"sqlite:///{address.path}")
        with closing(sqlite3.connect(address.path)) as connection:
            holds = bool(connection.execute(_HOLDS).fetchone()[0])
        check_may_be_replaced(address, holds=holds, force=force)
        present = stones_in_file(address.path)
    else:
        with suppress(BadInput):  # damaged elsewhere, perhaps
            present = stones_in_file(address.path)
    await migrate(f"sqlite:///{database}")
    same = is_sound and present is not None and present.salt == stones_in_file(database).salt
    async with sqlite_scratch(database, address.path if same else None) as scratch:
        yield Place(scratch, present)


def _take_place(database: Path, path: Path) -> None:
    """The log of the present one goes first: it would be taken for that of the new one."""
    for log in (f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(log).unlink(missing_ok=True)
    database.replace(path)


def _is_sound(address: SqliteAddress, *, force: bool) -> bool:
    """Whether there is a database of ours that can be read; nobody has it open, then."""
    path = address.path
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        check_nobody_has_it_open(path)
        with closing(sqlite3.connect(path)) as connection:
            check(connection)
            ours = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError as error:
        if force:
            return False
        raise BadInput(
            f"DATABASE_URL: {address.shown!r} is damaged ({error}); --force puts the backup in its place"
        ) from None
    if ours is None:
        raise BadInput(f"DATABASE_URL: {address.shown!r} holds something else; name another file")
    return True
