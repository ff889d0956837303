"""A worker's seat: a name that no other has, and a lock that tells the others whether it is alive.

The lock dies with the process, however it dies: on PostgreSQL with the session that holds it, on SQLite with the file
handle. There is one seat at a SQLite file; at a server, any number.
"""

import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Protocol

from bot.storage.address import SqliteAddress
from bot.storage.sqlite import create_private


class Occupied(Exception):
    """Another process sits at this file."""


class SeatLost(Exception):
    """The lock is gone: the others take this worker for dead."""


class Seat(Protocol):
    """What both kinds do alike. `worker` is the name, anew each time."""

    worker: str
    has_neighbours: bool
    """Whether others may sit beside it."""

    @property
    def held(self) -> bool:
        """Whether this worker still counts as alive, as far as it knows."""
        ...

    async def check(self) -> None:
        """Raises SeatLost if it does not."""
        ...

    def inherit(self, worker: str) -> AbstractAsyncContextManager[bool]:
        """Whether another worker is dead; if so, nobody else deals with what it left behind during the block."""
        ...

    def alone(self) -> AbstractAsyncContextManager[bool]:
        """Whether nobody else sends during the block: the pace is one for all workers."""
        ...


class FileSeat:
    """The only one at a SQLite file: whoever sat here before is dead."""

    held = True
    has_neighbours = False

    def __init__(self) -> None:
        self.worker = secrets.token_hex(8)

    async def check(self) -> None:
        """A file's lock is not lost."""

    @asynccontextmanager
    async def inherit(self, worker: str) -> AsyncIterator[bool]:
        yield worker != self.worker

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        yield True


@asynccontextmanager
async def file_seat(address: SqliteAddress) -> AsyncIterator[FileSeat]:
    """Sit down at a SQLite file.

    Raises:
        Occupied: if another process sits there, or the lock cannot be made.
    """
    with closing(_lock(address.path)) as lock:
        try:
            lock.execute("PRAGMA locking_mode = EXCLUSIVE")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            raise Occupied from None
        yield FileSeat()


def seat_file(path: Path) -> Path:
    """Beside the database: the lock of the database itself is wanted by everybody."""
    return path.with_name(f"{path.name}.seat")


def _lock(path: Path) -> sqlite3.Connection:
    create_private(seat_file(path))
    return sqlite3.connect(seat_file(path), timeout=0, isolation_level=None)
