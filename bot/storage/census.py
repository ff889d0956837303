"""How many there are of everything that an operator watches; counted over indexes, once a minute at most."""

from datetime import datetime
from typing import NamedTuple

from bot.storage import instant
from bot.storage.bound import Bound


class PeopleCounts(NamedTuple):
    """`overdue` are part of the `due`."""

    total: int
    due: int
    overdue: int


class OpenCounts(NamedTuple):
    """What is to go out by now, and what is on its way."""

    nudges_pending: int
    nudges_sending: int
    copies_pending: int
    copies_sending: int


class Census(Bound):
    """What a transaction can count."""

    __slots__ = ()

    async def people_counts(self, now: datetime, late: datetime) -> PeopleCounts:
        """Everybody, who is due by `now`, and who was so by `late` already."""
        row = await self._queries.people_counts(self._connection, now=instant.written(now), late=instant.written(late))
        return PeopleCounts(*row)

    async def open_counts(self, now: datetime) -> OpenCounts:
        """Nudges and copies of announcements that are yet to end."""
        return OpenCounts(*await self._queries.open_counts(self._connection, now=instant.written(now)))
