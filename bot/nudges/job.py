"""The nudges, as the engine does them: decide about everybody who is due, then deliver what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.engine.job import Bench, Hire, Steps
from bot.nudges.claim import Claims, Speaker
from bot.nudges.delivery import Delivery
from bot.nudges.retiming import retime
from bot.nudges.sweep import Serves, Sweep
from bot.storage import FIRST, Mark, Storage
from rules.pack import RulePack

log = structlog.get_logger(__name__)

_LOOK = 100
"""People looked at to see whether anything is due; a bot's own are rarely behind so many of another."""


@dataclass(frozen=True, slots=True)
class NudgeParts:
    """What nudges are made of. `serves` tells whose nudges these are to send."""

    storage: Storage
    bot: Bot
    speaker: Speaker
    pack: RulePack
    clock: Clock
    serves: Serves = lambda _: True


class NudgeJob:
    """See `bot.engine.job.Job`."""

    name = "nudges"

    def __init__(self, parts: NudgeParts, every: float, bench: Bench) -> None:
        self.every = every
        self._parts = parts
        self._bench = bench
        self._sweep = Sweep(parts.storage, parts.pack, parts.clock, parts.serves, bench.meter)
        claims = Claims(parts.storage, parts.speaker, parts.pack, parts.clock, bench.worker, bench.meter)
        self._delivery = Delivery(
            parts.storage, parts.bot, claims, parts.clock, bench.pace, parts.serves, bench.holds, bench.meter
        )

    async def waiting(self, now: datetime) -> bool:
        async with self._parts.storage.transaction() as transaction:
            waiting = [*await transaction.people_due(now, _LOOK), *await transaction.pending_people(now, _LOOK)]
        return any(self._parts.serves(mark.person_id) for mark in waiting)

    def steps(self) -> Steps:
        decided, delivered = FIRST, FIRST

        async def decide() -> int:
            nonlocal decided
            page = await self._sweep.page(decided)
            decided = page[-1] if page else decided
            return 0 if self._bench.stop.asked else len(page)

        async def deliver() -> int:
            nonlocal delivered
            async with self._bench.alone() as alone:
                page: Sequence[Mark] = await self._delivery.page(delivered) if alone else []
            delivered = page[-1] if page else delivered
            return len(page)

        return ("decide", decide), ("deliver", deliver)

    async def workers(self) -> frozenset[str]:
        async with self._parts.storage.transaction() as transaction:
            return await transaction.sending_workers()

    async def abandon(self, worker: str, reason: str) -> int:
        async with self._parts.storage.transaction() as transaction:
            lost = await transaction.abandon_nudges(worker, reason, self._parts.clock.now())
        self._bench.meter.nudged("unknown", lost)
        return lost

    async def prepare(self) -> None:
        """What a new pack has moved."""
        parts = self._parts
        moved = await retime(parts.storage, parts.pack, parts.clock, lambda: self._bench.stop.asked)
        if moved:
            log.info("reminders worked out anew", moved=moved)


def nudging(parts: NudgeParts, every: float) -> Hire:
    """The nudges, looked at every so many seconds."""
    return partial(NudgeJob, parts, every)
