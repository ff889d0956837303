"""The ledger of announcements: `pending -> sending -> sent | failed | unknown`, or `skipped`; a row for each person."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.storage import instant
from bot.storage.bound import Bound

RecipientState = Literal["pending", "sending", "sent", "skipped", "failed", "unknown"]
Repair = Literal["correct", "delete"]
RepairState = Literal["pending", "sending", "done", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """What one announcement means for one person; `person_id` is None once they asked to be forgotten.

    `reason` tells why it was skipped, failed or unknown. `not_before` is from when on it may go. `message_ids` are
    several for an album. `repair` is what is to be done to a message that was sent.
    """

    announcement_id: int
    person_id: int | None
    state: RecipientState
    not_before: datetime
    reason: str | None = None
    worker: str | None = None
    message_ids: tuple[int, ...] = ()
    settled_at: datetime | None = None
    repair: Repair | None = None
    repair_state: RepairState | None = None
    repair_reason: str | None = None
    id: int = 0


class Recipients(Bound):
    """What a transaction can do with the ledger of announcements."""

    __slots__ = ()

    async def add_recipients(self, rows: Iterable[RecipientRow]) -> None:
        """Freeze a list; who stands there already stays as they are."""
        for row in rows:
            await self._queries.add_recipient(
                self._connection,
                announcement_id=row.announcement_id,
                person_id=row.person_id,
                state=row.state,
                reason=row.reason,
                not_before=instant.written(row.not_before),
                settled_at=_written(row.settled_at),
            )

    async def clear_recipients(self, number: int) -> None:
        """Take back a list that was begun and never confirmed."""
        await self._queries.clear_recipients(self._connection, announcement_id=number)

    async def settle_recipient(self, row: RecipientRow) -> None:
        """Write down what became of one that was taken."""
        await self._queries.settle_recipient(
            self._connection,
            id=row.id,
            state=row.state,
            reason=row.reason,
            message_ids=json.dumps(row.message_ids),
            not_before=instant.written(row.not_before),
            settled_at=_written(row.settled_at),
        )

    async def skip_pending(self, number: int, reason: str, now: datetime) -> int:
        """Skip everybody who is still waiting; how many there were."""
        rows = self._queries.skip_pending(
            self._connection, announcement_id=number, reason=reason, now=instant.written(now)
        )
        return len([row async for row in rows])

    async def sending_recipient_workers(self) -> frozenset[str]:
        """The workers that have copies on their way, dead ones too."""
        return frozenset([worker async for (worker,) in self._queries.sending_recipient_workers(self._connection)])

    async def abandon_recipients(self, worker: str, reason: str, now: datetime) -> int:
        """Call `unknown` what a dead worker had on its way; how many there were."""
        rows = self._queries.abandon_recipients(
            self._connection, worker=worker, reason=reason, now=instant.written(now)
        )
        return len([row async for row in rows])

    async def recipient_counts(self, number: int) -> dict[tuple[str, str], int]:
        """How many are in each state, by state and reason; the reason is "" where there is none."""
        rows = self._queries.recipient_counts(self._connection, announcement_id=number)
        return {(state, reason): count async for state, reason, count in rows}

    async def recipients(self, number: int, after_id: int = 0, limit: int = 500) -> list[RecipientRow]:
        """The next ones on the list; `after_id` is the last `id` of the page before."""
        rows = self._queries.recipients(self._connection, announcement_id=number, after_id=after_id, limit=limit)
        return [_recipient(row) async for row in rows]

    async def named_recipients(
        self, number: int, after_id: int = 0, limit: int = 500
    ) -> list[tuple[RecipientRow, str]]:
        """The same, each with the name that the roster has of them, or else what Telegram calls them; "" for nobody."""
        rows = self._queries.named_recipients(self._connection, announcement_id=number, after_id=after_id, limit=limit)
        return [(_recipient(row[:-3]), _name(*row[-3:])) async for row in rows]

    async def recipient_of(self, number: int, person_id: int) -> RecipientRow | None:
        """What an announcement means for one person."""
        row = await self._queries.recipient_of(self._connection, announcement_id=number, person_id=person_id)
        return None if row is None else _recipient(row)

    async def announcements_since(self, person_id: int, moment: datetime) -> int:
        """How many announcements reached a person, or perhaps did, since then."""
        count: int = await self._queries.sent_since(
            self._connection, person_id=person_id, moment=instant.written(moment)
        )
        return count

    async def settled_between(self, begin: datetime, end: datetime) -> dict[str, tuple[int, int]]:
        """Of all announcements by state: copies, and people they were for; `end` is the first moment after."""
        rows = self._queries.settled_between(self._connection, begin=instant.written(begin), end=instant.written(end))
        return {state: (count, people) async for state, count, people in rows}


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else instant.written(moment)


def _name(first_name: str | None, last_name: str | None, called: str | None) -> str:
    return " ".join(part for part in (first_name, last_name) if part) or called or ""


def _recipient(row: Sequence[Any]) -> RecipientRow:
    """From the columns in the order of recipient.sql."""
    number, announcement_id, person_id, state, reason, worker, ids, not_before, settled, *repairing = row
    repair, repair_state, repair_reason = repairing
    return RecipientRow(
        announcement_id,
        person_id,
        state,
        instant.read(not_before),
        reason,
        worker,
        tuple(json.loads(ids)),
        None if settled is None else instant.read(settled),
        repair,
        repair_state,
        repair_reason,
        number,
    )
