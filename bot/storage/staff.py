"""The staff: who was given a role, beside the owners that the environment names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.storage import instant
from bot.storage.bound import Bound

GivenRole = Literal["coordinator", "drafter"]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person with a role; `first_name` is what Telegram calls them, None until they write."""

    person_id: int
    role: GivenRole
    invited_by: int
    since: datetime
    first_name: str | None = None


class Staff(Bound):
    """What a transaction can do with the staff."""

    __slots__ = ()

    async def staff_role(self, person_id: int) -> GivenRole | None:
        """The role that somebody was given; None for everybody else, owners too."""
        role: GivenRole | None = await self._queries.staff_role(self._connection, person_id=person_id)
        return role

    async def staff(self) -> list[StaffRow]:
        """Everybody with a role, the longest here first."""
        return [
            StaffRow(person_id, role, invited_by, instant.read(since), name)
            async for person_id, role, invited_by, since, name in self._queries.staff(self._connection)
        ]

    async def save_staff(self, row: StaffRow) -> None:
        """Give a stored person a role, or another one."""
        await self._queries.save_staff(
            self._connection,
            person_id=row.person_id,
            role=row.role,
            invited_by=row.invited_by,
            since=instant.written(row.since),
        )

    async def remove_staff(self, person_id: int) -> GivenRole | None:
        """Take a role away, and with it the progress of announcements; the one it was, None if there was none."""
        await self._queries.hide_progress(self._connection, person_id=person_id)
        role: GivenRole | None = await self._queries.remove_staff(self._connection, person_id=person_id)
        return role
