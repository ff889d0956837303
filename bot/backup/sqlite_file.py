"""SQLite: a snapshot while the bot writes, and a file that takes the place of another."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import cast

from typing_extensions import override

from bot.backup.scratch import Scratch, scratch_on
from bot.backup.stones import Stones
from bot.storage import StorageError, instant
from bot.storage.queries import Adapter, Rows, Values
from rules.complaints import BadInput

_PATIENCE = 5.0
_EMPTY = (
    "CREATE TABLE endorse_before.person (id, created_at, session)",
    "CREATE TABLE endorse_before.announcement (id)",
    "CREATE TABLE endorse_before.inquiry (id)",
)


def snapshot(path: Path, target: Path) -> None:
    """Copy a database as it is at one moment; whoever writes to it goes on meanwhile.

    Raises:
        BadInput: if there is none, or it is damaged.
    """
    if not path.exists():
        raise BadInput(f"DATABASE_URL: {str(path)!r} is not there; there is nothing to back up")
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as source, closing(sqlite3.connect(target)) as copy:
            # All pages in one step: in several, it would begin anew whenever somebody writes.
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")
            check(copy)
    except sqlite3.Error as error:
        raise BadInput(f"DATABASE_URL: {str(path)!r} cannot be backed up ({error})") from None


def revision_of(path: Path) -> str:
    """The migration a file is at.

    Raises:
        BadInput: if it is at none.
    """
    return str(_read(path, "SELECT version_num FROM alembic_version")[0][0])


def stones_in_file(path: Path) -> Stones:
    """Who was forgotten; fails as `revision_of` does."""
    [(salt,)] = _read(path, "SELECT value FROM salt WHERE id = 1")
    return Stones(salt, {one: instant.read(at) for one, at in _read(path, "SELECT hash, deleted_at FROM tombstone")})


def _read(path: Path, statement: str) -> list[tuple[str, ...]]:
    nothing = BadInput(f"DATABASE_URL: {str(path)!r} holds nothing of ours; there is nothing to back up")
    if not path.exists():
        raise nothing
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            found = connection.execute(statement).fetchall()
    except sqlite3.Error:
        raise nothing from None
    if not found and "tombstone" not in statement:
        raise nothing
    return found


@asynccontextmanager
async def sqlite_scratch(path: Path, before: Path | None) -> AsyncIterator[Scratch]:
    """A migrated file beside the present one; committed and wiped at the end of the block."""
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("ATTACH DATABASE ? AS endorse_before", (str(before) if before else ":memory:",))
        for statement in () if before else _EMPTY:
            connection.execute(statement)
        connection.execute("BEGIN IMMEDIATE")
        yield scratch_on(connection, _Direct(), has_before=before is not None)
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE endorse_before")
        # Overwriting on deletion misses copies that SQLite left where it rearranged a page.
        connection.execute("VACUUM")
        check(connection)
        connection.execute("PRAGMA journal_mode = WAL")


class _Direct(Adapter[sqlite3.Connection]):
    """Nothing else runs in this process that could be kept waiting."""

    @override
    def process_sql(self, query_name: str, op_type: object, sql: str) -> str:
        return sql

    @override
    async def rows(self, connection: sqlite3.Connection, query_name: str, sql: str, values: Values) -> Rows:
        try:
            return cast("Sequence[Sequence[object]]", connection.execute(sql, dict(values)).fetchall())
        except sqlite3.Error as error:
            raise StorageError(f"SQLite: {error}") from error


def check_nobody_has_it_open(path: Path) -> None:
    """Its log is empty afterwards.

    Raises:
        BadInput: if somebody has it open.
        sqlite3.Error: if it is no sound database.
    """
    try:
        with closing(sqlite3.connect(path, timeout=0.5, isolation_level=None)) as connection:
            # With a write-ahead log, whoever has the file open holds a lock on it, busy or not; this wants it alone.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise BadInput(
            f"DATABASE_URL: {str(path)!r} is open in another program; stop the bot before a backup is put back"
        ) from None


def check(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError if it is damaged."""
    [(found,), *_] = connection.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise sqlite3.DatabaseError(f"it is damaged: {found}")
