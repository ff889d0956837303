"""The association's own list of endorsees and applicants, by e-mail; who of Telegram an entry is, only they can say."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.storage import instant
from bot.storage.bound import Bound


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `email` is in lower case and there once; `endorsements` is JSON, "[]" for an applicant.

    `sought` is what a search looks at; it is written and never read. `person_id` and `link_expires_at` are read and
    never written with the rest: a link alone says who somebody is.
    """

    email: str
    first_name: str = ""
    last_name: str = ""
    endorsements: str = "[]"
    membership_until: date | None = None
    tags: tuple[str, ...] = ()
    sought: str = ""
    person_id: int | None = None
    link_expires_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """How many entries there are, with an Endorsement and known in Telegram."""

    entries: int
    endorsed: int
    linked: int


class Roster(Bound):
    """What a transaction can do with the association's list."""

    __slots__ = ()

    async def save_entries(self, rows: Iterable[EntryRow], now: datetime) -> None:
        """Add entries, or change what those of the same e-mail say."""
        moment = instant.written(now)
        await self._queries.save_entries(
            self._connection,
            [
                {
                    "email": row.email,
                    "first_name": row.first_name,
                    "last_name": row.last_name,
                    "endorsements": row.endorsements,
                    "membership_until": None if row.membership_until is None else row.membership_until.isoformat(),
                    "tags": json.dumps(row.tags, ensure_ascii=False),
                    "sought": row.sought,
                    "now": moment,
                }
                for row in rows
            ],
        )

    async def entries(self, after_id: int = 0, limit: int = 500) -> list[EntryRow]:
        """The next entries; `after_id` is the last id of the page before."""
        return [_entry(row) async for row in self._queries.entries(self._connection, after_id=after_id, limit=limit)]

    async def linked_entries(self, after_id: int = 0, limit: int = 200) -> list[tuple[EntryRow, str]]:
        """The next entries whose person is known, each with that person's session."""
        rows = self._queries.linked_entries(self._connection, after_id=after_id, limit=limit)
        return [(_entry(row[:-1]), row[-1]) async for row in rows]

    async def entry(self, number: int) -> EntryRow | None:
        """One entry by its id."""
        row = await self._queries.entry(self._connection, id=number)
        return None if row is None else _entry(row)

    async def entry_of(self, person_id: int) -> EntryRow | None:
        """The entry that a person said is theirs."""
        row = await self._queries.entry_of(self._connection, person_id=person_id)
        return None if row is None else _entry(row)

    async def entry_behind(self, link_hash: str, now: datetime) -> EntryRow | None:
        """The entry of a link that is still good."""
        row = await self._queries.entry_behind(self._connection, link_hash=link_hash, now=instant.written(now))
        return None if row is None else _entry(row)

    async def entries_like(self, part: str, limit: int = 10) -> list[EntryRow]:
        """Entries that have `part` somewhere in `sought`."""
        escaped = part.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        rows = self._queries.entries_like(self._connection, pattern=f"%{escaped}%", limit=limit)
        return [_entry(row) async for row in rows]

    async def roster_counts(self) -> RosterCounts:
        """How many there are."""
        entries, endorsed, linked = await self._queries.roster_counts(self._connection)
        return RosterCounts(entries, endorsed, linked)

    async def delete_entry(self, number: int) -> bool:
        """Take an entry off the list, with its link; its traces in the files go as well. False if it is gone."""
        deleted = await self._queries.delete_entry(self._connection, id=number) is not None
        self.forgets = self.forgets or deleted
        return deleted

    async def save_link(self, number: int, link_hash: str, expires_at: datetime) -> bool:
        """Give an entry another link; False if somebody said meanwhile that it is theirs."""
        moment = instant.written(expires_at)
        row = await self._queries.save_link(self._connection, id=number, link_hash=link_hash, link_expires_at=moment)
        return row is not None

    async def use_link(self, link_hash: str, person_id: int, now: datetime) -> bool:
        """Say that the entry behind a link is this person's, who has none yet; False if the link is no good."""
        moment = instant.written(now)
        row = await self._queries.use_link(self._connection, link_hash=link_hash, person_id=person_id, now=moment)
        return row is not None

    async def unlink_entry(self, person_id: int) -> bool:
        """Take it back; False if there was none."""
        return await self._queries.unlink_entry(self._connection, person_id=person_id) is not None


def _entry(row: Sequence[Any]) -> EntryRow:
    """From the columns in the order of roster.sql."""
    number, email, first_name, last_name, endorsements, membership, tags, person_id, expires = row
    return EntryRow(
        email,
        first_name,
        last_name,
        endorsements,
        None if membership is None else date.fromisoformat(membership),
        tuple(json.loads(tags)),
        person_id=person_id,
        link_expires_at=None if expires is None else instant.read(expires),
        id=number,
    )
