"""A Telegram, a bot that talks to it, and a database with people in it. See `people` and `working`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.gateway.connection import telegram_bot
from bot.simulator import Simulator
from bot.storage import Storage
from tests.databases import file_url, postgres_server, postgres_url, storage_in_file, url
from tests.nudges.working import Worker

__all__ = ["file_url", "postgres_server", "postgres_url", "storage_in_file", "url"]

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
def worker(storage: Storage, bot: Bot, clock: MovableClock) -> Worker:
    """Decides and sends when told to."""
    return Worker(storage, bot, clock)
