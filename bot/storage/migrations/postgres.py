"""Migrating a PostgreSQL database, guarded by an advisory lock."""

import asyncpg

from bot.storage.address import PostgresAddress
from bot.storage.errors import StorageError
from bot.storage.migrations import is_current
from bot.storage.postgres import FAILURES, failure

# Any number, as long as all our processes take the same.
LOCK = 0x656E646F727365

VERSION_TABLE = "SELECT to_regclass('alembic_version') IS NOT NULL"


async def migrate_server(address: PostgresAddress, wanted: str) -> None:
    """Migrate the database; the URL must name one that exists."""
    try:
        stored = await _stored(address)
        if not is_current(stored, wanted):
            await _upgrade(address)
    except (*FAILURES, ValueError) as error:
        raise StorageError(f"DATABASE_URL {address.shown!r} cannot be migrated: {failure(error)}") from None


async def _stored(address: PostgresAddress) -> str | None:
    """The migration the database is at, None in a new one."""
    connection = await asyncpg.connect(address.dsn)
    try:
        if not await connection.fetchval(VERSION_TABLE):
            return None
        stored: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    finally:
        await connection.close()
    return stored


async def _upgrade(address: PostgresAddress) -> None:
    """Under a lock taken before Alembic looks at what is missing: a second process finds it done."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - 0.4 s, only when there is something to do
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    from bot.storage.migrations.runner import upgrade  # noqa: PLC0415

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(address.dsn), poolclass=NullPool
    )
    try:
        async with engine.connect() as connection:
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            await connection.run_sync(upgrade)
            await connection.commit()
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        raise StorageError(f"PostgreSQL, migrating: {type(error.orig).__name__} ({state})") from None
    finally:
        await engine.dispose()
