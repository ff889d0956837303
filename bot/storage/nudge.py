"""The ledger of nudges: `pending -> sending -> sent | failed | unknown`, or `skipped` at once; a row for each rung."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.storage import instant
from bot.storage.bound import Bound
from bot.storage.paging import FIRST, Mark, page

NudgeState = Literal["pending", "sending", "sent", "skipped", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class NudgeRow:
    """One rung for one Endorsement (0: the membership, -1: the rules) of one person; the first four are its key.

    `reason` tells why it was skipped, failed or unknown. `worker` has or had it on its way. `not_before` is from
    when on it may go; `settled_at` is None while it is pending or sending.
    """

    person_id: int
    endorsement: int
    cycle_end: date
    rung: date
    state: NudgeState
    decided_at: datetime
    not_before: datetime
    reason: str | None = None
    worker: str | None = None
    message_id: int | None = None
    settled_at: datetime | None = None


class Nudges(Bound):
    """What a transaction can do with the ledger; whoever writes rows of a person has locked that person."""

    __slots__ = ()

    async def add_nudges(self, rows: Iterable[NudgeRow]) -> None:
        """Note what was decided; a rung that is in the ledger already stays as it is there."""
        for row in rows:
            await self._queries.add_nudge(
                self._connection,
                **_key(row),
                state=row.state,
                reason=row.reason,
                decided_at=instant.written(row.decided_at),
                settled_at=_written(row.settled_at),
                not_before=instant.written(row.not_before),
            )

    async def nudges_of(self, person_id: int) -> list[NudgeRow]:
        """All that the ledger holds of a person, in the order of the days."""
        return [_nudge(row) async for row in self._queries.nudges_of(self._connection, person_id=person_id)]

    async def pending_people(self, now: datetime, limit: int, after: Mark = FIRST) -> list[Mark]:
        """Up to `limit` people with something to send; one may come twice. `after` is the last of the page before."""
        return await page(self._queries.pending_people, self._connection, now, limit, after)

    async def save_nudges(self, rows: Iterable[NudgeRow]) -> None:
        """Write rows back; those of somebody forgotten meanwhile are gone and stay so."""
        for row in rows:
            await self._queries.save_nudge(
                self._connection,
                **_key(row),
                state=row.state,
                reason=row.reason,
                worker=row.worker,
                message_id=row.message_id,
                settled_at=_written(row.settled_at),
                not_before=instant.written(row.not_before),
            )

    async def sending_workers(self) -> frozenset[str]:
        """The workers that have nudges on their way, dead ones too."""
        return frozenset([worker async for (worker,) in self._queries.sending_workers(self._connection)])

    async def abandon_nudges(self, worker: str, reason: str, now: datetime) -> int:
        """Call `unknown` what a dead worker had on its way; how many there were."""
        rows = self._queries.abandon_nudges(self._connection, worker=worker, reason=reason, now=instant.written(now))
        return len([row async for row in rows])

    async def nudge_counts(self) -> dict[str, int]:
        """How many nudges are in each state."""
        return {state: count async for state, count in self._queries.nudge_counts(self._connection)}


def _key(row: NudgeRow) -> dict[str, object]:
    return {
        "person_id": row.person_id,
        "endorsement": row.endorsement,
        "cycle_end": row.cycle_end.isoformat(),
        "rung": row.rung.isoformat(),
    }


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else instant.written(moment)


def _nudge(row: Sequence[Any]) -> NudgeRow:
    """From the columns in the order of nudge.sql."""
    person_id, endorsement, cycle_end, rung, state, reason, worker, message_id, decided, settled, not_before = row
    return NudgeRow(
        person_id,
        endorsement,
        date.fromisoformat(cycle_end),
        date.fromisoformat(rung),
        state,
        instant.read(decided),
        instant.read(not_before),
        reason,
        worker,
        message_id,
        None if settled is None else instant.read(settled),
    )
