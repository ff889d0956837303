"""The one door to what is remembered."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.storage.address import PostgresAddress, SqliteAddress, parse_address
from bot.storage.transaction import Transaction


class Storage(Protocol):
    """What SQLite and PostgreSQL do alike."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Commits at the end of the block; any exception, cancellation too, rolls back. Not to be nested."""

    async def ping(self) -> None:
        """Raises StorageError unless the database answers and has been migrated."""


@asynccontextmanager
async def open_storage(url: str, *, pool_min: int = 1, pool_max: int = 10) -> AsyncIterator[Storage]:
    """Open a database that `migrate` has brought up to date. The pool's sizes matter to PostgreSQL only.

    Raises:
        ValueError: if the URL is wrong; see `parse_address`.
        StorageError: if the database cannot be opened.
    """
    # Imported here, so that a machine pays for the driver it uses: asyncpg alone takes 70 ms.
    match parse_address(url):
        case SqliteAddress() as address:
            from bot.storage.sqlite import open_sqlite  # noqa: PLC0415

            async with open_sqlite(address) as file:
                yield file
        case PostgresAddress() as address:
            from bot.storage.postgres import open_postgres  # noqa: PLC0415

            async with open_postgres(address, pool_min=pool_min, pool_max=pool_max) as server:
                yield server
