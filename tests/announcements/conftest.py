"""A Telegram, a bot that runs against it, two people and an owner, as in the end-to-end tests; or databases alone."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.gateway.connection import telegram_bot
from bot.simulator import Person, Simulator
from tests.databases import file_url, postgres_server, storage_in_file, url
from tests.end_to_end.conftest import anna, ben, bot, clock, database, migrated, telegram
from tests.end_to_end.running import OWNERS

__all__ = [
    "anna",
    "ben",
    "bot",
    "clock",
    "database",
    "file_url",
    "migrated",
    "postgres_server",
    "storage_in_file",
    "telegram",
    "url",
]


@pytest.fixture
def writer(telegram: Simulator) -> Person:
    """An owner of the bot, who may do everything."""
    return telegram.person(OWNERS[0], first_name="Olive")


@pytest.fixture
async def api(telegram: Simulator) -> AsyncIterator[Bot]:
    """The library, as the bot uses it."""
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as opened:
        yield opened
