"""The retention job without an engine: its steps one after the other, each until it finds nothing."""

from contextlib import nullcontext
from datetime import timedelta

from telegram import Bot

from bot.clock import MovableClock
from bot.engine.job import Bench
from bot.engine.pace import Pace
from bot.gateway.stop import Stop
from bot.retention.job import RetentionJob
from bot.retention.silence import RetentionParts
from bot.storage import PersonRow, Storage
from dialogs.session import Session
from tests.nudges.people import PACK
from tests.nudges.working import Worker

KEPT = timedelta(days=1_095)
OWNER = 99


class Keeper:
    """`cleared` are those whose copies of certificates were to be dropped; of person 4 it knows nothing."""

    def __init__(self, storage: Storage, bot: Bot, clock: MovableClock) -> None:
        self.storage = storage
        self.clock = clock
        self.cleared: list[int] = []
        self.sender = Worker(storage, bot, clock)
        parts = RetentionParts(
            storage, PACK, clock, KEPT, frozenset({OWNER}), lambda person_id: person_id != 4, self._clear
        )
        stop = Stop()
        bench = Bench("keeper", Pace(1000, stop, clock, storage), stop, lambda: True, lambda: nullcontext(True))
        self.job = RetentionJob(parts, bench)

    async def runs(self) -> None:
        """A whole run, whatever hour it is."""
        for _, step in self.job.steps():
            while await step():
                pass

    async def passes(self, days: int) -> None:
        """Days on each of which the job runs and reminders are sent."""
        for _ in range(days):
            self.clock.advance(timedelta(days=1))
            await self.runs()
            await self.sender.delivers()

    async def row(self, person_id: int = 7) -> PersonRow | None:
        async with self.storage.transaction() as transaction:
            return await transaction.person(person_id)

    def _clear(self, person_id: int, _session: Session) -> None:
        self.cleared.append(person_id)
