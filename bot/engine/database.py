"""Where DBOS keeps what it remembers: a file beside SQLite's, or tables of its own at the PostgreSQL server."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.storage.address import Address, SqliteAddress
from bot.storage.sqlite import create_private

_LOCK_PATIENCE = "10s"
"""To build an index, PostgreSQL waits for whatever else is open in the database; a backup may be for an hour."""


def prepare(address: Address) -> None:
    """Make the file, for its owner only, and with a write-ahead log: two to three times as fast."""
    if isinstance(address, SqliteAddress):
        path = _file(address.path)
        create_private(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


def url_of(address: Address) -> str:
    """As SQLAlchemy wants it, with the password."""
    if isinstance(address, SqliteAddress):
        return sa.URL.create("sqlite", database=str(_file(address.path))).render_as_string()
    scheme, _, rest = address.dsn.partition("://")
    url = sa.make_url(f"{'postgresql' if scheme == 'postgres' else scheme}://{rest}")
    options = [*url.normalized_query.get("options", ()), f"-c lock_timeout={_LOCK_PATIENCE}"]
    return url.update_query_dict({"options": " ".join(options)}).render_as_string(hide_password=False)


def _file(path: Path) -> Path:
    """Beside the database, not in it: neither ever waits for the other's write lock."""
    return path.with_name(f"{path.name}.engine")
