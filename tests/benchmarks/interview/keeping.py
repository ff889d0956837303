"""How the bot on python-telegram-bot keeps where people are: in the library's own pickle, or in a table on SQLite."""

import json
import pickle
import sqlite3
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
from telegram.ext import ConversationHandler, DictPersistence, PersistenceInput, PicklePersistence
from typing_extensions import override

NAME = "interview"
_PICKLE = "bot.pickle"
_TABLE = "bot.db"


class Keeps(Protocol):
    """Told after each update where a person stands."""

    async def keep(self, person: int, state: int, answers: dict[str, Any]) -> None: ...


class _Pickle(PicklePersistence[Any, Any, Any]):
    async def keep(self, person: int, state: int, answers: dict[str, Any]) -> None:
        """Nothing: the library looks once a minute."""


class _Table(DictPersistence):
    """Reads everything at the start; what the library then tells once a minute has been kept long before."""

    def __init__(self, file: Path) -> None:
        super().__init__(PersistenceInput(bot_data=False, chat_data=False, callback_data=False))
        self._file = file
        self._connection: aiosqlite.Connection | None = None

    @override
    async def get_user_data(self) -> dict[int, dict[Any, Any]]:
        return {person: json.loads(answers) for person, _, answers in await self._rows()}

    @override
    async def get_conversations(self, name: str) -> dict[tuple[int | str, ...], object]:
        return {(person, person): state for person, state, _ in await self._rows() if state != ConversationHandler.END}

    @override
    async def update_user_data(self, user_id: int, data: dict[Any, Any]) -> None: ...

    @override
    async def update_conversation(self, name: str, key: tuple[int | str, ...], new_state: object | None) -> None: ...

    @override
    async def flush(self) -> None:
        await (await self._opened()).close()

    async def keep(self, person: int, state: int, answers: dict[str, Any]) -> None:
        """One commit."""
        connection = await self._opened()
        await connection.execute(
            "INSERT INTO person VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
            " answers = excluded.answers",
            (person, state, json.dumps(answers)),
        )
        await connection.commit()

    async def _rows(self) -> list[tuple[int, int, str]]:
        rows = await (await self._opened()).execute_fetchall("SELECT id, state, answers FROM person")
        return [(person, state, answers) for person, state, answers in rows]

    async def _opened(self) -> aiosqlite.Connection:
        if self._connection is None:
            self._connection = await aiosqlite.connect(self._file)
            for line in (
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = NORMAL",
                "CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, state INTEGER, answers TEXT)",
            ):
                await self._connection.execute_fetchall(line)
        return self._connection


def keeping(how: str, folder: Path) -> Any:  # noqa: ANN401  a persistence that is `Keeps` as well
    """What `how` ("pickle" or "sqlite") names."""
    return _Pickle(folder / _PICKLE) if how == "pickle" else _Table(folder / _TABLE)


def clone(how: str, folder: Path, like: int, first: int, people: int) -> None:
    """As many people who stand where `like` stands."""
    new = range(first, first + people)
    if how == "pickle":
        file = folder / _PICKLE
        kept = pickle.loads(file.read_bytes())  # noqa: S301  our own
        kept["user_data"].update((person, dict(kept["user_data"][like])) for person in new)
        conversations = kept["conversations"][NAME]
        conversations.update(((person, person), conversations[like, like]) for person in new)
        file.write_bytes(pickle.dumps(kept))
        return
    with sqlite3.connect(folder / _TABLE) as connection:
        [row] = connection.execute("SELECT state, answers FROM person WHERE id = ?", (like,))
        connection.executemany("INSERT INTO person VALUES (?, ?, ?)", ((person, *row) for person in new))
