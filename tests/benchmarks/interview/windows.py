"""aiogram-dialog on SQLite: a window for each question, updates of different people beside each other.

Its state is committed once for each update, after the reply, which is when the library saves it; updates are
acknowledged to Telegram before they are handled. No rules are asked. A tap is one call of answerCallbackQuery and one
of editMessageText, a message is one of sendMessage: the call by which the library takes the buttons off the message
before is left out here, since the others do not make it. Updates of one person wait for each other here: the library
reads where somebody is before it takes its own lock, so a quick second tap would meet what was before the first.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, TelegramObject
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.api.entities import OldMessage
from aiogram_dialog.manager.message_manager import MessageManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column
from aiogram_dialog.widgets.text import Const, Format
from typing_extensions import override

from tests.benchmarks.interview.contender import Place, run_as
from tests.benchmarks.interview.machine import bot_at
from tests.benchmarks.interview.questions import BEGIN, QUESTIONS, WELCOME, Question, number, summary
from tests.benchmarks.interview.states import SqliteStates, clone


class Interview(StatesGroup):
    """Where somebody is."""

    welcomed = State()
    age_band = State()
    scope = State()
    education = State()
    leadership_years = State()
    rsc_providing_years = State()
    clinical_years = State()
    training_hours = State()
    training_on_rsc_hours = State()
    rsc_hours = State()
    rsc_provider_qualified = State()
    done = State()


class _LeavesButtons(MessageManager):
    @override
    async def remove_inline_kbd(self, bot: Bot, old_message: OldMessage | None) -> Message | None:
        return None


class _InOrder(BaseMiddleware):
    """A lock for each person, which is there only while somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @override
    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        lock = self._locks.setdefault(data["event_from_user"].id, asyncio.Lock())
        async with lock:
            return await handler(event, data)


async def _welcome(_message: Message, dialog_manager: DialogManager) -> None:
    await dialog_manager.start(Interview.welcomed, mode=StartMode.RESET_STACK)


async def _begun(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.next()


def _window(question: Question) -> Window:
    async def tapped(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
        assert button.widget_id is not None
        manager.dialog_data[question.id] = question.buttons[int(button.widget_id.removeprefix("b"))]
        await manager.next()

    async def typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
        answer = number(message.text or "")
        if answer is not None:
            manager.dialog_data[question.id] = answer
            await manager.next()

    buttons = (Button(Const(label), id=f"b{index}", on_click=tapped) for index, label in enumerate(question.buttons))
    inputs = (MessageInput(typed),) if question.typed else ()
    return Window(Const(question.words), Column(*buttons), *inputs, state=getattr(Interview, question.id))


async def _summary(dialog_manager: DialogManager, **_: Any) -> dict[str, str]:  # noqa: ANN401  whatever it is given
    return {"summary": summary(dialog_manager.dialog_data)}


def serve(place: Place) -> None:
    """Until SIGTERM."""
    states = SqliteStates(place.folder, last="aiogd:stack")
    dispatcher = Dispatcher(storage=states)
    dispatcher.startup.register(states.open)
    dispatcher.update.outer_middleware(_InOrder())
    dispatcher.message.register(_welcome, CommandStart())
    dispatcher.include_router(
        Dialog(
            Window(Const(WELCOME), Button(Const(BEGIN), id="begin", on_click=_begun), state=Interview.welcomed),
            *map(_window, QUESTIONS),
            Window(Format("{summary}"), state=Interview.done, getter=_summary),
        )
    )
    setup_dialogs(dispatcher, message_manager=_LeavesButtons())
    asyncio.run(dispatcher.start_polling(bot_at(place)))


if __name__ == "__main__":
    sys.exit(run_as(serve, clone))
