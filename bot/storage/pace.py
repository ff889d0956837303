"""How fast all workers together may send: what Telegram has told one of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.storage import instant
from bot.storage.bound import Bound


@dataclass(frozen=True, slots=True)
class PaceRow:
    """Nothing is sent before `not_before`; from then on `rate` messages a second, and more as time goes by."""

    not_before: datetime
    rate: float


class Paces(Bound):
    """What a transaction can do with the one pace there is."""

    __slots__ = ()

    async def pace(self) -> PaceRow | None:
        """What Telegram has told last; None: nothing yet."""
        row = await self._queries.pace(self._connection)
        return None if row is None else PaceRow(instant.read(row[0]), row[1])

    async def slow_down(self, row: PaceRow) -> None:
        """Tell every worker; a longer pause that was told before stays."""
        await self._queries.slow_down(self._connection, not_before=instant.written(row.not_before), rate=row.rate)
