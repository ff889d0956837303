"""Storage on a PostgreSQL server, by a pool of connections."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import asyncpg
from aiosql.adapters.asyncpg import AsyncPGAdapter
from typing_extensions import override

from bot.storage.address import PostgresAddress
from bot.storage.errors import StorageError
from bot.storage.queries import Adapter, Rows, Values, load_queries
from bot.storage.transaction import Transaction

# The driver calls it an internal error when a connection is cut in the very moment in which it is used.
FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)

# The longest any one statement may take, in seconds, a wait for a person's lock included.
PATIENCE = 30.0

KEEPALIVE = {"tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""For a machine that vanished: the server learns it within 25 seconds, and frees whatever that had locked."""


class PostgresAdapter(Adapter[asyncpg.Connection]):
    """asyncpg wants `$1`; aiosql's own adapter knows how to number the parameters."""

    def __init__(self) -> None:
        self._numbering = AsyncPGAdapter()  # type: ignore[no-untyped-call]

    @override
    def process_sql(self, query_name: str, op_type: object, sql: str) -> str:
        numbered: str = self._numbering.process_sql(query_name, op_type, sql)  # type: ignore[no-untyped-call]
        return numbered

    @override
    async def rows(self, connection: asyncpg.Connection, query_name: str, sql: str, values: Values) -> Rows:
        arguments = [values[name] for name in self._numbering.var_sorted[query_name]]
        try:
            rows: Rows = await connection.fetch(sql, *arguments)
        except FAILURES as error:
            # Not chained: the driver's text can quote the row, answers and all, and tracebacks are logged.
            raise failure(error) from None
        return rows

    @override
    async def many(self, connection: asyncpg.Connection, query_name: str, sql: str, values: Sequence[Values]) -> None:
        names = self._numbering.var_sorted[query_name]
        try:
            await connection.executemany(sql, [[one[name] for name in names] for one in values])
        except FAILURES as error:
            raise failure(error) from None


class PostgresStorage:
    """Transactions run beside one another; two on one person wait for each other at `lock_person`."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._queries = load_queries(PostgresAdapter())

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Commits at the end of the block; any exception, cancellation too, rolls back. Not to be nested."""
        async with self._connection() as connection:
            block = connection.transaction()
            try:
                await block.start()
            except FAILURES as error:
                raise failure(error) from None
            try:
                yield Transaction(self._queries, connection)
            except BaseException:
                with suppress(*FAILURES):
                    await block.rollback()
                raise
            try:
                await block.commit()
            except FAILURES as error:
                raise failure(error) from None

    async def ping(self) -> None:
        """Raises StorageError unless the server answers and the database has been migrated."""
        async with self._connection() as connection:
            await self._queries.schema_revision(connection)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        try:
            connection = await self._pool.acquire(timeout=PATIENCE)
        except FAILURES as error:
            raise failure(error) from None
        try:
            yield connection
        finally:
            # A connection that broke is dropped by the pool; why it broke has been told already.
            with suppress(*FAILURES):
                await self._pool.release(connection)


def failure(error: Exception) -> StorageError:
    """The kind of failure and the SQL state; the message could quote what was being stored."""
    state = getattr(error, "sqlstate", None)
    return StorageError(f"PostgreSQL: {type(error).__name__}{f' ({state})' if state else ''}")


async def _keep(_connection: asyncpg.Connection) -> None:
    """Nothing: our queries leave no session state, and the usual reset costs a round trip per transaction."""


@asynccontextmanager
async def open_postgres(address: PostgresAddress, *, pool_min: int, pool_max: int) -> AsyncIterator[PostgresStorage]:
    """Connect `pool_min` connections now and up to `pool_max` when needed.

    Raises:
        StorageError: if the server cannot be reached or refuses.
    """
    try:
        pool = await asyncpg.create_pool(
            address.dsn,
            min_size=pool_min,
            max_size=pool_max,
            command_timeout=PATIENCE,
            reset=_keep,
            server_settings=KEEPALIVE,
        )
    except (*FAILURES, ValueError) as error:
        raise StorageError(f"DATABASE_URL {address.shown!r} cannot be opened: {failure(error)}") from None
    try:
        yield PostgresStorage(pool)
    finally:
        await pool.close()
