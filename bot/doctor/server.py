"""Looking at a PostgreSQL database."""

from datetime import datetime

import asyncpg

from bot.doctor.standing import DUE, Standing, Unusable, Work
from bot.engine.server_seat import SENDING
from bot.storage import instant
from bot.storage.address import PostgresAddress
from bot.storage.migrations.postgres import LOCK, VERSION_TABLE
from bot.storage.postgres import FAILURES, failure

_FEW = 20
"""Connections left: two processes take as many."""

_ROOM = """
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
"""
_MAY_WRITE = """
SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off'
    AND (to_regclass('person') IS NULL OR has_table_privilege('person', 'SELECT, INSERT, UPDATE, DELETE'))
"""
_RUNS = """
SELECT count(*), count(*) FILTER (WHERE executor_id <> ALL ($1::text[]))
FROM dbos.workflow_status WHERE status = 'PENDING'
"""
_SEATS = """
SELECT DISTINCT lpad(to_hex((classid::bigint << 32) | objid::bigint), 14, '0') FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND mode = 'ExclusiveLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_OURS = {f"{LOCK:014x}", f"{SENDING:014x}"}
"""Locks that are nobody's seat: of whoever migrates, and of whoever sends just now."""


async def look_at_server(address: PostgresAddress, now: datetime) -> Standing:
    """How it stands.

    Raises:
        Unusable: if it cannot be reached or written to.
    """
    try:
        connection = await asyncpg.connect(address.dsn, timeout=4)
        try:
            return await _looked(connection, now)
        finally:
            await connection.close(timeout=1)
    except (*FAILURES, ValueError) as error:
        raise Unusable(f"{address.shown}: {failure(error)}", "see whether it runs, and DATABASE_URL is right") from None


async def _looked(connection: asyncpg.Connection, now: datetime) -> Standing:
    version = str(await connection.fetchval("SHOW server_version")).split()[0]
    size = await connection.fetchval("SELECT pg_database_size(current_database())") / 2**20
    left = await connection.fetchval(_ROOM)
    found = f"PostgreSQL {version}, {size:.1f} MB, {left} connections left"
    if not await connection.fetchval(_MAY_WRITE):
        raise Unusable(f"{found}; it is read-only, or this user may not write", "grant it, or name the primary")
    few = ("few connections are left", "raise max_connections, or run fewer processes")
    odd, todo = few if left < _FEW else ("", "")
    if not await connection.fetchval(VERSION_TABLE):
        return Standing(found, None, None, odd, todo)
    revision = await connection.fetchval("SELECT version_num FROM alembic_version")
    return Standing(found, revision, await _work(connection, now), odd, todo)


async def _work(connection: asyncpg.Connection, now: datetime) -> Work:
    locks = [name for (name,) in await connection.fetch(_SEATS)]
    runs = left = 0
    if await connection.fetchval("SELECT to_regclass('dbos.workflow_status') IS NOT NULL"):
        runs, left = await connection.fetchrow(_RUNS, locks)
    try:
        oldest = await connection.fetchval(DUE.format(now="$1"), instant.written(now))
    except asyncpg.UndefinedTableError:
        oldest = None  # of a migration that had no reminders yet
    return Work(len(set(locks) - _OURS), runs, left, None if oldest is None else instant.read(oldest))
