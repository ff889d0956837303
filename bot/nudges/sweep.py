"""Deciding what is due: a page of people at a time, one transaction for each of them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.gateway.bug import record
from bot.meter import Meter
from bot.nudges.due import decide, due_at
from bot.storage import FIRST, Mark, NudgeRow, PersonRow, Storage, StorageError, Transaction
from dialogs.nudging import Decision
from dialogs.session import Session
from rules.pack import RulePack

Serves = Callable[[int], bool]
"""Whether a person is one of this bot's: a chat in the terminal may share its file with a real bot."""

_LATER = timedelta(hours=1)
"""For a person who cannot be decided about: they must not come again at once, nor be forgotten."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Finds who is due and writes into the ledger what becomes of it."""

    storage: Storage
    pack: RulePack
    clock: Clock
    serves: Serves
    meter: Meter = field(default_factory=Meter)

    async def page(self, after: Mark = FIRST, size: int = 100) -> list[Mark]:
        """Decide about the next people due; who they were, none at the end."""
        async with self.storage.transaction() as transaction:
            due = await transaction.people_due(self.clock.now(), size, after)
        for mark in due:
            if self.serves(mark.person_id):
                await self._decide(mark.person_id)
        return due

    async def _decide(self, person_id: int) -> None:
        try:
            async with self.storage.transaction() as transaction:
                await self._decided(transaction, person_id)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  one person's fault must not keep the others from their nudges
            record("a nudge could not be decided", error)
            await self._put_off(person_id)

    async def _decided(self, transaction: Transaction, person_id: int) -> None:
        now = self.clock.now()
        row = await transaction.lock_known_person(person_id, now)
        if row is None or row.due_at is None or row.due_at > now:
            return  # forgotten, or dealt with by another worker while this one waited for the lock
        session = Session.model_validate_json(row.session)
        decision = decide(session, self.pack, now, row.reachable)
        await transaction.add_nudges(_ledger(row, decision, now))
        self.meter.nudged("skipped", len(decision.passed))
        following = due_at(decision.session, self.pack, now)
        if following is not None and following <= now:
            following = now + _LATER  # not to come again at once, whatever is wrong with them
        await transaction.save_person(
            replace(row, session=decision.session.model_dump_json(exclude_defaults=True), due_at=following)
        )

    async def _put_off(self, person_id: int) -> None:
        async with self.storage.transaction() as transaction:
            now = self.clock.now()
            row = await transaction.lock_known_person(person_id, now)
            if row is not None:
                await transaction.save_person(replace(row, due_at=now + _LATER))


def _ledger(row: PersonRow, decision: Decision, now: datetime) -> list[NudgeRow]:
    told = [NudgeRow(row.id, one.endorsement, one.cycle_end, one.day, "pending", now, now) for one in decision.tell]
    passed = [
        NudgeRow(row.id, one.endorsement, one.cycle_end, one.day, "skipped", now, now, str(reason), settled_at=now)
        for one, reason in decision.passed
    ]
    return [*told, *passed]
