"""PostgreSQL: a scratch schema that takes the place of the present tables, all in one transaction."""

# ruff: noqa: S608  the names in statements come from the catalogue, and are quoted

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.backup.scratch import Scratch, scratch_on
from bot.backup.server_dump import load
from bot.storage.migrations import head
from bot.storage.migrations.postgres import LOCK
from bot.storage.migrations.runner import upgrade
from bot.storage.postgres import PostgresAdapter

_SCRATCH = "endorse_restoring"
_BEFORE = "endorse_before"
_VERSION = "alembic_version"
_IDENTITIES = """
SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1 AND is_identity = 'YES'
"""
_FUNCTIONS = """
SELECT p.oid::regprocedure::text, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = $1
"""


@asynccontextmanager
async def server_scratch(
    connection: asyncpg.Connection, dumped: Path, revision: str, *, before: bool
) -> AsyncIterator[Scratch]:
    """What a dump holds, migrated; at the end of the block it takes the place of the present tables, all or nothing.

    `before`: the present tables are to be read meanwhile.
    """
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: _itself(connection), poolclass=NullPool)
    async with engine.connect() as alchemy:
        await alchemy.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        schema = await connection.fetchval("SELECT current_schema()")
        present = await _tables(connection, schema)
        await connection.execute(f"CREATE SCHEMA {_SCRATCH}; CREATE SCHEMA {_BEFORE}")
        await connection.execute(f"SET LOCAL search_path TO {_SCRATCH}")
        await alchemy.run_sync(upgrade, revision)
        await connection.execute("DELETE FROM salt")
        await load(connection, dumped, _SCRATCH, await alchemy.run_sync(_in_order))
        await alchemy.run_sync(upgrade, head())
        await _show_before(connection, schema, present if before else ())
        await _let_ids_be_given(connection, "BY DEFAULT")
        yield scratch_on(connection, PostgresAdapter(), has_before=before)
        await _let_ids_be_given(connection, "ALWAYS")
        await _swap(connection, schema, present)
        await alchemy.commit()
    await engine.dispose()


async def _itself(connection: asyncpg.Connection) -> asyncpg.Connection:
    return connection


async def _tables(connection: asyncpg.Connection, schema: str) -> list[str]:
    """Those of ours that stand there; locked, so that nobody writes to them any more."""
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
    tables = [name for (name,) in rows]
    if _VERSION not in tables:
        return []
    for table in tables:
        if table in {"person", "announcement"}:
            await connection.execute(f"LOCK TABLE {_named(schema, table)} IN EXCLUSIVE MODE")
    return tables


def _in_order(connection: Connection) -> list[str]:
    """The tables of the scratch schema, those before that others refer to."""
    found = inspect(connection).get_sorted_table_and_fkc_names(schema=_SCRATCH)
    return [name for name, _ in found if name not in {None, _VERSION}]


async def _show_before(connection: asyncpg.Connection, schema: str, present: Sequence[str]) -> None:
    ours = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", _SCRATCH)
    for (table,) in ours:
        shown = f"{_named(schema, table)}" if table in present else f"{_named(_SCRATCH, table)} WHERE false"
        await connection.execute(f"CREATE VIEW {_named(_BEFORE, table)} AS SELECT * FROM {shown}")


async def _let_ids_be_given(connection: asyncpg.Connection, how: str) -> None:
    """The numbers of rows that are carried over are theirs; those given from now on are higher than all."""
    for table, column in await connection.fetch(_IDENTITIES, _SCRATCH):
        place, stood = _named(_SCRATCH, table), _named(_BEFORE, table)
        await connection.execute(f'ALTER TABLE {place} ALTER COLUMN "{column}" SET GENERATED {how}')
        ids = f'SELECT "{column}" AS id FROM {place} UNION ALL SELECT "{column}" FROM {stood}'
        highest = f"SELECT coalesce(max(id), 0) + 1 FROM ({ids}) AS ids"
        await connection.execute(f"SELECT setval(pg_get_serial_sequence('{place}', '{column}'), ({highest}), false)")


async def _swap(connection: asyncpg.Connection, schema: str, present: Sequence[str]) -> None:
    tables = await _names(connection, "SELECT tablename FROM pg_tables WHERE schemaname = $1")
    for table in tables:
        if table in present:
            await connection.execute(f"DROP TABLE {_named(schema, table)} CASCADE")
    for signature, name in await connection.fetch(_FUNCTIONS, _SCRATCH):
        await connection.execute(f"DROP FUNCTION IF EXISTS {_named(schema, name)}")
        await connection.execute(f"ALTER FUNCTION {signature} SET SCHEMA {_named(schema)}")
    for table in tables:
        await connection.execute(f"ALTER TABLE {_named(_SCRATCH, table)} SET SCHEMA {_named(schema)}")
    await connection.execute(f"DROP SCHEMA {_BEFORE} CASCADE; DROP SCHEMA {_SCRATCH} CASCADE")


async def _names(connection: asyncpg.Connection, statement: str) -> list[str]:
    return [name for (name,) in await connection.fetch(statement, _SCRATCH)]


def _named(*parts: str) -> str:
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
