"""A storage on SQLite for aiogram, which has none of its own: one table, one commit for each update."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiosqlite
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from typing_extensions import override

_FILE = "bot.db"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    (
        "CREATE TABLE IF NOT EXISTS kept (person INTEGER, destiny TEXT, state TEXT, data TEXT NOT NULL DEFAULT '{}',"
        " PRIMARY KEY (person, destiny)) WITHOUT ROWID"
    ),
)
_STATE = (
    "INSERT INTO kept (person, destiny, state) VALUES (?, ?, ?)"
    " ON CONFLICT (person, destiny) DO UPDATE SET state = excluded.state"
)
_DATA = (
    "INSERT INTO kept (person, destiny, data) VALUES (?, ?, ?)"
    " ON CONFLICT (person, destiny) DO UPDATE SET data = excluded.data"
)


class SqliteStates(BaseStorage):
    """Commits with what is written last in an update: a bot's data, and of a dialog its stack."""

    def __init__(self, folder: Path, *, last: str = "default") -> None:
        """`last` begins the destiny of what is written last."""
        self._file = folder / _FILE
        self._last = last
        self._opened: aiosqlite.Connection | None = None

    async def open(self) -> None:
        """Before the first update."""
        self._opened = await aiosqlite.connect(self._file)
        for setting in _SETTINGS:
            await self._opened.execute_fetchall(setting)

    @override
    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        shown = state.state if isinstance(state, State) else state
        await self._connection().execute(_STATE, (key.chat_id, key.destiny, shown))

    @override
    async def get_state(self, key: StorageKey) -> str | None:
        return await self._read(key, "state")

    @override
    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        connection = self._connection()
        await connection.execute(_DATA, (key.chat_id, key.destiny, json.dumps(data)))
        if key.destiny.startswith(self._last):
            await connection.commit()

    @override
    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        kept = await self._read(key, "data")
        data: dict[str, Any] = {} if kept is None else json.loads(kept)
        return data

    @override
    async def close(self) -> None:
        if self._opened is not None:
            await self._opened.commit()
            await self._opened.close()

    async def _read(self, key: StorageKey, column: str) -> str | None:
        rows = await self._connection().execute_fetchall(
            f"SELECT {column} FROM kept WHERE person = ? AND destiny = ?",  # noqa: S608  one of two names
            (key.chat_id, key.destiny),
        )
        return next((value for (value,) in rows), None)

    def _connection(self) -> aiosqlite.Connection:
        assert self._opened is not None, "open() comes first"
        return self._opened


def clone(folder: Path, like: int, first: int, people: int) -> None:
    """As many people who stand where `like` stands."""
    with sqlite3.connect(folder / _FILE) as connection:
        rows = connection.execute("SELECT destiny, state, data FROM kept WHERE person = ?", (like,)).fetchall()
        for destiny, state, data in rows:
            connection.executemany(
                "INSERT INTO kept VALUES (?, ?, ?, ?)",
                # A dialog's context names whose it is.
                ((new, destiny, state, data.replace(str(like), str(new))) for new in range(first, first + people)),
            )
