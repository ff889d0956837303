"""aiogram's finite state machine on SQLite, updates of different people beside each other, which is its default.

State and answers are committed for each update before the reply; updates are acknowledged to Telegram before they are
handled, which is how the library polls. No rules are asked and nothing is rendered: question follows question. A tap is
one call of answerCallbackQuery and one of editMessageText, a message is one of sendMessage.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.benchmarks.interview.contender import Place, run_as
from tests.benchmarks.interview.questions import BEGIN, QUESTIONS, WELCOME, Question, number, summary
from tests.benchmarks.interview.states import SqliteStates, clone

STATES = [State(question.id, group_name="Interview") for question in QUESTIONS]
_INDEX = {state.state: index for index, state in enumerate(STATES)}
_WELCOMED = State("welcomed", group_name="Interview")
_DONE = State("done", group_name="Interview")


async def _welcome(message: Message, state: FSMContext) -> None:
    await state.set_state(_WELCOMED)
    await state.set_data({})
    button = InlineKeyboardButton(text=BEGIN, callback_data="begin")
    await message.answer(WELCOME, reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


async def _begun(query: CallbackQuery, state: FSMContext) -> None:
    await _show(query, state, 0, {})


async def _tapped(query: CallbackQuery, state: FSMContext, raw_state: str) -> None:
    index = _INDEX[raw_state]
    question = QUESTIONS[index]
    await _show(query, state, index + 1, {question.id: question.buttons[int(query.data or "0")]})


async def _typed(message: Message, state: FSMContext, raw_state: str) -> None:
    index, answer = _INDEX[raw_state], number(message.text or "")
    if answer is not None:
        await _show(message, state, index + 1, {QUESTIONS[index].id: answer})


async def _show(event: CallbackQuery | Message, state: FSMContext, index: int, answer: dict[str, object]) -> None:
    is_last = index == len(QUESTIONS)
    await state.set_state(_DONE if is_last else STATES[index])
    answers = await state.update_data(answer)
    text = summary(answers) if is_last else QUESTIONS[index].words
    keyboard = None if is_last else _KEYBOARDS[index]
    if isinstance(event, Message):
        await event.answer(text, reply_markup=keyboard)
        return
    await event.answer()
    assert isinstance(event.message, Message)
    await event.message.edit_text(text, reply_markup=keyboard)


def _keyboard(question: Question) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=str(index))] for index, label in enumerate(question.buttons)
        ]
    )


_KEYBOARDS = [_keyboard(question) for question in QUESTIONS]


def bot_at(place: Place) -> Bot:
    """The bot, speaking to this place's server."""
    return Bot(place.token, session=AiohttpSession(api=TelegramAPIServer.from_base(place.url)))


def serve(place: Place) -> None:
    """Until SIGTERM."""
    states = SqliteStates(place.folder)
    dispatcher = Dispatcher(storage=states)
    dispatcher.startup.register(states.open)
    dispatcher.message.register(_welcome, CommandStart())
    dispatcher.message.register(_typed, F.text)
    dispatcher.callback_query.register(_begun, _WELCOMED)
    dispatcher.callback_query.register(_tapped, F.data)
    asyncio.run(dispatcher.start_polling(bot_at(place)))


if __name__ == "__main__":
    sys.exit(run_as(serve, clone))
