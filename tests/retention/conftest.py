"""A Telegram, a bot that talks to it, and one of each database. See `keeping`."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.simulator import Simulator
from bot.storage import Storage, open_storage
from tests.nudges.conftest import bot, clock, file_url, postgres_server, postgres_url, telegram, url
from tests.retention.keeping import Keeper

__all__ = ["bot", "clock", "file_url", "postgres_server", "postgres_url", "telegram", "url"]


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened


@pytest.fixture
async def keeper(storage: Storage, bot: Bot, clock: MovableClock, telegram: Simulator) -> Keeper:
    """Runs the job, and delivers what it decided to say."""
    await telegram.person(7, first_name="Annabel").sends("hello")
    return Keeper(storage, bot, clock)
