"""Who could hear an announcement: people with what the roster says of them, and the list that is made of them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.storage import instant
from bot.storage.bound import Bound
from bot.storage.person import Reachable
from bot.storage.recipient import RecipientRow, RecipientState


@dataclass(frozen=True, slots=True)
class ListenerRow:
    """One person, as far as an announcement asks for them."""

    id: int
    session: str
    first_name: str | None
    reachable: Reachable
    time_zone: str | None
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeardRow:
    """What one announcement meant for one person; `tapped` are its buttons by their place, "fewer" is the last one."""

    announcement: int
    topic: str
    state: RecipientState
    reason: str | None
    settled_at: datetime | None
    tapped: tuple[str, ...] = ()


class Listeners(Bound):
    """What a transaction can do with everybody who could hear an announcement."""

    __slots__ = ()

    async def listeners(self, after_id: int = 0, limit: int = 200) -> list[ListenerRow]:
        """The next people by id, none at the end; `after_id` is the last id of the page before."""
        rows = self._queries.listeners(self._connection, after_id=after_id, limit=limit)
        return [_listener(row) async for row in rows]

    async def waiting_listeners(self, number: int, after_id: int = 0, limit: int = 200) -> list[ListenerRow]:
        """The next people by id whose copy of an announcement waits; none at the end."""
        rows = self._queries.waiting_listeners(self._connection, announcement_id=number, after_id=after_id, limit=limit)
        return [_listener(row) async for row in rows]

    async def heard_since(self, after_id: int, last_id: int, moment: datetime) -> dict[int, int]:
        """How many announcements reached each person of a page, or perhaps did; who is not in it: none."""
        rows = self._queries.heard_since(
            self._connection, after_id=after_id, last_id=last_id, moment=instant.written(moment)
        )
        return {person_id: count async for person_id, count in rows}

    async def listed(self, number: int, after_id: int, last_id: int) -> frozenset[int]:
        """Who of a page stands on the list of an announcement already."""
        rows = self._queries.listed(self._connection, announcement_id=number, after_id=after_id, last_id=last_id)
        return frozenset([person_id async for (person_id,) in rows])

    async def freeze_recipients(self, rows: Iterable[RecipientRow]) -> None:
        """Freeze a page of a list; who stands there stays as they are, and who was forgotten stays forgotten."""
        for row in rows:
            await self._queries.freeze_recipient(
                self._connection,
                announcement_id=row.announcement_id,
                person_id=row.person_id,
                state=row.state,
                reason=row.reason,
                not_before=instant.written(row.not_before),
                settled_at=None if row.settled_at is None else instant.written(row.settled_at),
            )

    async def roster_tags(self) -> list[str]:
        """Every tag of the roster once, in order; those that differ in case alone are one."""
        lists = [json.loads(tags) async for (tags,) in self._queries.roster_tags(self._connection)]
        return sorted({str(tag).casefold() for tags in lists for tag in tags})

    async def announcements_of(self, person_id: int) -> list[HeardRow]:
        """What was meant for one person, and what they tapped there."""
        taps: dict[int, list[str]] = {}
        async for number, button in self._queries.taps_of(self._connection, person_id=person_id):
            taps.setdefault(number, []).append(button)
        return [
            HeardRow(number, topic, state, reason, _moment(settled), tuple(taps.get(number, ())))
            async for number, topic, state, reason, settled in self._queries.announcements_of(
                self._connection, person_id=person_id
            )
        ]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else instant.read(text)


def _listener(row: Sequence[Any]) -> ListenerRow:
    """From the columns in the order of audience.sql."""
    person_id, session, first_name, reachable, time_zone, tags = row
    return ListenerRow(person_id, session, first_name, reachable, time_zone, frozenset(json.loads(tags)))
