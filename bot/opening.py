"""The first words with Telegram: what it refuses is told in one line, and if it is away it is waited for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.gateway.backoff import Backoff
from bot.gateway.failure import reason_of
from rules.complaints import BadInput

log = structlog.get_logger(__name__)


@asynccontextmanager
async def introduced(bot: Bot, stopped: asyncio.Event) -> AsyncIterator[Bot]:
    """The bot, once Telegram knows it; not waited for any longer when `stopped`.

    Raises:
        BadInput: if there is no bot of that token.
    """
    try:
        try:
            await insist(bot.initialize, stopped)
        except InvalidToken:
            # Not chained: the library's message quotes the token.
            raise BadInput("TELEGRAM_BOT_TOKEN: *** came, and Telegram knows no such bot; see @BotFather") from None
        yield bot
    finally:
        await bot.shutdown()


async def insist(call: Callable[[], Awaitable[object]], stopped: asyncio.Event) -> None:
    """Call until Telegram answers, or until `stopped`.

    Raises:
        BadRequest, InvalidToken: what would be refused every time.
    """
    for pause in Backoff(first=0.5, most=30.0).pauses():
        if stopped.is_set():
            return
        try:
            await call()
        except (BadRequest, InvalidToken):
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer, will try again", reason=reason_of(error))
        else:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), pause)
