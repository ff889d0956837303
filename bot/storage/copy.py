"""Copies of an announcement as the sender sees them: many at a time, each with what is known of its person."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.storage import instant
from bot.storage.audience import ListenerRow
from bot.storage.bound import Bound
from bot.storage.person import Reachable
from bot.storage.recipient import RecipientState, Repair


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One line of the ledger; no person: they asked to be forgotten."""

    id: int
    announcement_id: int
    person: ListenerRow | None
    message_ids: tuple[int, ...] = ()
    settled_at: datetime | None = None
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class CopyEnd:
    """What is to be written about one. `not_before` is from when on a pending one may go; None: as before."""

    id: int
    state: RecipientState
    reason: str | None = None
    message_ids: tuple[int, ...] = ()
    not_before: datetime | None = None


class Copies(Bound):
    """What a transaction can do with many copies at once."""

    __slots__ = ()

    async def copies_waiting(self, now: datetime) -> bool:
        """Whether there is anything to begin, to end, to send or to repair."""
        return bool(await self._queries.copies_waiting(self._connection, now=instant.written(now)))

    async def copies_due(self, number: int, now: datetime, limit: int) -> list[CopyRow]:
        """Up to `limit` to send by now, the longest due first."""
        rows = self._queries.copies_due(self._connection, announcement_id=number, now=instant.written(now), limit=limit)
        return [copy_row(row) async for row in rows]

    async def claim_copies(self, ids: Sequence[int], worker: str) -> frozenset[int]:
        """Take some to send them; those that were got: none of an announcement that is not being sent any more."""
        await self._queries.claim_copy(self._connection, [{"id": one, "worker": worker} for one in ids])
        held = frozenset([one async for (one,) in self._queries.claimed_copies(self._connection, worker=worker)])
        return held.intersection(ids)

    async def put_off_copies(self, ends: Iterable[CopyEnd], now: datetime) -> None:
        """Skip some that are waiting, or have them wait longer."""
        values = [_values(one, now) for one in ends]
        for one in values:
            del one["message_ids"]
        await self._queries.put_off_copy(self._connection, values)

    async def settle_copies(self, ends: Iterable[CopyEnd], now: datetime) -> None:
        """Write down what became of some that were taken."""
        await self._queries.settle_copy(self._connection, [_values(one, now) for one in ends])

    async def note_newest_messages(self, newest: Iterable[tuple[int, int]]) -> None:
        """By person: the message that stands last in their chat now, and is not to be written over."""
        rows = [{"person_id": person_id, "message_id": message_id} for person_id, message_id in sorted(newest)]
        await self._queries.note_newest_message(self._connection, rows)

    async def note_unreachable(self, people: Iterable[tuple[int, Reachable]]) -> None:
        """By person: they have blocked the bot, or are gone."""
        rows = [{"person_id": person_id, "reachable": reachable} for person_id, reachable in sorted(people)]
        await self._queries.note_unreachable(self._connection, rows)

    async def open_copies(self, number: int) -> int:
        """How many are waiting or on their way."""
        count: int = await self._queries.open_copies(self._connection, announcement_id=number)
        return count

    async def pending_again(self, number: int, state: RecipientState) -> int:
        """Have everybody in a state sent to once more; how many there are."""
        rows = self._queries.pending_again(self._connection, announcement_id=number, state=state)
        return len([row async for row in rows])


def copy_row(row: Sequence[Any]) -> CopyRow:
    """From the columns in the order of copy.sql and repair.sql."""
    number, announcement_id, person_id, ids, settled, repair, session, first_name, reachable, time_zone = row
    person = None
    if session is not None:
        person = ListenerRow(person_id, session, first_name, reachable, time_zone, frozenset())
    settled_at = None if settled is None else instant.read(settled)
    return CopyRow(number, announcement_id, person, tuple(json.loads(ids)), settled_at, repair)


def _values(end: CopyEnd, now: datetime) -> dict[str, object]:
    return {
        "id": end.id,
        "state": end.state,
        "reason": end.reason,
        "message_ids": json.dumps(end.message_ids),
        "not_before": None if end.not_before is None else instant.written(end.not_before),
        "settled_at": None if end.state == "pending" else instant.written(now),
    }
