"""The bot on each database, its owner and two others. See `tests.end_to_end`."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import Clock
from bot.simulator import Simulator
from tests.end_to_end.conftest import anna, ben, clock, database, migrated, owner, telegram
from tests.end_to_end.running import RunningBot
from tests.postgres import PostgresServer, postgres_server

__all__ = ["anna", "ben", "clock", "database", "migrated", "owner", "postgres_server", "telegram"]


@pytest.fixture(params=["sqlite", "postgres"])
async def office_bot(
    request: pytest.FixtureRequest,
    telegram: Simulator,
    clock: Clock,
) -> AsyncIterator[RunningBot]:
    """By polling, on each database."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("database")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = await server.migrated_database()
    running = RunningBot(telegram, url, clock)
    running.start()
    yield running
    await running.stop()
