"""People who stay away, a page at a time: each in a transaction of their own, looked at again under their lock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.gateway.bug import record
from bot.nudges.sweep import Serves
from bot.retention.fate import NOTICE, Fate, fate_of, has_deadline_ahead, unspoken
from bot.storage import LONGEST_SILENT, NudgeRow, PersonRow, SilentRow, Storage, StorageError, Transaction
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from rules.pack import RulePack

Cleared = Callable[[int, Session], None]
"""Drops what else is kept of somebody: copies of certificates."""


@dataclass(frozen=True, slots=True)
class RetentionParts:
    """What the job works with. `kept` is how long a silence may last; `owners` and the staff are never forgotten."""

    storage: Storage
    pack: RulePack
    clock: Clock
    kept: timedelta
    owners: frozenset[int]
    serves: Serves
    cleared: Cleared


class Silence:
    """Tells people, and forgets them, each when it is time; `told` and `forgotten` count them."""

    def __init__(self, parts: RetentionParts) -> None:
        self._parts = parts
        self.told = 0
        self.forgotten = 0

    async def page(self, after: SilentRow = LONGEST_SILENT, size: int = 200) -> list[SilentRow]:
        """Deal with the next people; who they were, none at the end."""
        now = self._parts.clock.now()
        async with self._parts.storage.transaction() as transaction:
            page = await transaction.silent_people((now - self._parts.kept + NOTICE).date(), size, after)
        for silent in page:
            if self._parts.serves(silent.person_id) and silent.person_id not in self._parts.owners:
                await self._deal_with(silent, now)
        return page

    async def wipe(self) -> None:
        """Let the file be rewritten, once for all who were forgotten: their traces go as with /delete."""
        async with self._parts.storage.transaction() as transaction:
            transaction.forgets = self.forgotten > 0

    async def _deal_with(self, silent: SilentRow, now: datetime) -> None:
        try:
            # Most who are silent have a deadline ahead; none of them is locked for it.
            session = Session.model_validate_json(silent.session)
            if has_deadline_ahead(session, self._parts.pack, now.date()):
                return
            async with self._parts.storage.transaction() as transaction:
                fate = await self._settled(transaction, silent, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  one person's fault must not keep the others' data here
            record("a long silence could not be dealt with", error)
            return
        if fate is Fate.TELL:
            self.told += 1
        elif fate is Fate.FORGET:
            self.forgotten += 1
            self._parts.cleared(silent.person_id, session)

    async def _settled(self, transaction: Transaction, silent: SilentRow, now: datetime) -> Fate | None:
        """What was done; None if this is somebody else by now: back, forgotten already, or one of the staff."""
        row = await transaction.lock_known_person(silent.person_id, now)
        if row is None or row.session != silent.session:
            return None
        if await transaction.heard_on(row.id) != silent.heard_on or await transaction.staff_role(row.id) is not None:
            return None
        fate = fate_of(silent.heard_on, await transaction.nudges_of(row.id), self._parts.kept, now.date())
        match fate:
            case Fate.TELL:
                await transaction.add_nudges([self._word(row, silent, now)])
            case Fate.FORGET:
                await transaction.forget_person(row.id, now)
                transaction.forgets = False  # see `wipe`
        return fate

    def _word(self, row: PersonRow, silent: SilentRow, now: datetime) -> NudgeRow:
        """For the ledger of reminders, whose engine sends it when it is morning where the person lives."""
        today = now.date()
        ends = max(silent.heard_on + self._parts.kept, today + NOTICE)
        reason = unspoken(Session.model_validate_json(row.session), row.reachable)
        if reason is None:
            return NudgeRow(row.id, SILENCE, ends, today, "pending", now, now)
        return NudgeRow(row.id, SILENCE, ends, today, "skipped", now, now, str(reason), settled_at=now)
