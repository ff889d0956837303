"""What is perhaps not needed any more: people who stay away, links that ran out, who had which announcement."""

from datetime import date, datetime
from typing import NamedTuple

from bot.storage import instant
from bot.storage.bound import Bound


class SilentRow(NamedTuple):
    """Somebody who was last heard of on a day."""

    heard_on: date
    person_id: int
    session: str


LONGEST_SILENT = SilentRow(date.min, 0, "")
"""Before everybody."""


class Retention(Bound):
    """What a transaction can do with old things."""

    __slots__ = ()

    async def fill_heard(self, limit: int) -> int:
        """Fill in when people were heard of whom a version before has written down; how many, at most `limit`."""
        return len([row async for row in self._queries.fill_heard(self._connection, limit=limit)])

    async def heard_on(self, person_id: int) -> date | None:
        """The day (UTC) on which somebody was last heard of; None when unknown."""
        day = await self._queries.heard_on(self._connection, person_id=person_id)
        return None if day is None else date.fromisoformat(day)

    async def silent_people(self, before: date, limit: int, after: SilentRow = LONGEST_SILENT) -> list[SilentRow]:
        """Up to `limit` people not heard of since `before`, the longest first, behind `after` of the page before."""
        rows = self._queries.silent_people(
            self._connection,
            before=before.isoformat(),
            after_on=after.heard_on.isoformat(),
            after_id=after.person_id,
            limit=limit,
        )
        return [SilentRow(date.fromisoformat(day), person_id, session) async for day, person_id, session in rows]

    async def anything_old(self, silent: date, links: datetime, copies: datetime) -> bool:
        """Whether anybody was silent since before a day, or anything else ended before its moment."""
        found = await self._queries.anything_old(
            self._connection,
            silent=silent.isoformat(),
            links=instant.written(links),
            copies=instant.written(copies),
        )
        return found is not None

    async def drop_invites(self, before: datetime) -> int:
        """Delete invitations of the staff that were used or ran out before a moment; how many."""
        return len([row async for row in self._queries.drop_invites(self._connection, before=instant.written(before))])

    async def drop_links(self, before: datetime) -> int:
        """Take away links to entries of the list that ran out before a moment; how many."""
        return len([row async for row in self._queries.drop_links(self._connection, before=instant.written(before))])

    async def unname_copies(self, before: datetime, limit: int) -> int:
        """Forget who had copies of announcements that ended before a moment; how many, at most `limit`."""
        rows = self._queries.unname_copies(self._connection, before=instant.written(before), limit=limit)
        return len([row async for row in rows])
