"""A new, migrated database: a file, or one of each kind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage, migrate, open_storage
from tests.postgres import PostgresServer, postgres_server, postgres_url

__all__ = ["file_url", "postgres_server", "postgres_url", "storage_in_file", "storage_of_each", "url"]


@pytest.fixture
async def file_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, file_url: str) -> str:
    """One of each kind."""
    if request.param == "sqlite":
        return file_url
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.migrated_database()


@pytest.fixture(name="storage")
async def storage_in_file(file_url: str) -> AsyncIterator[Storage]:
    """The open file."""
    async with open_storage(file_url) as opened:
        yield opened


@pytest.fixture(name="storage")
async def storage_of_each(url: str) -> AsyncIterator[Storage]:
    """One of each kind, open."""
    async with open_storage(url) as opened:
        yield opened
