"""Sending what the ledger holds: claim, send, settle; evenly paced, a few side by side."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.engine.outcome import Outcome, attempted
from bot.engine.pace import Pace
from bot.gateway.desk import Outgoing
from bot.gateway.message import send_anew
from bot.meter import Meter
from bot.nudges.claim import Claimed, Claims
from bot.nudges.sweep import Serves
from bot.storage import FIRST, Mark, PersonRow, Storage, StorageError

log = structlog.get_logger(__name__)

_ATTEMPTS = 5


@dataclass(slots=True)
class Delivery:
    """Sends the pending nudges of one worker's share. `holds` tells whether the worker still counts as alive."""

    storage: Storage
    bot: Bot
    claims: Claims
    clock: Clock
    pace: Pace
    serves: Serves
    holds: Callable[[], bool]
    meter: Meter = field(default_factory=Meter)
    _places: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        # After a crash at most so many are `unknown`.
        self._places = asyncio.Semaphore(self.pace.side_by_side)

    async def page(self, after: Mark = FIRST, size: int = 50) -> list[Mark]:
        """Send to the next people; who they were, none at the end or when it is time to stop."""
        async with self.storage.transaction() as transaction:
            pending = await transaction.pending_people(self.clock.now(), size, after)
        async with asyncio.TaskGroup() as group:
            for mark in pending:
                if not self.serves(mark.person_id):
                    continue
                await self._places.acquire()
                at = await self.pace.turn()
                if at is None or not self.holds():
                    self._places.release()
                    return []
                sending = group.create_task(self._send_to(mark.person_id, at))
                sending.add_done_callback(lambda _: self._places.release())
        return pending

    async def _send_to(self, person_id: int, at: float) -> None:
        await asyncio.sleep(self.pace.chat_waits(person_id))
        try:
            claimed = await self.claims.of(person_id)
        except StorageError as error:  # what is being sent beside it must not be cut off
            log.warning("nudge not claimed", reason=str(error))
            return
        if claimed is None:
            return
        # Whether or not a pause was ordered meanwhile: what it is for was begun as well.
        await self.pace.moment(at)
        self.pace.wrote(person_id)
        outcome = await attempted(self._send(person_id, claimed), "nudge")
        if outcome.again:
            await self.pace.hold(outcome.again.total_seconds(), flooded=outcome.flooded)
        self.meter.nudged(outcome.state, len(claimed.rows))
        await self._settle(claimed, outcome)

    async def _send(self, person_id: int, claimed: Claimed) -> tuple[int]:
        return (await send_anew(self.bot, Outgoing(person_id, person_id, claimed.screen)),)

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
                    message_id=outcome.message_ids[0] if outcome.message_ids else None,
                    settled_at=None if outcome.state == "pending" else now,
                    not_before=now + outcome.again if outcome.state == "pending" else one.not_before,
                )
                for one in claimed.rows
            )
            await transaction.save_person(_after(row, outcome))


def _after(row: PersonRow, outcome: Outcome) -> PersonRow:
    if outcome.reachable is not None:
        return replace(row, reachable=outcome.reachable)
    newest = max(outcome.message_ids, default=0)
    if newest <= (row.message_id or 0):
        return row
    # The newest message in the chat now: what is tapped above it is not written over, nor is the nudge itself.
    return replace(row, message_id=newest, message_stays=True)
