"""PostgreSQL: a dump by pg_dump, and its rows by pg_restore."""

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from bot.backup.server_tools import login_of, tool
from bot.backup.stones import Stones
from bot.storage import StorageError, instant
from bot.storage.address import PostgresAddress
from bot.storage.migrations.postgres import VERSION_TABLE
from bot.storage.postgres import FAILURES, failure
from rules.complaints import BadInput

_COPY = re.compile(rb"COPY \S+ \((?P<columns>.*)\) FROM stdin;\n")
_END = b"\\.\n"
_LONGEST_LINE = 2**30
"""Bytes of a row, as PostgreSQL allows them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a server says before its database is dumped."""

    schema: str
    version: int
    revision: str
    stones: Stones


async def standing(address: PostgresAddress) -> Standing:
    """Look at the database, and change nothing.

    Raises:
        StorageError: if it cannot be reached.
        BadInput: if there is nothing in it.
    """
    try:
        connection = await asyncpg.connect(address.dsn, timeout=30)
        try:
            if not await connection.fetchval(VERSION_TABLE):
                raise BadInput(f"DATABASE_URL: {address.shown!r} is empty; there is nothing to back up")
            return Standing(
                await connection.fetchval("SELECT current_schema()"),
                connection.get_server_version().major,
                await connection.fetchval("SELECT version_num FROM alembic_version"),
                await stones_at(connection),
            )
        finally:
            await connection.close()
    except (*FAILURES, ValueError) as error:
        raise StorageError(f"DATABASE_URL {address.shown!r} cannot be reached: {failure(error)}") from None


async def stones_at(connection: asyncpg.Connection) -> Stones:
    """Those of a server's database."""
    salt = await connection.fetchval("SELECT value FROM salt WHERE id = 1")
    rows = await connection.fetch("SELECT hash, deleted_at FROM tombstone ORDER BY hash")
    return Stones(salt, {stone: instant.read(at) for stone, at in rows})


def dump(address: PostgresAddress, stands: Standing, target: Path) -> None:
    """Write our schema at one moment, in pg_dump's own format; whoever writes goes on meanwhile.

    Raises:
        BadInput: if pg_dump is not there, too old, or fails.
    """
    login = login_of(address)
    program = str(tool("pg_dump", stands.version))
    pattern = stands.schema.replace('"', '""')
    done = subprocess.run(  # noqa: S603  our own arguments
        [
            program,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-password",
            f'--schema="{pattern}"',
            f"--file={target}",
            f"--dbname={login.url}",
        ],
        env=login.environment,
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        raise BadInput(f"pg_dump: it failed ({_last_line(done.stderr)})")


async def load(connection: asyncpg.Connection, dumped: Path, schema: str, tables: Sequence[str]) -> None:
    """Fill empty tables, in this order, with what a dump holds of them.

    Raises:
        BadInput: if pg_restore is not there, or cannot read the dump.
    """
    program = tool("pg_restore")
    for table in tables:
        reading = await asyncio.create_subprocess_exec(
            program,
            "--data-only",
            f"--table={table}",
            "--file=-",
            dumped,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )
        try:
            await _load(connection, reading, schema, table)
        finally:
            if reading.returncode is None:
                reading.kill()
                await reading.wait()


async def _load(connection: asyncpg.Connection, reading: asyncio.subprocess.Process, schema: str, table: str) -> None:
    stdout, stderr = reading.stdout, reading.stderr
    if stdout is None or stderr is None:
        raise RuntimeError("a program without pipes")
    while line := await stdout.readline():
        head = _COPY.fullmatch(line)
        if head is not None:
            columns = [name.strip().strip('"') for name in head["columns"].decode().split(",")]
            await connection.copy_to_table(
                table, schema_name=schema, columns=columns, source=_lines(stdout), format="text"
            )
    said = (await stderr.read()).decode(errors="replace")
    if await reading.wait():
        raise BadInput(f"pg_restore: it failed ({_last_line(said)})")


async def _lines(stdout: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The rows of one COPY; one that is cut off is told by how pg_restore ends."""
    while (line := await stdout.readline()) not in {_END, b""}:
        yield line


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it did not say why"])[-1]
