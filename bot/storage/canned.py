"""Answers that the staff keep ready."""

from dataclasses import dataclass

from bot.storage.bound import Bound


@dataclass(frozen=True, slots=True)
class CannedRow:
    """`text` is plain."""

    id: int
    title: str
    text: str
    made_by: int


class CannedAnswers(Bound):
    """What a transaction can do with answers kept ready."""

    __slots__ = ()

    async def add_canned(self, title: str, text: str, made_by: int) -> int:
        """Keep one; its number."""
        number: int = await self._queries.add_canned(self._connection, title=title, text=text, made_by=made_by)
        return number

    async def canned(self) -> list[CannedRow]:
        """All of them, by title."""
        return [CannedRow(*row) async for row in self._queries.canned(self._connection)]

    async def canned_one(self, number: int) -> CannedRow | None:
        """One of them; None if it was thrown away."""
        row = await self._queries.canned_one(self._connection, id=number)
        return None if row is None else CannedRow(*row)

    async def delete_canned(self, number: int) -> bool:
        """Throw one away; whether it was there."""
        return await self._queries.delete_canned(self._connection, id=number) is not None
