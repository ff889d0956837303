"""Migrating a SQLite file, guarded by its own write lock."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.storage.address import SqliteAddress
from bot.storage.errors import StorageError
from bot.storage.migrations import is_current
from bot.storage.sqlite import create_private

# How long to wait for another process that migrates the same file, in seconds.
PATIENCE = 60.0


def migrate_file(address: SqliteAddress, wanted: str) -> None:
    """Create and migrate the file; blocks, so it belongs on a thread."""
    try:
        create_private(address.path)
        with closing(_connect(address.path)) as connection:
            _use_write_ahead_log(connection)
            if not is_current(_stored(connection), wanted):
                _upgrade(address.path, wanted)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"DATABASE_URL {address.shown!r} cannot be migrated: {error}") from error


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _stored(connection: sqlite3.Connection) -> str | None:
    """The migration the file is at, None in a new file."""
    tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = tables and connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Kept in the file from then on. SQLite does not wait for the lock that this needs, so we do."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _upgrade(path: Path, wanted: str) -> None:
    """Under the write lock, taken before Alembic looks at what is missing: a second process finds it done."""
    from sqlalchemy import create_engine  # noqa: PLC0415 - 0.4 s, only when there is something to do
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    from bot.storage.migrations.runner import upgrade  # noqa: PLC0415

    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(connection)
            connection.commit()
    except DBAPIError as error:
        raise StorageError(f"SQLite, migrating to {wanted}: {error.orig}") from None
