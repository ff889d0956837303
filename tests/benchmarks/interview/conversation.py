"""python-telegram-bot as its documentation shows it: a `ConversationHandler`, the default request (httpx), one update
at a time. The first argument says how it keeps things.

`pickle`: PicklePersistence, which writes everything into one file once a minute and at the end; a crash loses up to a
minute of answers. `sqlite`: one upsert and one commit for each update, before the reply; all conversations are held in
memory as well, as the library wants it. Both acknowledge updates to Telegram before they are handled, which is how the
library polls. No rules are asked and nothing is rendered: question follows question. A tap is one call of
answerCallbackQuery and one of editMessageText, a message is one of sendMessage.

sniffio is installed beside the library, though it does not ask for it: without it httpcore looks for it anew on disk at
every request, and an update costs about half as much CPU again.
"""

import sys
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from tests.benchmarks.interview.contender import Place, run_as
from tests.benchmarks.interview.keeping import NAME, Keeps, clone, keeping
from tests.benchmarks.interview.questions import BEGIN, QUESTIONS, WELCOME, Question, number, summary

_WELCOMED = -2

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Update, Context, object]


class Interview:
    """The handlers."""

    def __init__(self, keeps: Keeps) -> None:
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
            name=NAME,
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


def serve(how: str, place: Place) -> None:
    """Until SIGTERM."""
    keeps = keeping(how, place.folder)
    application = Application.builder().token(place.token).base_url(f"{place.url}/bot").persistence(keeps).build()
    application.add_handler(Interview(keeps).handler())
    application.run_polling()


if __name__ == "__main__":
    how = sys.argv.pop(1)
    sys.exit(run_as(partial(serve, how), partial(clone, how)))
