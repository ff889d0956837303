"""The one place that wires the parts together: storage, conversation, Telegram, and the way updates come in."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot

from bot.clock import Clock
from bot.gateway.connection import telegram_bot
from bot.gateway.intake import Intake
from bot.gateway.polling import Polling
from bot.gateway.sending import Sender
from bot.gateway.webhook import Webhook, register
from bot.menu import register_commands
from bot.reception import Reception
from bot.settings import Settings
from bot.storage import Storage, migrate, open_storage
from dialogs.turn import Companion
from rules.complaints import BadInput
from rules.loading import load_pack

log = structlog.get_logger(__name__)

_DRAIN = 10.0
"""Seconds that a stopping process gives to turns and sends under way."""


@asynccontextmanager
async def service(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Bot, Storage, Intake]]:
    """The open bot, its storage and its intake.

    Raises:
        BadInput: if there is no token.
        StorageError: if the database cannot be opened.
    """
    if settings.telegram_bot_token is None:
        raise BadInput("TELEGRAM_BOT_TOKEN: missing; @BotFather gives one. `endorse chat` needs none")
    companion = Companion(load_pack(settings.rule_pack))
    token = settings.telegram_bot_token.get_secret_value()
    await migrate(settings.database_url)
    async with (
        open_storage(settings.database_url) as storage,
        telegram_bot(token, api_root=settings.telegram_api_base_url) as bot,
    ):
        reception = Reception(storage, companion, clock)
        yield bot, storage, Intake(reception, Sender(bot, reception))


async def poll(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """Serve by long polling until `stopped`; what is under way is finished."""
    async with service(settings, clock) as (bot, _storage, intake):
        polling = Polling(bot, intake)
        running = asyncio.create_task(polling.run())
        await register_commands(bot)
        await stopped.wait()
        await polling.stop(_DRAIN)
        await running


async def serve(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """Serve by webhook until `stopped`; new updates are then turned away and come again later."""
    if settings.webhook_url is None:
        raise BadInput("WEBHOOK_URL: missing; the public address of this bot")
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)
    async with service(settings, clock) as (bot, storage, intake):
        path = urlsplit(settings.webhook_url).path or "/"
        webhook = Webhook(intake, path=path, secret=secret, health=_pings(storage))
        runner = web.AppRunner(webhook.app(), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, port=settings.port).start()
            await register(bot, url=settings.webhook_url, secret=secret)
            await register_commands(bot)
            log.info("serving", port=settings.port)
            await stopped.wait()
            await webhook.stop(_DRAIN)
        finally:
            await runner.cleanup()


def asked_to_stop() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no handlers on its loop; Ctrl-C still raises there
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return stop


def _pings(storage: Storage) -> Callable[[], Awaitable[bool]]:
    async def healthy() -> bool:
        await storage.ping()
        return True

    return healthy
