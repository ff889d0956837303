"""Repairs: what is to be done to messages that have arrived, in the same ledger and by the same rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.storage.bound import Bound
from bot.storage.copy import CopyRow, copy_row
from bot.storage.recipient import Repair, RepairState


@dataclass(frozen=True, slots=True)
class RepairEnd:
    """What became of one."""

    id: int
    state: RepairState
    reason: str | None = None


class Repairs(Bound):
    """What a transaction can do with repairs."""

    __slots__ = ()

    async def begin_repair(self, number: int, repair: Repair) -> int:
        """Have every copy that arrived corrected or deleted, unless it was deleted; how many there are."""
        rows = self._queries.begin_repair(self._connection, announcement_id=number, repair=repair)
        return len([row async for row in rows])

    async def repairs_due(self, limit: int) -> list[CopyRow]:
        """Up to `limit` copies to repair."""
        return [copy_row(row) async for row in self._queries.repairs_due(self._connection, limit=limit)]

    async def claim_repairs(self, ids: Sequence[int], worker: str) -> frozenset[int]:
        """Take some to repair them; those that were got."""
        await self._queries.claim_repair(self._connection, [{"id": one, "worker": worker} for one in ids])
        held = frozenset([one async for (one,) in self._queries.claimed_repairs(self._connection, worker=worker)])
        return held.intersection(ids)

    async def settle_repairs(self, ends: Iterable[RepairEnd]) -> None:
        """Write down what became of some."""
        rows = [{"id": one.id, "repair_state": one.state, "repair_reason": one.reason} for one in ends]
        await self._queries.settle_repair(self._connection, rows)

    async def repairing_workers(self) -> frozenset[str]:
        """The workers that are repairing something, dead ones too."""
        return frozenset([worker async for (worker,) in self._queries.repairing_workers(self._connection)])

    async def abandon_repairs(self, worker: str, reason: str) -> int:
        """Call `unknown` what a dead worker was repairing; how many there were."""
        rows = self._queries.abandon_repairs(self._connection, worker=worker, reason=reason)
        return len([row async for row in rows])

    async def repair_counts(self, number: int) -> dict[tuple[str, str], int]:
        """How many repairs there are, by what was to be done and how far it is."""
        rows = self._queries.repair_counts(self._connection, announcement_id=number)
        return {(repair, state): count async for repair, state, count in rows}
