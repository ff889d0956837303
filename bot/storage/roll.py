"""Everybody, one after the other."""

from bot.storage.bound import Bound


class Roll(Bound):
    """What a transaction can do with all people together."""

    __slots__ = ()

    async def roll(self, after_id: int = 0, limit: int = 500) -> list[tuple[int, str]]:
        """Ids and sessions of the next people, none at the end; `after_id` is the last id of the page before."""
        rows = self._queries.roll(self._connection, after_id=after_id, limit=limit)
        return [(person_id, session) async for person_id, session in rows]
