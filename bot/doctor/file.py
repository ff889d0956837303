"""Looking at a SQLite file, and at the engine's beside it."""

import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.doctor.standing import DUE, Standing, Unusable, Work
from bot.engine.seat import seat_file
from bot.storage import instant

_SECONDS = 3.0
_SMALL = 64
"""Megabytes up to which a file is read as a whole, and a log is no wonder."""


def look_at_file(path: Path, now: datetime) -> Standing:
    """How it stands; it is opened as the bot does, never made.

    Raises:
        Unusable: if it cannot be read or written to.
    """
    if not path.exists():
        return Standing(f"{path} is not there yet; the first start makes it", None)
    try:
        with closing(_opened(path)) as connection:
            revision = _revision(connection)
            found, odd, todo = _measured(connection, path)
            due = _due(connection, now) if revision is not None else None
            _try_to_write(connection)
    except sqlite3.Error as error:
        raise Unusable(f"{path}: {error}", "see to the disk and who may write there; `endorse restore`") from None
    work = _work(path, due) if revision is not None else None
    return Standing(found, revision, work, odd, todo)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=1, isolation_level=None)
    until = time.monotonic() + _SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    return connection


def _measured(connection: sqlite3.Connection, path: Path) -> tuple[str, str, str]:
    [(pages,)] = connection.execute("PRAGMA page_count").fetchall()
    [(free,)] = connection.execute("PRAGMA freelist_count").fetchall()
    [(mode,)] = connection.execute("PRAGMA journal_mode").fetchall()
    size, log = _megabytes(path), _megabytes(path.with_name(f"{path.name}-wal"))
    found = f"SQLite {sqlite3.sqlite_version}, {size:.1f} MB, {free / max(pages, 1):.0%} free, log of {log:.1f} MB"
    if size <= _SMALL:
        [(state,), *_] = connection.execute("PRAGMA quick_check(1)").fetchall()
        if state != "ok":
            raise sqlite3.DatabaseError(f"it is damaged: {state}")
    if log > _SMALL:
        return found, "its log does not shrink", "see who reads from it for so long"
    if mode != "wal":
        return found, f"its journal is {mode}, not wal: slower", f"sqlite3 {path} 'PRAGMA journal_mode = wal'"
    return found, "", ""


def _revision(connection: sqlite3.Connection) -> str | None:
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _due(connection: sqlite3.Connection, now: datetime) -> datetime | None:
    try:
        [(oldest,)] = connection.execute(DUE.format(now=":now"), {"now": instant.written(now)}).fetchall()
    except sqlite3.OperationalError:
        return None  # of a migration that had no reminders yet
    return None if oldest is None else instant.read(oldest)


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Begin, and take it back."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):  # somebody else can
            raise


def _work(path: Path, due: datetime | None) -> Work:
    seats = int(_is_taken(seat_file(path)))
    try:
        runs = _runs(path.with_name(f"{path.name}.engine"))
    except sqlite3.Error as error:
        return Work(seats, due=due, fault=f"{path.name}.engine: {error}")
    return Work(seats, runs, 0 if seats else runs, due)


def _is_taken(seat: Path) -> bool:
    """Whether somebody holds the lock: then not even a reader is let in."""
    if not seat.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{seat.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchall()
    except sqlite3.OperationalError:
        return True
    return False


def _runs(engine: Path) -> int:
    """Runs that have not ended."""
    if not engine.exists():
        return 0
    with closing(_opened(engine)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'workflow_status'").fetchone() is None:
            return 0
        [(count,)] = connection.execute("SELECT count(*) FROM workflow_status WHERE status = 'PENDING'").fetchall()
    return int(count)


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 2**20 if path.exists() else 0.0
