"""Everybody, one after the other."""

from datetime import datetime
from typing import NamedTuple

from bot.storage import instant
from bot.storage.bound import Bound


class Timed(NamedTuple):
    """A person's session, and when they are due."""

    person_id: int
    session: str
    due_at: datetime | None


class Roll(Bound):
    """What a transaction can do with all people together."""

    __slots__ = ()

    async def roll(self, after_id: int = 0, limit: int = 500) -> list[tuple[int, str]]:
        """Ids and sessions of the next people, none at the end; `after_id` is the last id of the page before."""
        rows = self._queries.roll(self._connection, after_id=after_id, limit=limit)
        return [(person_id, session) async for person_id, session in rows]

    async def timetable(self, after_id: int = 0, limit: int = 500) -> list[Timed]:
        """As `roll`, with when each of them is due."""
        rows = self._queries.timetable(self._connection, after_id=after_id, limit=limit)
        return [Timed(one, session, None if due is None else instant.read(due)) async for one, session, due in rows]
