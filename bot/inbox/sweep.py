"""Once a minute: what waits is sent, what nobody knows of is told, and what is too old is deleted."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog
from telegram import Bot

from bot.engine.outcome import Outcome
from bot.gateway.bug import record
from bot.inbox.courier import Courier
from bot.inbox.report import Reporter
from bot.office.visit import Room

log = structlog.get_logger(__name__)

_EVERY = 60.0
_PATIENCE = timedelta(seconds=30)
"""Whoever wrote a message down carries it; what waits longer than this was left behind."""
_IN_DOUBT = timedelta(minutes=5)
"""No call takes so long: the process that made it is dead."""

Serves = Callable[[int], bool]


async def sweep(room: Room, bot: Bot, serves: Serves = lambda _: True) -> None:
    """One pass. `serves` tells whose questions may be carried here."""
    await _purge(room)
    await _tell_what_is_in_doubt(room, bot)
    async with room.storage.transaction() as transaction:
        waiting = await transaction.waiting_inquiries(room.clock.now() - _PATIENCE)
    for number, person_id in waiting:
        if serves(person_id):
            await Courier(room, bot).carry(number)


async def sweeping(room: Room, bot: Bot, serves: Serves, stopped: asyncio.Event) -> None:
    """Sweep until `stopped`; what goes wrong is recorded, and the next pass does it."""
    while not stopped.is_set():
        try:
            await sweep(room, bot, serves)
        except Exception as error:  # noqa: BLE001  the inbox must not take the conversations down with it
            record("sweeping the inbox failed", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), _EVERY)


async def _purge(room: Room) -> None:
    now = room.clock.now()
    before = now - timedelta(days=room.settings.inbox_days)
    async with room.storage.transaction() as transaction:
        messages = await transaction.purge_relays(before)
        summaries = await transaction.empty_inquiries(before)
        # Their traces in the files go as well, as with somebody who is forgotten.
        transaction.forgets = bool(messages or summaries)
    if messages or summaries:
        log.info("old questions purged", messages=messages, summaries=summaries)


async def _tell_what_is_in_doubt(room: Room, bot: Bot) -> None:
    now = room.clock.now()
    async with room.storage.transaction() as transaction:
        doubtful = await transaction.abandon_relays(now - _IN_DOUBT, "the process ended meanwhile", now)
    for row in doubtful:
        await Reporter(room, bot).tell(row, Outcome("unknown", row.reason))
