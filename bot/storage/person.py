"""The person: one row, read once and written once per update."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.storage import instant
from bot.storage.bound import Bound
from bot.storage.errors import StorageError
from bot.storage.paging import FIRST, Mark, page

Reachable = Literal["yes", "blocked", "gone"]

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `session` (JSON object) and `seen` (JSON list of update ids) are opaque here.

    `message_id` is the message that shows the current screen; `message_stays`: it must not be replaced.
    `language` and `time_zone` are None until known. `updated_at` is when the row was last locked for work. `due_at` is
    when to look whether they are to be nudged; None: never, as things are. `first_name` is what Telegram calls them.
    """

    id: int
    session: str
    seen: str
    message_id: int | None
    message_stays: bool
    language: str | None
    time_zone: str | None
    reachable: Reachable
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None = None
    first_name: str | None = None


class People(Bound):
    """What a transaction can do with people."""

    __slots__ = ()

    async def lock_person(self, person_id: int, now: datetime) -> PersonRow:
        """The person, created when absent, locked until the transaction ends; waits for who holds the lock.

        It counts as a sign of them: who works on a person by itself takes `lock_known_person`.

        Who was forgotten and comes back starts anew: only an import or a restored backup asks `is_forgotten`.

        Raises:
            ValueError: if `person_id` is not positive or does not fit 64 bits, or `now` has no time zone.
        """
        if not 0 < person_id <= LARGEST_ID:
            raise ValueError(f"person id {person_id} is out of range; allowed: 1 to {LARGEST_ID}")
        written = instant.written(now)
        *row, heard_on = await self._queries.lock_person(self._connection, person_id=person_id, now=written)
        if heard_on != (today := instant.day_of(written)):
            await self._queries.note_heard(self._connection, person_id=person_id, today=today)
        return self._locked(row)

    async def lock_known_person(self, person_id: int, now: datetime) -> PersonRow | None:
        """The person, locked as by `lock_person`; None when unknown or forgotten, and then nobody is created."""
        row = await self._queries.lock_known_person(self._connection, person_id=person_id, now=instant.written(now))
        return None if row is None else self._locked(row)

    async def people_due(self, now: datetime, limit: int, after: Mark = FIRST) -> list[Mark]:
        """Up to `limit` people whose `due_at` has come, the longest due first, behind `after` of the page before."""
        return await page(self._queries.people_due, self._connection, now, limit, after)

    async def person(self, person_id: int) -> PersonRow | None:
        """The person without a lock, None when unknown."""
        row = await self._queries.person(self._connection, person_id=person_id)
        return None if row is None else _person(row)

    async def save_person(self, row: PersonRow) -> None:
        """Write back a person that this transaction locked. `created_at` is never changed.

        Raises:
            ValueError: if a text holds a null byte or half a surrogate pair, which PostgreSQL cannot store.
            StorageError: if the person is not there: not locked first, or forgotten meanwhile.
        """
        for name in ("session", "seen", "language", "time_zone", "first_name"):
            _check_text(name, getattr(row, name))
        saved = await self._queries.save_person(
            self._connection,
            person_id=row.id,
            session=row.session,
            seen=row.seen,
            message_id=row.message_id,
            message_stays=int(row.message_stays),
            language=row.language,
            time_zone=row.time_zone,
            reachable=row.reachable,
            first_name=row.first_name,
            now=instant.written(row.updated_at),
        )
        if saved is None:
            raise StorageError("the person to save is not stored: not locked first, or forgotten")
        if row.id not in self._due or self._due[row.id] != row.due_at:
            due_at = None if row.due_at is None else instant.written(row.due_at)
            await self._queries.save_due_at(self._connection, person_id=row.id, due_at=due_at)
            self._due[row.id] = row.due_at

    def _locked(self, row: Sequence[Any]) -> PersonRow:
        locked = _person(row)
        self._due[locked.id] = locked.due_at
        return locked


def _person(row: Sequence[Any]) -> PersonRow:
    """From the columns in the order of person.sql."""
    person_id, session, seen, message_id, stays, language, time_zone, reachable, created, updated, due, name = row
    return PersonRow(
        person_id,
        session,
        seen,
        message_id,
        bool(stays),
        language,
        time_zone,
        reachable,
        instant.read(created),
        instant.read(updated),
        None if due is None else instant.read(due),
        name,
    )


def _check_text(name: str, text: str | None) -> None:
    """Refused by name and never by value, which may be an answer."""
    if text is None:
        return
    try:
        storable = b"\x00" not in text.encode()
    except UnicodeEncodeError:
        storable = False
    if not storable:
        raise ValueError(f"{name} holds a null byte or half a surrogate pair, which cannot be stored")
