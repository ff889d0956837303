"""Correcting and deleting what has arrived: claim, repair, settle, at the same pace as everything else."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.announcements.claiming import letter_for
from bot.clock import Clock
from bot.engine.job import Bench
from bot.engine.outcome import Outcome, attempted
from bot.gateway.message import keyboard
from bot.storage import AnnouncementRow, Storage, StorageError
from bot.storage.copy import CopyRow
from bot.storage.recipient import RepairState
from bot.storage.repair import RepairEnd
from dialogs.announcements.content import Content
from dialogs.book import Book
from dialogs.session import Session

log = structlog.get_logger(__name__)

TOO_OLD = "older than 48 hours"
GONE = "the person is gone"
_DELETABLE = timedelta(hours=48)
_TOGETHER = 8
_ATTEMPTS = 5
_STATES: dict[str, RepairState] = {"sent": "done", "failed": "failed", "unknown": "unknown", "pending": "pending"}


@dataclass(frozen=True, slots=True)
class Repairing:
    """Repairs copies, for one worker."""

    storage: Storage
    bot: Bot
    book: Book
    clock: Clock
    bench: Bench

    async def page(self, most: int) -> int:
        """Repair about `most`; how many were dealt with."""
        seen = 0
        while seen < most:
            copies = await self._claimed()
            if not copies:
                break
            async with asyncio.TaskGroup() as group:
                for copy, announcement in copies:
                    at = await self.bench.pace.turn()
                    group.create_task(self._repair(copy, announcement, at))
            if self.bench.stop.asked or self.bench.pace.held:
                break
            seen += len(copies)
        return seen

    async def _claimed(self) -> list[tuple[CopyRow, AnnouncementRow]]:
        if self.bench.stop.asked or self.bench.pace.held or not self.bench.holds():
            return []
        async with self.storage.transaction() as transaction:
            due = await transaction.repairs_due(_TOGETHER)
            got = await transaction.claim_repairs([one.id for one in due], self.bench.worker) if due else frozenset()
            of = {number: await transaction.announcement(number) for number in {one.announcement_id for one in due}}
        return [(one, row) for one in due if one.id in got and (row := of[one.announcement_id]) is not None]

    async def _repair(self, copy: CopyRow, announcement: AnnouncementRow, at: float | None) -> None:
        outcome = await self._outcome(copy, announcement, at)
        end = RepairEnd(copy.id, _STATES[outcome.state], None if outcome.state == "pending" else outcome.reason)
        for attempt in range(_ATTEMPTS):
            try:
                async with self.storage.transaction() as transaction:
                    await transaction.settle_repairs([end])
            except StorageError:
                await asyncio.sleep(2**attempt / 4)
            else:
                return
        log.error("repair not settled: it will count as unknown", state=end.state)

    async def _outcome(self, copy: CopyRow, announcement: AnnouncementRow, at: float | None) -> Outcome:
        now = self.clock.now()
        if copy.person is None:
            return Outcome("failed", GONE)
        if copy.repair == "delete" and (copy.settled_at or now) <= now - _DELETABLE:
            return Outcome("failed", TOO_OLD)
        if at is None or not await self.bench.pace.moment(at):
            return Outcome("pending")
        self.bench.pace.wrote(copy.person.id)
        outcome = await attempted(self._repaired(copy, copy.person.id, announcement, now), f"{copy.repair}")
        if outcome.again:
            await self.bench.pace.hold(outcome.again.total_seconds(), flooded=outcome.flooded)
        return outcome

    async def _repaired(
        self, copy: CopyRow, chat_id: int, announcement: AnnouncementRow, now: datetime
    ) -> tuple[int, ...]:
        if copy.repair == "delete":
            await self.bot.delete_messages(chat_id, copy.message_ids)
            return copy.message_ids
        try:
            await self._corrected(copy, announcement, now)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                raise
        return copy.message_ids

    async def _corrected(self, copy: CopyRow, announcement: AnnouncementRow, now: datetime) -> None:
        if copy.person is None:
            return
        session = Session.model_validate_json(copy.person.session)
        letter = letter_for(self.book, announcement, copy.person, session, now)
        # The buttons of an album are below it, and stay as they are.
        options = {"reply_markup": keyboard(() if letter.below else letter.rows)}
        chat_id, message_id = copy.person.id, copy.message_ids[0]
        if Content.model_validate_json(announcement.content).pieces:
            await self.bot.edit_message_caption(
                chat_id, message_id, caption=letter.text, parse_mode=ParseMode.HTML, api_kwargs=options
            )
        else:
            await self.bot.edit_message_text(
                letter.text, chat_id, message_id, parse_mode=ParseMode.HTML, api_kwargs=options
            )
