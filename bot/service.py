"""The one place that wires the parts together: storage, conversation, Telegram, and the way updates come in."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.announcements.job import AnnouncementParts, announcing
from bot.certificates import Cabinet, Folder
from bot.clock import Clock
from bot.engine.engine import Engine, Parts, Rhythm
from bot.engine.pace import Pace
from bot.engine.replies import Replies
from bot.features import FEATURES
from bot.garbage import settled
from bot.gateway.connection import telegram_bot
from bot.gateway.health import Check, Health
from bot.gateway.intake import Intake
from bot.gateway.neighbours import Neighbours, NoNeighbours
from bot.gateway.polling import Polling
from bot.gateway.sending import Sender
from bot.gateway.stop import Stop
from bot.gateway.webhook import Webhook, register
from bot.inbox.sweep import sweeping
from bot.menu import register_commands, show_commands
from bot.meter import Meter
from bot.metrics.timed import Timed
from bot.metrics.watch import Watched
from bot.nudges.job import NudgeParts, nudging
from bot.nudges.sweep import Serves
from bot.office.office import Office
from bot.office.visit import Room
from bot.opening import insist, introduced
from bot.reception import Reception
from bot.retention.job import retaining
from bot.retention.silence import RetentionParts
from bot.settings import Settings
from bot.storage import Storage, migrate, open_storage
from bot.storage.address import Address, SqliteAddress, parse_address
from dialogs.turn import Companion
from rules.complaints import BadInput
from rules.loading import load_pack

if TYPE_CHECKING:
    from bot.metrics.instruments import Instruments

log = structlog.get_logger(__name__)

# Below WARNING it logs a person's way through an interview, which gives answers away.
logging.getLogger("transitions").setLevel(logging.WARNING)

_DRAIN = 10.0
"""Seconds that a stopping process gives to turns and sends under way."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """How the bot sends by itself. Setting `kicked` makes the engine look at once; `serves` tells to whom nudges go."""

    kicked: asyncio.Event = field(default_factory=asyncio.Event)
    serves: Serves = lambda _: True
    eager: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a running bot. The bot is yet to be introduced, and the engine to be run by whoever sends nudges."""

    bot: Bot
    storage: Storage
    intake: Intake
    health: Health
    engine: Engine
    cabinet: Cabinet | None
    sweeps_inbox: Callable[[asyncio.Event], Coroutine[Any, Any, None]]
    serves: Serves

    async def chores(self) -> None:
        """What is done once, beside everything else, when Telegram is reached."""
        await register_commands(self.bot)
        if self.cabinet is not None:
            await self.cabinet.sweep(self.serves)


@asynccontextmanager
async def service(settings: Settings, clock: Clock, mailing: Mailing | None = None) -> AsyncIterator[Service]:
    """Everything open and wired.

    Raises:
        BadInput: if there is no token, or certificates cannot be kept where they shall be.
        StorageError: if the database cannot be opened.
    """
    if settings.telegram_bot_token is None:
        raise BadInput("TELEGRAM_BOT_TOKEN: missing; @BotFather gives one. `endorse chat` needs none")
    folder = Folder(settings.certificate_folder) if settings.certificate_folder is not None else None
    companion = Companion(
        load_pack(settings.rule_pack),
        keeps_copies=folder is not None,
        inbox_days=settings.inbox_days,
        conversation_days=settings.conversation_days,
    )
    token = settings.telegram_bot_token.get_secret_value()
    await migrate(settings.database_url)
    instruments = _instruments(settings)
    address = parse_address(settings.database_url)
    async with open_storage(settings.database_url) as opened, _neighbours(address, opened) as others:
        storage: Storage = opened if instruments is None else Timed(opened, instruments)
        mailing, stop = mailing or Mailing(), Stop()
        pace = Pace(settings.send_rate, stop, clock, storage)
        connections = 64 + pace.side_by_side
        bot = telegram_bot(token, api_root=settings.telegram_api_base_url, connections=connections, meter=instruments)
        cabinet = Cabinet(bot, storage, clock, folder) if folder is not None else None
        room = Room(storage, companion.book, settings, clock, lambda: bot.username, mailing.kicked.set, show_commands)
        reception = Reception(storage, companion, clock, Office(room, companion, FEATURES), cabinet)
        nudges = NudgeParts(storage, bot, companion, companion.book.pack, clock, mailing.serves)
        letters = AnnouncementParts(storage, bot, companion.book, clock)
        old = RetentionParts(
            storage,
            companion.book.pack,
            clock,
            timedelta(days=settings.conversation_days),
            frozenset(settings.owner_ids),
            mailing.serves,
            cleared=lambda person_id, session: cabinet.clear(person_id, session, None) if cabinet else None,
        )
        jobs = (announcing(letters), nudging(nudges, settings.nudge_tick), retaining(old))
        parts = Parts(clock, pace, stop, jobs, instruments or Meter())
        engine = Engine(parts, Rhythm(eager=mailing.eager), address, mailing.kicked)
        sweeps = partial(sweeping, room, bot, mailing.serves)
        replies = Replies(pace, storage, clock)
        sender = Sender(bot, reception, taken=replies.taken, meter=instruments, neighbours=others)
        intake = Intake(reception, sender, meter=instruments, neighbours=others)
        health = Health(_pings(storage))
        watched = Watched(storage, clock, pace, lambda: intake.waiting)
        try:
            alone = isinstance(address, SqliteAddress)
            async with _watched(settings, instruments, watched, health), nullcontext() if alone else replies.shared():
                with settled():
                    yield Service(bot, storage, intake, health, engine, cabinet, sweeps, mailing.serves)
        finally:
            if cabinet is not None:
                await cabinet.stop()


async def poll(settings: Settings, clock: Clock, stopped: asyncio.Event, mailing: Mailing | None = None) -> None:
    """Serve by long polling, and send what the bot sends by itself, until `stopped`; what is under way is finished."""
    async with (
        service(settings, clock, mailing) as parts,
        introduced(parts.bot, stopped),
        asyncio.TaskGroup() as group,
    ):
        polling = Polling(parts.bot, parts.intake)
        group.create_task(polling.run())
        group.create_task(parts.engine.run())
        group.create_task(parts.sweeps_inbox(stopped))
        chores = group.create_task(parts.chores())
        await stopped.wait()
        chores.cancel()
        parts.engine.stop()
        await polling.stop(_DRAIN)


async def serve(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """Serve by webhook until `stopped`; new updates are then turned away and come again later.

    Raises:
        BadInput: if an address is missing, taken, or refused by Telegram, or no bot has that token; else as `service`.
    """
    await _serve(settings, clock, stopped, nudges=False)


async def serve_and_work(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """As `serve`, and send what the bot sends by itself as well."""
    await _serve(settings, clock, stopped, nudges=True)


async def work(settings: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    """Only send what the bot sends by itself until `stopped`; any number of processes do so side by side.

    Raises:
        BadInput: if the database is a file, which is one process's own, or no bot has that token; else as `service`.
    """
    if isinstance(parse_address(settings.database_url), SqliteAddress):
        shown = parse_address(settings.database_url).shown
        raise BadInput(
            f"DATABASE_URL: {shown!r} came; a worker needs postgresql://user:password@host:port/database."
            " `endorse run` sends the reminders itself"
        )
    async with (
        service(settings, clock, Mailing(eager=True)) as parts,
        introduced(parts.bot, stopped),
        asyncio.TaskGroup() as group,
    ):
        group.create_task(parts.engine.run())
        log.info("working")
        await stopped.wait()
        parts.engine.stop()


async def _serve(settings: Settings, clock: Clock, stopped: asyncio.Event, *, nudges: bool) -> None:
    if settings.webhook_url is None:
        raise BadInput("WEBHOOK_URL: missing; the public address of this bot")
    url = settings.webhook_url
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secrets.token_urlsafe(32)
    async with service(settings, clock) as parts:
        webhook = Webhook(parts.intake, path=urlsplit(url).path or "/", secret=secret, health=parts.health)
        # Listening first: whoever watches over the process asks for its health while Telegram is still away.
        async with _listening(webhook, settings.port), introduced(parts.bot, stopped):
            webhook.start()
            await _register(parts.bot, url, secret, stopped)
            if not stopped.is_set():
                log.info("serving", port=settings.port)
            async with asyncio.TaskGroup() as group:
                group.create_task(parts.sweeps_inbox(stopped))
                chores = group.create_task(parts.chores())
                if nudges:
                    group.create_task(parts.engine.run())
                await stopped.wait()
                chores.cancel()
                parts.engine.stop()
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


def _neighbours(address: Address, storage: Storage) -> AbstractAsyncContextManager[Neighbours]:
    if isinstance(address, SqliteAddress):
        return nullcontext(NoNeighbours())
    from bot.crossing import crossing  # noqa: PLC0415  a machine pays for the driver it uses

    return crossing(address, storage)


def _instruments(settings: Settings) -> "Instruments | None":
    if settings.health_port is None:
        return None
    # 40 ms, only for who shows numbers.
    from bot.metrics.instruments import Instruments  # noqa: PLC0415  see above

    return Instruments()


def _watched(
    settings: Settings, instruments: "Instruments | None", watched: Watched, health: Health
) -> AbstractAsyncContextManager[None]:
    """Shows numbers and health on a port of their own, where one is set."""
    if instruments is None or settings.health_port is None:
        return nullcontext()
    from bot.metrics.showing import shown  # noqa: PLC0415  as above

    return shown(instruments, watched, health, settings.health_host, settings.health_port)


def _pings(storage: Storage) -> Check:
    async def healthy() -> bool:
        await storage.ping()
        return True

    return healthy
