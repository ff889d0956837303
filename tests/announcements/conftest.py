"""A Telegram, a bot that runs against it, two people and an owner, as in the end-to-end tests."""

import pytest

from bot.simulator import Person, Simulator
from tests.end_to_end.conftest import anna, ben, bot, clock, database, migrated, telegram
from tests.end_to_end.running import OWNERS
from tests.postgres import postgres_server

__all__ = ["anna", "ben", "bot", "clock", "database", "migrated", "postgres_server", "telegram"]


@pytest.fixture
def writer(telegram: Simulator) -> Person:
    """An owner of the bot, who may do everything."""
    return telegram.person(OWNERS[0], first_name="Olive")
