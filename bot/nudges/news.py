"""Telling people what a change of the rules changed for them: into session and ledger; the engine sends it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.gateway.bug import record
from bot.storage import NudgeRow, PersonRow, Storage, StorageError, Transaction
from dialogs.book import Book
from dialogs.consequences import packs_compared, rule_changes
from dialogs.outcome import outcome_of
from dialogs.rule_change import RULES, RuleChange
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.difference import Difference


@dataclass(frozen=True, slots=True)
class News:
    """The difference between two packs, for everybody whose result it changes on the day `on`."""

    storage: Storage
    old: Book
    new: Book
    found: tuple[Difference, ...]
    clock: Clock
    on: date

    async def tell_all(self) -> int:
        """How many are newly to be told; who was told of the same difference before is not told again."""
        told, last, page = 0, 0, [(0, "")]
        while page:
            async with self.storage.transaction() as transaction:
                page = await transaction.roll(last)
            for last, session in page:
                told += await self._tell(last, session)
        return told

    async def _tell(self, person_id: int, stored: str) -> bool:
        try:
            if not self._changes(Session.model_validate_json(stored), self.on):
                return False  # most people, and none of them is kept waiting by a lock
            async with self.storage.transaction() as transaction:
                return await self._told(transaction, person_id)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  one person's fault must not keep the others from being told
            record("what the rules changed could not be worked out", error)
            return False

    async def _told(self, transaction: Transaction, person_id: int) -> bool:
        now = self.clock.now()
        row = await transaction.lock_known_person(person_id, now)
        if row is None:
            return False
        session = Session.model_validate_json(row.session)
        if any(change.packs == packs_compared(self.found) for change in session.changes):
            return False
        rung = _free(await transaction.nudges_of(person_id), now.astimezone(zone_of(session, self.new.pack)).date())
        changes = self._changes(session, rung)
        if not changes:
            return False
        await self._written(transaction, row, session, changes, now)
        return True

    def _changes(self, session: Session, rung: date) -> tuple[RuleChange, ...]:
        before, after = (outcome_of(book, session, self.on) for book in (self.old, self.new))
        return rule_changes(before, after, self.found, self.on, rung)

    async def _written(
        self, transaction: Transaction, row: PersonRow, session: Session, changes: tuple[RuleChange, ...], now: datetime
    ) -> None:
        after = session.model_copy(update={"changes": (*session.changes, *changes)})
        await transaction.save_person(replace(row, session=after.model_dump_json(exclude_defaults=True)))
        rung = changes[0].told_on
        await transaction.add_nudges([NudgeRow(row.id, RULES, rung, rung, "pending", now, now)])


def _free(ledger: Sequence[NudgeRow], today: date) -> date:
    """The first day from today on under which nothing of the rules was told: each has a row of its own."""
    taken = [row.rung for row in ledger if row.endorsement == RULES and row.rung >= today]
    return max(taken) + timedelta(days=1) if taken else today
