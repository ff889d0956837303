"""An import: planned in a thread, so that nobody waits for it, and written in pages."""

import asyncio
from datetime import datetime

from bot.roster.comparing import Plan, compared, known_entries
from bot.roster.reading import read
from bot.storage import AuditRow, Storage
from dialogs.zone import home_of
from rules.pack import RulePack

_PAGE = 500


async def planned(storage: Storage, pack: RulePack, content: bytes, file_name: str, now: datetime) -> Plan:
    """What a file would change now; nothing is.

    Raises:
        BadFile: if nothing of it can be taken.
    """
    today = now.astimezone(home_of(pack)).date()
    reading = await asyncio.to_thread(read, content, file_name, pack, today)
    return await asyncio.to_thread(compared, reading, await known_entries(storage))


async def carry_out(storage: Storage, plan: Plan, who: int, now: datetime) -> None:
    """Write what can be taken. A crash leaves whole pages; the same file again does the rest."""
    for start in range(0, len(plan.saves), _PAGE):
        async with storage.transaction() as transaction:
            await transaction.save_entries(plan.saves[start : start + _PAGE], now)
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in plan.counts.items())
    async with storage.transaction() as transaction:
        await transaction.note(AuditRow(now, who, "roster.imported", "roster", counts))
