"""A Telegram, a bot that talks to it, and a database with people in it. See `people` and `working`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.gateway.connection import telegram_bot
from bot.simulator import Simulator
from bot.storage import Storage, migrate, open_storage
from tests.nudges.working import Worker
from tests.postgres import PostgresServer, postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

NOON = datetime(2027, 10, 1, 16, 0, tzinfo=UTC)
"""Noon in Indianapolis, on the day that the window opens: a Friday."""


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[Bot]:
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as opened:
        yield opened


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
async def file_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, file_url: str) -> str:
    """A new, migrated database of each kind."""
    if request.param == "sqlite":
        return file_url
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.migrated_database()


@pytest.fixture
async def storage(file_url: str) -> AsyncIterator[Storage]:
    async with open_storage(file_url) as opened:
        yield opened


@pytest.fixture
def worker(storage: Storage, bot: Bot, clock: MovableClock) -> Worker:
    """Decides and sends when told to."""
    return Worker(storage, bot, clock)
