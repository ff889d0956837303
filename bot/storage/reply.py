"""How many replies each process has sent."""

from collections.abc import Mapping
from datetime import datetime

from bot.storage import instant
from bot.storage.bound import Bound


class Replies(Bound):
    """What a transaction can do with the counts of replies."""

    __slots__ = ()

    async def count_replies(self, process: str, sent: int, now: datetime) -> None:
        """Tell how many a process has sent since it started."""
        await self._queries.count_replies(self._connection, process=process, sent=sent, now=instant.written(now))

    async def replies(self, since: datetime) -> Mapping[str, int]:
        """The counts that were told since a moment, by process."""
        return {row[0]: row[1] async for row in self._queries.replies(self._connection, since=instant.written(since))}

    async def forget_replies(self, before: datetime) -> None:
        """Remove the counts of processes that are long gone."""
        await self._queries.forget_replies(self._connection, before=instant.written(before))
