"""The one place that wires the parts together: storage, conversation, Telegram, and the way updates come in."""

import asyncio
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.clock import Clock
from bot.gateway.connection import telegram_bot
from bot.gateway.intake import Intake
from bot.gateway.polling import Polling
from bot.gateway.sending import Sender
from bot.gateway.webhook import Webhook, register
from bot.menu import register_commands
from bot.opening import insist, introduced
from bot.reception import Reception
from bot.settings import Settings
from bot.storage import Storage, migrate, open_storage
from dialogs.turn import Companion
from rules.complaints import BadInput
from rules.loading import load_pack

log = structlog.get_logger(__name__)

# Below WARNING it logs a person's way through an interview, which gives answers away.
logging.getLogger("transitions").setLevel(logging.WARNING)

_DRAIN = 10.0
"""Seconds that a stopping process gives to turns and sends under way."""


@asynccontextmanager
async def service(
    settings: Settings, clock: Clock, stopped: asyncio.Event
) -> AsyncIterator[tuple[Bot, Storage, Intake]]:
    """The open bot, its storage and its intake.

    Raises:
        BadInput: if there is no token, or no bot of that token.
        StorageError: if the database cannot be opened.
    """
    if settings.telegram_bot_token is None:
        raise BadInput("TELEGRAM_BOT_TOKEN: missing; @BotFather gives one. `endorse chat` needs none")
    companion = Companion(load_pack(settings.rule_pack))
    token = settings.telegram_bot_token.get_secret_value()
    await migrate(settings.database_url)
    async with (
        open_storage(settings.database_url) as storage,
        introduced(telegram_bot(token, api_root=settings.telegram_api_base_url), stopped) as bot,
    ):
        reception = Reception(storage, companion, clock)
        yield bot, storage, Intake(reception, Sender(bot, reception))


async def poll(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """Serve by long polling until `stopped`; what is under way is finished."""
    async with service(settings, clock, stopped) as (bot, _storage, intake), asyncio.TaskGroup() as group:
        polling = Polling(bot, intake)
        group.create_task(polling.run())
        menu = group.create_task(register_commands(bot))
        await stopped.wait()
        menu.cancel()
        await polling.stop(_DRAIN)


async def serve(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """Serve by webhook until `stopped`; new updates are then turned away and come again later.

    Raises:
        BadInput: if an address is missing, taken, or refused by Telegram; else as `service`.
    """
    if settings.webhook_url is None:
        raise BadInput("WEBHOOK_URL: missing; the public address of this bot")
    url = settings.webhook_url
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)
    async with service(settings, clock, stopped) as (bot, storage, intake):
        webhook = Webhook(intake, path=urlsplit(url).path or "/", secret=secret, health=_pings(storage))
        async with _listening(webhook, settings.port):
            await _register(bot, url, secret, stopped)
            log.info("serving", port=settings.port)
            async with asyncio.TaskGroup() as group:
                menu = group.create_task(register_commands(bot))
                await stopped.wait()
                menu.cancel()
                await webhook.stop(_DRAIN)


@asynccontextmanager
async def _listening(webhook: Webhook, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(webhook.app(), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as error:
            raise BadInput(f"PORT: {port} came; allowed is one to listen on ({error.strerror})") from None
        yield
    finally:
        await runner.cleanup()


async def _register(bot: Bot, url: str, secret: str, stopped: asyncio.Event) -> None:
    try:
        await insist(partial(register, bot, url=url, secret=secret), stopped)
    except BadRequest as refusal:
        raise BadInput(f"WEBHOOK_URL: {url!r} came; Telegram refuses it ({refusal.message})") from None


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
