"""One connection to a SQLite file: at once where that takes microseconds, else on a thread of its own."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bot.storage.queries import Rows, Values

T = TypeVar("T")

FAILURES = (sqlite3.Error, OverflowError)
"""sqlite3 says OverflowError for a number beyond 64 bits."""

_PRIMARY = 0xFF
"""The part of an extended result code that says what kind it is."""

_LOGGED = 200
"""Commits until the log is copied into the file, which takes as long as the disk does: about 1,000 pages."""


class Connection:
    """Used by one transaction at a time.

    A hop to the thread and back costs 40 to 80 microseconds of CPU, a row read or written by its key 3 to 10. So what
    is `brief` is done on the event loop, where nothing is ever waited for: neither for another process that holds the
    file nor for the disk, since what is committed is copied from the log into the file on the thread.
    """

    def __init__(self, connection: sqlite3.Connection, thread: ThreadPoolExecutor, patience: float) -> None:
        self._connection = connection
        self._thread = thread
        self._patience = f"PRAGMA busy_timeout = {round(patience * 1000)}"
        self._last: Future[Any] | None = None
        self._is_brief = True
        self._logged = 0

    @classmethod
    async def open(cls, path: Path, patience: float) -> "Connection":
        """`patience` is how many seconds another process may hold the file.

        Raises:
            sqlite3.Error: if the file cannot be opened.
        """
        connection = sqlite3.connect(path, timeout=0, isolation_level="IMMEDIATE", check_same_thread=False)
        opened = cls(connection, ThreadPoolExecutor(1, "sqlite"), patience)
        await opened.rows("PRAGMA wal_autocheckpoint = 0")
        return opened

    async def rows(self, sql: str, values: Values = {}, *, brief: bool = False) -> Rows:  # noqa: B006  only read
        """All rows of one statement; the first one that writes opens a transaction."""
        if brief and self._is_idle:
            self._is_brief = self._is_brief or not self._connection.in_transaction
            try:
                return self._fetch(sql, values)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                    raise
        self._is_brief = False
        return await self._on_thread(lambda: self._patiently(lambda: self._fetch(sql, values)))

    async def many(self, sql: str, values: Sequence[Values]) -> None:
        """Run a statement for each of the values."""
        self._is_brief = False
        await self._on_thread(lambda: self._patiently(lambda: self._connection.executemany(sql, values).close()))

    async def commit(self) -> None:
        """End the transaction, if one is open: on the loop where all of it was brief."""
        if self._is_idle and not self._connection.in_transaction:
            return
        if self._is_idle and self._is_brief:
            self._connection.commit()
        else:
            await self._on_thread(self._connection.commit)
        self._logged += 1
        if self._logged >= _LOGGED:
            self._logged = 0
            # Nobody waits for it, but what comes next does so on the thread.
            self._submit(lambda: self._fetch("PRAGMA wal_checkpoint(PASSIVE)", {}))

    async def rollback(self) -> None:
        """Undo the transaction, if one is open, in its turn: after a statement whose waiter was cancelled."""
        await self._on_thread(self._connection.rollback)

    async def close(self) -> None:
        """Also copies what is left in the log into the file."""
        await self._on_thread(self._connection.close)
        self._thread.shutdown(wait=False)

    @property
    def _is_idle(self) -> bool:
        return self._last is None or self._last.done()

    async def _on_thread(self, work: Callable[[], T]) -> T:
        # Shielded: one that was cancelled in the queue would count as done while another still runs before it.
        return await asyncio.shield(asyncio.wrap_future(self._submit(work)))

    def _submit(self, work: Callable[[], T]) -> Future[T]:
        try:
            future = self._thread.submit(work)
        except RuntimeError:
            raise sqlite3.ProgrammingError("the connection is closed") from None
        self._last = future
        return future

    def _patiently(self, work: Callable[[], T]) -> T:
        self._connection.execute(self._patience)
        try:
            return work()
        finally:
            self._connection.execute("PRAGMA busy_timeout = 0")

    def _fetch(self, sql: str, values: Values) -> Rows:
        cursor = self._connection.execute(sql, values)
        try:
            return cursor.fetchall()
        finally:
            cursor.close()
