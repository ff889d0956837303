"""Both databases, for one suite."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Storage, migrate, open_storage
from tests.postgres import PostgresServer, postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, migrated database of each kind."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/endorse.db"
        await migrate(address)
        return address
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.migrated_database()


@pytest.fixture(params=["sqlite", "postgres"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind that nobody has started on yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/endorse.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.empty_database()


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    """The open database."""
    async with open_storage(url) as opened:
        yield opened


@pytest.fixture
def unused_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
