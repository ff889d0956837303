"""Where a PostgreSQL dump is put back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.exc import DBAPIError

from bot.backup.place import Place, check_may_be_replaced
from bot.backup.server_dump import stones_at
from bot.backup.server_scratch import server_scratch
from bot.storage import StorageError, migrate
from bot.storage.address import PostgresAddress
from bot.storage.migrations.postgres import VERSION_TABLE
from bot.storage.postgres import FAILURES, failure
from rules.complaints import BadInput

_HOLDS = "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM roster) OR EXISTS (SELECT 1 FROM announcement)"
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'
"""


@asynccontextmanager
async def server_place(
    address: PostgresAddress, dumped: Path, revision: str, salt: str, *, force: bool
) -> AsyncIterator[Place]:
    """The dump in a scratch schema; it takes the place of the present tables at the end of the block.

    Raises:
        BadInput: if the bot runs, or the present tables are not to be replaced.
        StorageError: if the server cannot be reached, or fails meanwhile.
    """
    try:
        async with _alone(address) as connection:
            present = None
            if await connection.fetchval(VERSION_TABLE):
                await migrate(address.dsn)
                check_may_be_replaced(address, holds=await connection.fetchval(_HOLDS), force=force)
                present = await stones_at(connection)
            same = present is not None and present.salt == salt
            async with server_scratch(connection, dumped, revision, before=same) as scratch:
                yield Place(scratch, present)
    except (*FAILURES, DBAPIError) as error:
        told = type(error.orig).__name__ if isinstance(error, DBAPIError) else failure(error)
        raise StorageError(f"DATABASE_URL {address.shown!r} cannot be restored: {told}") from None


@asynccontextmanager
async def _alone(address: PostgresAddress) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(address.dsn, timeout=30)
    try:
        others = 1
        for _ in range(10):
            others = await connection.fetchval(_OTHERS)
            if not others:
                break
            await asyncio.sleep(0.2)  # a process that has just ended may still be seen
        if others:
            raise BadInput(
                f"DATABASE_URL: {address.shown!r} is used by {others} other connections; stop the bot before a backup"
                " is put back"
            )
        yield connection
    finally:
        await connection.close()
