"""Alembic, driven from here over a connection that is already inside a guarded transaction."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.storage.migrations import FOLDER


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run what is missing up to a migration; the caller commits, so that all of it happens or none."""
    config = Config()
    # A percent sign would be taken for interpolation.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
