"""Sending what the ledger holds: claim, send, settle; evenly paced, a few side by side."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.gateway.bug import record
from bot.gateway.desk import Outgoing
from bot.gateway.message import send_anew
from bot.nudges.claim import Claimed, Claims
from bot.nudges.outcome import Outcome, outcome_of
from bot.nudges.pace import Pace
from bot.nudges.sweep import Serves
from bot.storage import FIRST, Mark, PersonRow, Storage, StorageError

log = structlog.get_logger(__name__)

SIDE_BY_SIDE = 8
"""Messages under way at once, enough for the pace while an answer takes a third of a second. After a crash at most so
many are `unknown`."""

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends the pending nudges of one worker's share. `holds` tells whether the worker still counts as alive."""

    storage: Storage
    bot: Bot
    claims: Claims
    clock: Clock
    pace: Pace
    serves: Serves
    holds: Callable[[], bool]
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE))

    async def page(self, after: Mark = FIRST, size: int = 50) -> list[Mark]:
        """Send to the next people; who they were, none at the end or when it is time to stop."""
        async with self.storage.transaction() as transaction:
            pending = await transaction.pending_people(self.clock.now(), size, after)
        async with asyncio.TaskGroup() as group:
            for mark in pending:
                if not self.serves(mark.person_id):
                    continue
                await self._places.acquire()
                if not await self.pace.turn() or not self.holds():
                    self._places.release()
                    return []
                sending = group.create_task(self._send_to(mark.person_id))
                sending.add_done_callback(lambda _: self._places.release())
        return pending

    async def _send_to(self, person_id: int) -> None:
        try:
            claimed = await self.claims.of(person_id)
        except StorageError as error:  # what is being sent beside it must not be cut off
            log.warning("nudge not claimed", reason=str(error))
            return
        if claimed is not None:
            await self._settle(claimed, await self._sent(person_id, claimed))

    async def _sent(self, person_id: int, claimed: Claimed) -> Outcome:
        try:
            message_id = await send_anew(self.bot, Outgoing(person_id, person_id, claimed.screen))
        except TelegramError as error:
            outcome = outcome_of(error)
            log.warning("nudge not sent", state=outcome.state, reason=outcome.reason, error=type(error).__name__)
        except Exception as error:  # noqa: BLE001  it has to be settled, whatever happened
            record("sending a nudge failed", error)
            outcome = Outcome("unknown", type(error).__name__)
        else:
            outcome = Outcome("sent", message_id=message_id)
        if outcome.again:
            self.pace.hold(outcome.again.total_seconds())
        return outcome

    async def _settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Write down what became of it. A database that is away is waited for: until then it counts as on its way."""
        for attempt in range(_ATTEMPTS):
            try:
                await self._settled(claimed, outcome)
            except StorageError:
                await asyncio.sleep(2**attempt / 4)
            else:
                return
        log.error("nudge not settled: it will count as unknown", state=outcome.state)

    async def _settled(self, claimed: Claimed, outcome: Outcome) -> None:
        now = self.clock.now()
        async with self.storage.transaction() as transaction:
            row = await transaction.lock_known_person(claimed.rows[0].person_id, now)
            if row is None:
                return  # forgotten meanwhile, and the ledger with them
            await transaction.save_nudges(
                replace(
                    one,
                    state=outcome.state,
                    reason=outcome.reason,
                    message_id=outcome.message_id,
                    settled_at=None if outcome.state == "pending" else now,
                    not_before=now + outcome.again if outcome.state == "pending" else one.not_before,
                )
                for one in claimed.rows
            )
            await transaction.save_person(_after(row, outcome))


def _after(row: PersonRow, outcome: Outcome) -> PersonRow:
    if outcome.reachable is not None:
        return replace(row, reachable=outcome.reachable)
    if outcome.message_id is None or outcome.message_id <= (row.message_id or 0):
        return row
    # The newest message in the chat now: what is tapped above it is not written over, nor is the nudge itself.
    return replace(row, message_id=outcome.message_id, message_stays=True)
