"""The bot on SQLite, its owner and two others. See `tests.end_to_end`."""

from tests.end_to_end.conftest import anna, ben, bot, clock, database, migrated, owner, telegram
from tests.postgres import postgres_server

__all__ = ["anna", "ben", "bot", "clock", "database", "migrated", "owner", "postgres_server", "telegram"]
