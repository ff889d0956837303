"""Links that give a role, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from bot.storage import instant
from bot.storage.bound import Bound
from bot.storage.staff import GivenRole


@dataclass(frozen=True, slots=True)
class InviteRow:
    """`hash` is of the link's secret: who reads the database cannot use it."""

    hash: str
    role: GivenRole
    made_by: int
    made_at: datetime
    expires_at: datetime


class Invites(Bound):
    """What a transaction can do with invitations."""

    __slots__ = ()

    async def add_invite(self, row: InviteRow) -> None:
        """Store a link that was not used yet."""
        await self._queries.add_invite(
            self._connection,
            hash=row.hash,
            role=row.role,
            made_by=row.made_by,
            made_at=instant.written(row.made_at),
            expires_at=instant.written(row.expires_at),
        )

    async def invite_role(self, hashed: str, now: datetime) -> GivenRole | None:
        """What a link would give now; None if it was used or is too old."""
        role: GivenRole | None = await self._queries.invite_role(
            self._connection, hash=hashed, now=instant.written(now)
        )
        return role

    async def use_invite(self, hashed: str, now: datetime) -> tuple[GivenRole, int] | None:
        """The role and who invited, if the link is good; it is not good a second time."""
        row = await self._queries.use_invite(self._connection, hash=hashed, now=instant.written(now))
        return None if row is None else (cast("GivenRole", row[0]), int(row[1]))

    async def withdraw_invites(self, now: datetime) -> int:
        """Make all open links useless; how many there were."""
        rows = self._queries.withdraw_invites(self._connection, now=instant.written(now))
        return len([row async for row in rows])

    async def open_invites(self, now: datetime) -> int:
        """How many links could still be used."""
        count: int = await self._queries.open_invites(self._connection, now=instant.written(now))
        return count
