"""Storage in one SQLite file, by one connection."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog
from typing_extensions import override

from bot.storage.address import SqliteAddress
from bot.storage.connection import FAILURES, Connection
from bot.storage.errors import StorageError
from bot.storage.queries import Adapter, Rows, Values, load_queries
from bot.storage.transaction import Transaction

log = structlog.get_logger(__name__)

# How long another process may hold the file, in seconds.
PATIENCE = 5.0

# One row by its key. Whatever may read many is not to be done on the event loop.
BRIEF = frozenset(
    {
        "lock_person",
        "note_heard",
        "lock_known_person",
        "person",
        "save_person",
        "save_due_at",
        "staff_role",
        "add_nudge",
        "save_nudge",
    }
)

SETTINGS = (
    # Survives the kill of the process; only a power cut may lose the last moments, never damage the file.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    # What is deleted or replaced is overwritten, so that old answers do not stay in the file's free pages.
    "PRAGMA secure_delete = ON",
)


class SqliteAdapter(Adapter[Connection]):
    """SQLite knows `:name` parameters already."""

    @override
    def process_sql(self, query_name: str, op_type: object, sql: str) -> str:
        return sql

    @override
    async def rows(self, connection: Connection, query_name: str, sql: str, values: Values) -> Rows:
        try:
            return await connection.rows(sql, values, brief=query_name in BRIEF)
        except FAILURES as error:
            raise failure(error) from error

    @override
    async def many(self, connection: Connection, query_name: str, sql: str, values: Sequence[Values]) -> None:
        try:
            await connection.many(sql, values)
        except FAILURES as error:
            raise failure(error) from error


class SqliteStorage:
    """Transactions take turns: one connection, one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._queries = load_queries(SqliteAdapter())
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Commits at the end of the block; any exception, cancellation too, rolls back. Not to be nested.

        The first statement that writes opens it, as BEGIN IMMEDIATE.
        """
        async with self._turn:
            transaction = Transaction(self._queries, self._connection)
            try:
                yield transaction
                await self._commit()
            except BaseException:
                # In its turn after a statement whose waiter was cancelled, and before the next transaction, even if
                # the wait for this is cancelled as well.
                with suppress(*FAILURES):
                    await self._connection.rollback()
                raise
            if transaction.forgets:
                await self._wipe()

    async def ping(self) -> None:
        """Raises StorageError unless the file answers and has been migrated."""
        await self._queries.schema_revision(self._connection)

    async def _commit(self) -> None:
        try:
            await self._connection.commit()
        except FAILURES as error:
            raise failure(error) from error

    async def _wipe(self) -> None:
        """Rewrite the file and empty its log, because both hold traces of the rows that were deleted.

        Overwriting on deletion misses about one row in a hundred: copies left where SQLite rearranged a page. Everybody
        waits meanwhile, half a second with 50,000 people. The deletion stands even if this fails, because another
        process reads or the disk is full; then the next one does it.
        """
        try:
            await self._connection.rows("VACUUM")
            [(blocked, *_)] = await self._connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        except FAILURES as error:
            log.warning("traces_of_a_deletion_remain", reason=str(error))
        else:
            if blocked:
                log.warning("traces_of_a_deletion_remain", reason="another process reads")


def failure(error: Exception) -> StorageError:
    """SQLite's messages name tables and columns, never values."""
    return StorageError(f"SQLite: {error}")


def create_private(path: Path) -> None:
    """Make the file and its folder, for this user only; what exists is left as it is.

    Raises:
        OSError: if they cannot be made.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


@asynccontextmanager
async def open_sqlite(address: SqliteAddress) -> AsyncIterator[SqliteStorage]:
    """Open the file, making it when absent.

    Raises:
        StorageError: if it cannot be opened or is no database.
    """
    try:
        create_private(address.path)
        connection = await Connection.open(address.path, PATIENCE)
    except (OSError, *FAILURES) as error:
        raise StorageError(f"DATABASE_URL {address.shown!r} cannot be opened: {error}") from error
    try:
        try:
            for setting in SETTINGS:
                await connection.rows(setting)
        except FAILURES as error:
            raise StorageError(f"DATABASE_URL {address.shown!r} cannot be opened: {error}") from error
        yield SqliteStorage(connection)
    finally:
        await connection.close()
