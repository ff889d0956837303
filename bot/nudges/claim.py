"""Taking a person's nudges to send them: committed as `sending`, with the worker's name, before anything is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.gateway.bug import record
from bot.meter import Meter
from bot.nudges.fitness import quiet_until, unfit
from bot.storage import NudgeRow, PersonRow, Storage, StorageError, Transaction
from dialogs.nudging import Rung
from dialogs.screen import Screen
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.pack import RulePack

BACK = "back"
"""They were heard of since it was decided."""

_LATER = timedelta(hours=1)


class Speaker(Protocol):
    """Who knows the words: `dialogs.turn.Companion`."""

    def nudge(self, session: Session, rungs: tuple[Rung, ...], on: date) -> Screen:
        """The one message for everything that is due to a person."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """Nudges that are committed as `sending`, and the one message for them."""

    rows: tuple[NudgeRow, ...]
    screen: Screen


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims for one worker."""

    storage: Storage
    speaker: Speaker
    pack: RulePack
    clock: Clock
    worker: str
    meter: Meter = field(default_factory=Meter)

    async def of(self, person_id: int) -> Claimed | None:
        """What to send to somebody now; None: nothing any more, or not yet, and the ledger tells why."""
        try:
            async with self.storage.transaction() as transaction:
                return await self._claimed(transaction, person_id)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  one person's fault must not keep the others from their nudges
            record("a nudge could not be put into words", error)
            await self._put_off(person_id)
            return None

    async def _claimed(self, transaction: Transaction, person_id: int) -> Claimed | None:
        now = self.clock.now()
        row = await transaction.lock_known_person(person_id, now)
        pending = await _pending(transaction, person_id, now)
        if row is None or not pending:
            return None  # forgotten, or claimed by another worker meanwhile
        session = Session.model_validate_json(row.session)
        morning = quiet_until(session, self.pack, now)
        if morning is not None:
            await transaction.save_nudges(replace(one, not_before=morning) for one in pending)
            return None
        return await self._taken(transaction, row, session, pending, now)

    async def _taken(
        self, transaction: Transaction, row: PersonRow, session: Session, pending: Sequence[NudgeRow], now: datetime
    ) -> Claimed | None:
        passed = dict(unfit(pending, session, self.pack, now, row.reachable))
        passed |= dict.fromkeys(await _answered(transaction, pending), BACK)
        await transaction.save_nudges(
            replace(one, state="skipped", reason=reason, settled_at=now) for one, reason in passed.items()
        )
        self.meter.nudged("skipped", len(passed))
        told = tuple(
            replace(one, state="sending", reason=None, worker=self.worker) for one in pending if one not in passed
        )
        if not told:
            return None
        rungs = tuple(Rung(one.endorsement, one.cycle_end, one.rung) for one in told)
        today = now.astimezone(zone_of(session, self.pack)).date()
        screen = self.speaker.nudge(session, rungs, today)
        await transaction.save_nudges(told)
        return Claimed(told, screen)

    async def _put_off(self, person_id: int) -> None:
        async with self.storage.transaction() as transaction:
            now = self.clock.now()
            if await transaction.lock_known_person(person_id, now) is not None:
                pending = await _pending(transaction, person_id, now)
                await transaction.save_nudges(replace(one, not_before=now + _LATER) for one in pending)


async def _answered(transaction: Transaction, pending: Sequence[NudgeRow]) -> list[NudgeRow]:
    """Words about a long silence that is over."""
    words = [one for one in pending if one.endorsement == SILENCE]
    heard_on = await transaction.heard_on(words[0].person_id) if words else None
    return [one for one in words if heard_on is None or heard_on >= one.rung]


async def _pending(transaction: Transaction, person_id: int, now: datetime) -> list[NudgeRow]:
    rows = await transaction.nudges_of(person_id)
    return [row for row in rows if row.state == "pending" and row.not_before <= now]
