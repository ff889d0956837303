"""The audit log: who did what, when and to whom. The database refuses to change or delete an entry."""

from dataclasses import dataclass
from datetime import datetime

from bot.storage import instant
from bot.storage.bound import Bound

NOBODY = 0
"""Who did it, where it was the command line or the bot by itself."""

_NEWEST = 2**31


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry. `what` is a code such as "announcement.confirmed"; `subject` what it was about, such as "announcement
    12" or "person 1234"; `detail` a short plain line, without answers and without names.
    """

    at: datetime
    who: int
    what: str
    subject: str
    detail: str = ""
    id: int = 0


class Audit(Bound):
    """What a transaction can do with the audit log: add, and read."""

    __slots__ = ()

    async def note(self, row: AuditRow) -> None:
        """Add an entry, in the transaction that does what it tells."""
        await self._queries.add_audit(
            self._connection,
            at=instant.written(row.at),
            who=row.who,
            what=row.what,
            subject=row.subject,
            detail=row.detail,
        )

    async def audit_log(self, limit: int, before_id: int = _NEWEST) -> list[AuditRow]:
        """The newest `limit` entries, newest first; `before_id` is the id of the last one of the page before."""
        rows = self._queries.audit_log(self._connection, before_id=before_id, limit=limit)
        return [
            AuditRow(instant.read(at), who, what, subject, detail, number)
            async for number, at, who, what, subject, detail in rows
        ]
