"""python-telegram-bot as its documentation shows it: a `ConversationHandler`, the default request (httpx), one update
at a time. The first argument says how it keeps things.

`pickle`: PicklePersistence, which writes everything into one file once a minute and at the end; a crash loses up to a
minute of answers. `sqlite`: one upsert and one commit for each update, before the reply; all conversations are held in
memory as well, as the library wants it. Both acknowledge updates to Telegram before they are handled, which is how the
library polls. No rules are asked and nothing is rendered: question follows question. A tap is one call of
answerCallbackQuery and one of editMessageText, a message is one of sendMessage.
"""

import json
import pickle
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    BaseHandler,
    BasePersistence,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    DictPersistence,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)
from typing_extensions import override

from tests.benchmarks.interview.contender import Place, run_as
from tests.benchmarks.interview.questions import BEGIN, QUESTIONS, WELCOME, Question, number, summary

_NAME = "interview"
_PICKLE = "bot.pickle"
_TABLE = "bot.db"
_WELCOMED = -2

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Update, Context, object]


class _Keeps(Protocol):
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


class Interview:
    """The handlers."""

    def __init__(self, keeps: _Keeps) -> None:
        self._keeps = keeps
        self._keyboards = [_keyboard(question) for question in QUESTIONS]

    def handler(self) -> ConversationHandler[Context]:
        tapped: Handler = CallbackQueryHandler(self._tapped)
        typed: Handler = MessageHandler(filters.TEXT & ~filters.COMMAND, self._typed)
        return ConversationHandler(
            entry_points=[CommandHandler("start", self._welcome)],
            states={
                _WELCOMED: [CallbackQueryHandler(self._begun)],
                **{at: [tapped, typed] if question.typed else [tapped] for at, question in enumerate(QUESTIONS)},
            },
            fallbacks=[CommandHandler("start", self._welcome)],
            name=_NAME,
            persistent=True,
        )

    async def _welcome(self, update: Update, context: Context) -> int:
        assert update.message is not None
        await self._keep(update, context, _WELCOMED)
        button = InlineKeyboardButton(BEGIN, callback_data="begin")
        await update.message.reply_text(WELCOME, reply_markup=InlineKeyboardMarkup([[button]]))
        return _WELCOMED

    async def _begun(self, update: Update, context: Context) -> int:
        return await self._show(update, context, 0)

    async def _tapped(self, update: Update, context: Context) -> int:
        assert update.callback_query is not None
        assert update.callback_query.data is not None
        index, _, button = update.callback_query.data.partition(":")
        return await self._answered(update, context, int(index), QUESTIONS[int(index)].buttons[int(button)])

    async def _typed(self, update: Update, context: Context) -> int | None:
        assert update.message is not None
        assert context.user_data is not None
        answer = number(update.message.text or "")
        return None if answer is None else await self._answered(update, context, len(context.user_data), answer)

    async def _answered(self, update: Update, context: Context, index: int, answer: object) -> int:
        assert context.user_data is not None
        context.user_data[QUESTIONS[index].id] = answer
        return await self._show(update, context, index + 1)

    async def _show(self, update: Update, context: Context, index: int) -> int:
        state = index if index < len(QUESTIONS) else ConversationHandler.END
        await self._keep(update, context, state)
        if index < len(QUESTIONS):
            await _reply(update, QUESTIONS[index].words, self._keyboards[index])
        else:
            await _reply(update, summary(context.user_data or {}), None)
        return state

    async def _keep(self, update: Update, context: Context, state: int) -> None:
        assert update.effective_user is not None
        await self._keeps.keep(update.effective_user.id, state, context.user_data or {})


async def _reply(update: Update, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    if update.callback_query is not None:
        await update.callback_query.answer()
        await update.callback_query.edit_message_text(text, reply_markup=keyboard)
    elif update.message is not None:
        await update.message.reply_text(text, reply_markup=keyboard)


def _keyboard(question: Question) -> InlineKeyboardMarkup:
    index = QUESTIONS.index(question)
    labels = enumerate(question.buttons)
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"{index}:{number}")] for number, label in labels]
    )


def serve(keeping: str, place: Place) -> None:
    """Until SIGTERM."""
    keeps: Any = _Pickle(place.folder / _PICKLE) if keeping == "pickle" else _Table(place.folder / _TABLE)
    persistence: BasePersistence[Any, Any, Any] = keeps
    builder = Application.builder().token(place.token).base_url(f"{place.url}/bot").persistence(persistence)
    application = builder.build()
    application.add_handler(Interview(keeps).handler())
    application.run_polling()


def clone(keeping: str, folder: Path, like: int, first: int, people: int) -> None:
    """As many people who stand where `like` stands."""
    new = range(first, first + people)
    if keeping == "pickle":
        file = folder / _PICKLE
        kept = pickle.loads(file.read_bytes())  # noqa: S301  our own
        kept["user_data"].update((person, dict(kept["user_data"][like])) for person in new)
        conversations = kept["conversations"][_NAME]
        conversations.update(((person, person), conversations[like, like]) for person in new)
        file.write_bytes(pickle.dumps(kept))
        return
    with sqlite3.connect(folder / _TABLE) as connection:
        [row] = connection.execute("SELECT state, answers FROM person WHERE id = ?", (like,))
        connection.executemany("INSERT INTO person VALUES (?, ?, ?)", ((person, *row) for person in new))


if __name__ == "__main__":
    how = sys.argv.pop(1)
    sys.exit(run_as(partial(serve, how), partial(clone, how)))
