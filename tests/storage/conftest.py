"""Both databases, for one suite."""

import socket
from pathlib import Path

import pytest

from tests.databases import file_url, postgres_server, postgres_url, storage_of_each, url
from tests.postgres import PostgresServer

__all__ = ["file_url", "postgres_server", "postgres_url", "storage_of_each", "url"]


@pytest.fixture(params=["sqlite", "postgres"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind that nobody has started on yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/endorse.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.empty_database()


@pytest.fixture
def unused_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
