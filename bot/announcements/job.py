"""The announcements, as the engine does them: begin what is due, send, end what is done; then repair."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from telegram import Bot

from bot.announcements.fitness import EXPIRED
from bot.announcements.moves import move
from bot.announcements.progress import ProgressMessages
from bot.announcements.repairing import Repairing
from bot.announcements.sending import Sending
from bot.clock import Clock
from bot.engine.job import Bench, Hire, Steps
from bot.engine.pace import PATIENCE
from bot.storage import AnnouncementRow, Storage
from dialogs.announcements.lifecycle import NotNow, Step
from dialogs.book import Book

_SECONDS = 30
"""How long a page takes at full rate: others send between two of them, and at its end everybody waits for the last
answer. With answers after 0.3 s, pages of 10 s left 6 % of the limit unused."""

_LEAST = 50


@dataclass(frozen=True, slots=True)
class AnnouncementParts:
    """What announcements are sent with."""

    storage: Storage
    bot: Bot
    book: Book
    clock: Clock


class AnnouncementJob:
    """See `bot.engine.job.Job`."""

    name = "announcements"
    every = 1.0

    def __init__(self, parts: AnnouncementParts, bench: Bench) -> None:
        self._storage = parts.storage
        self._clock = parts.clock
        self._bench = bench
        self._sending = Sending(parts.storage, parts.bot, parts.book, parts.clock, bench)
        self._repairing = Repairing(parts.storage, parts.bot, parts.book, parts.clock, bench)
        self._progress = ProgressMessages(parts.storage, parts.bot, parts.clock, bench.pace)
        self._page = max(_LEAST, round(bench.pace.limit * _SECONDS))

    async def waiting(self, now: datetime) -> bool:
        if self._bench.pace.held > PATIENCE:
            return False
        async with self._storage.transaction() as transaction:
            return await transaction.copies_waiting(now)

    def steps(self) -> Steps:
        return ("deliver", self._deliver), ("repair", self._repair)

    async def workers(self) -> frozenset[str]:
        async with self._storage.transaction() as transaction:
            return await transaction.sending_recipient_workers() | await transaction.repairing_workers()

    async def abandon(self, worker: str, reason: str) -> int:
        async with self._storage.transaction() as transaction:
            copies = await transaction.abandon_recipients(worker, reason, self._clock.now())
            repairs = await transaction.abandon_repairs(worker, reason)
        self._bench.meter.copied("unknown", copies)
        return copies + repairs

    async def prepare(self) -> None:
        """Nothing."""

    async def _deliver(self) -> int:
        async with self._bench.alone() as alone:
            if not alone:
                return 0
            async with self._storage.transaction() as transaction:
                due = await transaction.open_announcements(self._clock.now())
            return sum([await self._advanced(row) for row in due if not self._bench.stop.asked])

    async def _repair(self) -> int:
        async with self._bench.alone() as alone:
            return await self._repairing.page(self._page) if alone else 0

    async def _advanced(self, row: AnnouncementRow) -> int:
        """Send a page of one; how much was done."""
        begun = row.state == "scheduled" and await self._moved(row.id, Step.START)
        if row.expires_at is not None and row.expires_at <= self._clock.now():
            async with self._storage.transaction() as transaction:
                await transaction.skip_pending(row.id, EXPIRED, self._clock.now())
        async with self._progress.shown(row.id):
            seen = await self._sending.page(row.id, self._page)
        async with self._storage.transaction() as transaction:
            after = await transaction.announcement(row.id)
            left = await transaction.open_copies(row.id)
        ended = not left and await self._moved(row.id, Step.FINISH)
        # Told at once where it will not be told again.
        await self._progress.show(row.id, at_once=ended or after is None or after.state != "sending")
        return int(begun) + seen

    async def _moved(self, number: int, step: Step) -> bool:
        """Whether it was; somebody may have been faster."""
        try:
            async with self._storage.transaction() as transaction:
                await move(transaction, number, step, self._clock.now())
        except NotNow:
            return False
        return True


def announcing(parts: AnnouncementParts) -> Hire:
    """The announcements."""
    return partial(AnnouncementJob, parts)
