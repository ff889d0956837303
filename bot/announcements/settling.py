"""Writing down what became of copies: whatever has ended by then, in one transaction."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.engine.outcome import Outcome
from bot.meter import Meter
from bot.storage import Storage, StorageError, Transaction
from bot.storage.copy import CopyEnd, CopyRow

log = structlog.get_logger(__name__)

_ATTEMPTS = 5

_Ended = tuple[CopyRow, Outcome]


@dataclass(slots=True)
class Settling:
    """While one transaction is being written, what ends meanwhile gathers for the next."""

    storage: Storage
    clock: Clock
    meter: Meter = field(default_factory=Meter)
    _waiting: list[tuple[_Ended, asyncio.Future[None]]] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def settle(self, copy: CopyRow, outcome: Outcome) -> None:
        """Return once it is written; a database that is away is waited for: until then it counts as on its way."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(((copy, outcome), written))
        self.meter.copied(outcome.state)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._insist([ended for ended, _ in batch])
            finally:
                for _, written in batch:
                    if not written.done():
                        written.set_result(None)
        self._writing = None

    async def _insist(self, ended: list[_Ended]) -> None:
        for attempt in range(_ATTEMPTS):
            try:
                async with self.storage.transaction() as transaction:
                    await _settled(transaction, ended, self.clock.now())
            except StorageError:
                await asyncio.sleep(2**attempt / 4)
            else:
                return
        log.error("not settled: they will count as unknown", copies=len(ended))


async def _settled(transaction: Transaction, ended: list[_Ended], now: datetime) -> None:
    # People first, as whoever forgets one does it: two transactions that go opposite ways would wait for each other.
    people = [(copy.person.id, outcome) for copy, outcome in ended if copy.person is not None]
    newest = [(person_id, max(outcome.message_ids)) for person_id, outcome in people if outcome.message_ids]
    await transaction.note_newest_messages(newest)
    lost = [(person_id, outcome.reachable) for person_id, outcome in people if outcome.reachable is not None]
    await transaction.note_unreachable(lost)
    await transaction.settle_copies([_end(copy, outcome, now) for copy, outcome in ended], now)


def _end(copy: CopyRow, outcome: Outcome, now: datetime) -> CopyEnd:
    again = now + outcome.again if outcome.state == "pending" else None
    reason = None if outcome.state in {"pending", "sent"} else outcome.reason
    return CopyEnd(copy.id, outcome.state, reason, outcome.message_ids, again)
