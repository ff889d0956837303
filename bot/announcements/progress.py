"""One message that shows how far an announcement is; whatever becomes of it, the sending goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.announcements.tally import Counts, by_state, progress_of
from bot.clock import Clock
from bot.engine.pace import Pace
from bot.gateway.bug import record
from bot.gateway.desk import Outgoing
from bot.gateway.failure import reason_of
from bot.gateway.message import send_anew, write_over
from bot.storage import AnnouncementRow, Storage, Transaction
from dialogs.announcements.progress import Progress, show_progress
from dialogs.screen import Screen
from dialogs.words import Words, words_for

log = structlog.get_logger(__name__)

_SECONDS = 2.0
"""Between two edits."""


@dataclass(slots=True)
class _Last:
    """What was shown last: when, in the loop's time, and how many had been sent by then."""

    at: float = 0.0
    sent: int = 0
    screen: Screen | None = None


async def show_end(storage: Storage, bot: Bot, number: int) -> None:
    """Write the message over once more for an announcement that no worker looks at any more; else that is theirs."""
    async with storage.transaction() as transaction:
        known = await _known(transaction, number)
    if known is None or known.row.progress_message is None:
        return
    screen = show_progress(known.words, progress_of(known.row, known.counts, 0))
    try:
        await write_over(bot, Outgoing(known.chat_id, known.chat_id, screen), known.row.progress_message)
    except TelegramError as error:
        log.info("the end not shown", error=type(error).__name__, reason=reason_of(error))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the message of an announcement is made of."""

    row: AnnouncementRow
    counts: Counts
    chat_id: int
    words: Words


async def _known(transaction: Transaction, number: int) -> _Known | None:
    """None where nobody is to be shown anything."""
    row = await transaction.announcement(number)
    if row is None or row.progress_chat is None:
        return None
    person = await transaction.person(row.progress_chat)
    if person is None:  # they were forgotten
        return None
    return _Known(row, await transaction.recipient_counts(number), person.id, words_for(person.language))


@dataclass(slots=True)
class ProgressMessages:
    """The messages of all announcements that a worker sends."""

    storage: Storage
    bot: Bot
    clock: Clock
    pace: Pace
    _last: dict[int, _Last] = field(default_factory=dict)

    @asynccontextmanager
    async def shown(self, number: int) -> AsyncIterator[None]:
        """Keep it up to date during the block."""
        await self.show(number)
        ticking = asyncio.create_task(self._tick(number))
        try:
            yield
        finally:
            ticking.cancel()
            await asyncio.wait((ticking,))

    async def show(self, number: int, *, at_once: bool = False) -> None:
        """Send it, or write it over unless that was done a moment ago."""
        loop, last = asyncio.get_running_loop(), self._last.setdefault(number, _Last())
        if not at_once and last.screen is not None and loop.time() - last.at < _SECONDS:
            return
        try:
            await self._show(number, last)
        except TelegramError as error:
            log.info("progress not shown", error=type(error).__name__, reason=reason_of(error))
        except Exception as error:  # noqa: BLE001  the sending goes on
            record("progress could not be shown", error)

    async def _tick(self, number: int) -> None:
        while True:
            await asyncio.sleep(_SECONDS)
            await self.show(number)

    async def _show(self, number: int, last: _Last) -> None:
        async with self.storage.transaction() as transaction:
            known = await _known(transaction, number)
        if known is None:
            return
        told = self._told(known.row, known.counts, last)
        screen = show_progress(known.words, told)
        if screen == last.screen:
            return
        last.at, last.sent, last.screen = asyncio.get_running_loop().time(), told.sent, screen
        outgoing = Outgoing(known.chat_id, known.chat_id, screen)
        self.pace.taken(known.chat_id)
        if known.row.progress_message is not None:
            await write_over(self.bot, outgoing, known.row.progress_message)
        else:
            await self._keep(number, await send_anew(self.bot, outgoing))

    async def _keep(self, number: int, message_id: int) -> None:
        async with self.storage.transaction() as transaction:
            row = await transaction.lock_announcement(number)
            if row is not None:
                await transaction.save_announcement(replace(row, progress_message=message_id))
                if row.progress_chat is not None:
                    await transaction.note_newest_messages([(row.progress_chat, message_id)])

    def _told(self, row: AnnouncementRow, counts: Counts, last: _Last) -> Progress:
        passed = asyncio.get_running_loop().time() - last.at
        # Just begun, nothing is known but what is tried.
        rate = self.pace.rate if last.screen is None else (by_state(counts)["sent"] - last.sent) / max(passed, 0.1)
        return progress_of(row, counts, round(max(rate, 0.0), 1))
