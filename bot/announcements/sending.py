"""Sending an announcement: claim, send, settle; evenly paced, as many side by side as the pace needs."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from telegram import Bot

from bot.announcements.claiming import Claimed, Claiming
from bot.announcements.fuse import Fuse
from bot.announcements.message import send_below, send_body
from bot.announcements.moves import move
from bot.announcements.settling import Settling
from bot.clock import Clock
from bot.engine.job import Bench
from bot.engine.outcome import Outcome, attempted
from bot.storage import Storage
from bot.storage.copy import CopyRow
from dialogs.announcements.letter import Letter
from dialogs.announcements.lifecycle import NotNow, Step
from dialogs.book import Book

log = structlog.get_logger(__name__)

_GROUPS = 20
"""Claims a second at most: at a high rate several copies are claimed at once, and at 25 a second each by itself."""

_BETWEEN = 1.0
"""Seconds between an album and the message with its buttons: two messages to one chat."""


@dataclass(slots=True)
class Sending:
    """Sends copies, for one worker."""

    storage: Storage
    bot: Bot
    book: Book
    clock: Clock
    bench: Bench
    _claiming: Claiming = field(init=False)
    _settling: Settling = field(init=False)
    _places: asyncio.Semaphore = field(init=False)
    _fuses: dict[int, Fuse] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._claiming = Claiming(self.storage, self.book, self.clock, self.bench.worker, self.bench.meter)
        self._settling = Settling(self.storage, self.clock, self.bench.meter)
        self._places = asyncio.Semaphore(self.bench.pace.side_by_side)

    async def page(self, number: int, most: int) -> int:
        """Send about `most` copies; how many were dealt with. Fewer: nothing more is due, or it is time to stop."""
        together, seen = max(round(self.bench.pace.limit / _GROUPS), 1), 0
        async with asyncio.TaskGroup() as group:
            while seen < most:
                for _ in range(together):
                    await self._places.acquire()
                at = await self.bench.pace.turn(together)
                claimed = await self._claimed(number, together) if at is not None else None
                letters = () if claimed is None else claimed.letters
                for _ in range(together - len(letters)):
                    self._places.release()
                if at is not None:
                    self.bench.pace.give_back(together - len(letters))
                if claimed is None or at is None:
                    break
                for place, (copy, letter) in enumerate(letters):
                    group.create_task(self._deliver(copy, letter, at + place * self.bench.pace.between))
                seen += claimed.seen
        return seen

    async def _claimed(self, number: int, together: int) -> Claimed | None:
        return await self._claiming.next(number, together) if self.bench.holds() else None

    async def _deliver(self, copy: CopyRow, letter: Letter, at: float) -> None:
        try:
            outcome = await self._outcome(copy, letter, at)
            await self._settling.settle(copy, outcome)
            reason = self._fuses.setdefault(copy.announcement_id, Fuse()).after(outcome)
            if reason is not None:
                await self._stop(copy.announcement_id, reason)
        finally:
            self._places.release()

    async def _outcome(self, copy: CopyRow, letter: Letter, at: float) -> Outcome:
        pace, chat_id = self.bench.pace, _chat(copy)
        if not await pace.moment(at):
            return Outcome("pending", again=timedelta(seconds=pace.held))
        if soon := pace.chat_waits(chat_id):
            return Outcome("pending", again=timedelta(seconds=soon))
        pace.wrote(chat_id)
        outcome = await attempted(self._sent(chat_id, letter), "announcement")
        if outcome.again:
            await pace.hold(outcome.again.total_seconds(), flooded=outcome.flooded)
        return outcome

    async def _sent(self, chat_id: int, letter: Letter) -> tuple[int, ...]:
        body = await send_body(self.bot, chat_id, letter)
        if not letter.below:
            return body
        await asyncio.sleep(_BETWEEN)
        self.bench.pace.taken(chat_id)
        return (*body, *await send_below(self.bot, chat_id, letter))

    async def _stop(self, number: int, reason: str) -> None:
        """Before many more hear something that is wrong."""
        log.error("an announcement stops by itself", number=number, reason=reason)
        try:
            async with self.storage.transaction() as transaction:
                await move(transaction, number, Step.PAUSE, self.clock.now(), detail=reason, stopped_by=reason)
        except NotNow:
            log.info("it had been stopped already", number=number)


def _chat(copy: CopyRow) -> int:
    if copy.person is None:  # claimed copies have one
        raise ValueError(copy.id)
    return copy.person.id
