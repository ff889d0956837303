"""A bot with its owner, and both databases. See `tests.end_to_end`."""

from tests.end_to_end.conftest import anna, any_bot, bot, clock, database, migrated, owner, telegram
from tests.postgres import postgres_server
from tests.storage.conftest import storage, url

__all__ = [
    "anna",
    "any_bot",
    "bot",
    "clock",
    "database",
    "migrated",
    "owner",
    "postgres_server",
    "storage",
    "telegram",
    "url",
]
