"""One connection to a SQLite file: at once where that takes microseconds, else on aiosqlite's thread."""

import asyncio
import logging
import sqlite3
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from bot.storage.queries import Rows, Values

T = TypeVar("T")

# At DEBUG it logs every statement with its parameters, which are people's answers.
logging.getLogger("aiosqlite").setLevel(logging.INFO)

FAILURES = (sqlite3.Error, ValueError, OverflowError)
"""aiosqlite says ValueError for a connection that was closed, sqlite3 OverflowError for a number beyond 64 bits."""

_PRIMARY = 0xFF
"""The part of an extended result code that says what kind it is."""

_LOGGED = 200
"""Commits until the log is copied into the file, which takes as long as the disk does: about 1,000 pages."""

_CHUNK = 64
"""Rows that aiosqlite would fetch at once if anybody went through them one by one; nobody does."""


class Connection:
    """Used by one transaction at a time.

    A hop to the thread and back costs 40 to 80 microseconds of CPU, a row read or written by its key 3 to 10. So what
    is `brief` is done on the event loop, where nothing is ever waited for: neither for another process that holds the
    file nor for the disk, since what is committed is copied from the log into the file on the thread.
    """

    def __init__(self, raw: sqlite3.Connection, threaded: aiosqlite.Connection, patience: float) -> None:
        self._raw = raw
        self._threaded = threaded
        self._patience = f"PRAGMA busy_timeout = {round(patience * 1000)}"
        self._is_patient = True
        self._last: asyncio.Task[Any] | None = None
        self._is_brief = True
        self._logged = 0

    @classmethod
    async def open(cls, path: Path, patience: float) -> "Connection":
        """`patience` is how many seconds another process may hold the file.

        Raises:
            sqlite3.Error: if the file cannot be opened.
        """
        raw = sqlite3.connect(path, timeout=patience, isolation_level="IMMEDIATE", check_same_thread=False)
        opened = cls(raw, await aiosqlite.Connection(lambda: raw, _CHUNK), patience)
        await opened.rows("PRAGMA wal_autocheckpoint = 0")
        return opened

    async def rows(self, sql: str, values: Values = {}, *, brief: bool = False) -> Rows:  # noqa: B006  only read
        """All rows of one statement; the first one that writes opens a transaction."""
        if brief and self._is_idle:
            self._is_brief = self._is_brief or not self._raw.in_transaction
            try:
                return self._at_once(sql, values)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                    raise
        self._is_brief = False
        rows = await self._in_turn(self._threaded.execute_fetchall(sql, values))
        return cast("Rows", rows)  # a list, whatever the annotation says

    async def many(self, sql: str, values: Sequence[Values]) -> None:
        """Run a statement for each of the values."""
        self._is_brief = False
        await self._in_turn(self._many(sql, values))

    async def commit(self) -> None:
        """End the transaction, if one is open: on the loop where all of it was brief."""
        if self._is_idle and not self._raw.in_transaction:
            return
        if self._is_idle and self._is_brief:
            self._raw.commit()
        else:
            await self._in_turn(self._threaded.commit())
        self._logged += 1
        if self._logged >= _LOGGED:
            self._logged = 0
            # Nobody waits for it, but what comes next does so on the thread.
            self._begun(self._threaded.execute_fetchall("PRAGMA wal_checkpoint(PASSIVE)"))

    async def rollback(self) -> None:
        """Undo the transaction, if one is open, in its turn: after a statement whose waiter was cancelled."""
        await self._in_turn(self._threaded.rollback())

    async def close(self) -> None:
        """Also copies what is left in the log into the file."""
        await self._in_turn(self._threaded.close())

    @property
    def _is_idle(self) -> bool:
        return self._last is None or self._last.done()

    def _at_once(self, sql: str, values: Values) -> Rows:
        if self._is_patient and not self._raw.in_transaction:  # in one, the file is ours
            self._raw.execute("PRAGMA busy_timeout = 0")
            self._is_patient = False
        return self._raw.execute(sql, values).fetchall()

    async def _many(self, sql: str, values: Sequence[Values]) -> None:
        async with self._threaded.executemany(sql, cast("Sequence[dict[str, object]]", values)):
            pass

    async def _in_turn(self, work: Coroutine[Any, Any, T]) -> T:
        # Shielded: one that was cancelled in the queue would count as done while it still runs.
        return await asyncio.shield(self._begun(work))

    def _begun(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        if not self._is_patient:  # so nothing is under way
            self._raw.execute(self._patience)
            self._is_patient = True
        self._last = task = asyncio.create_task(work)
        task.add_done_callback(_heard)
        return task


def _heard(task: asyncio.Task[Any]) -> None:
    """Whoever waited for it may have gone away; then its failure concerns nobody."""
    if not task.cancelled():
        task.exception()
