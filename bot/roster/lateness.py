"""Who of the list will not make the deadline at their pace."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.storage import EntryRow, Storage
from dialogs.at_risk import Risk, has_lapsed, risks_of
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.complaints import BadInput
from rules.pack import RulePack


@dataclass(frozen=True, slots=True)
class Late:
    """One Endorsement that is behind, and whose it is."""

    entry: EntryRow
    person_id: int
    risk: Risk


@dataclass(frozen=True, slots=True)
class Lateness:
    """The most pressing first; `looked_at` people are known in Telegram, of `lapsed` the deadline has passed."""

    late: tuple[Late, ...]
    looked_at: int
    lapsed: int


async def lateness(storage: Storage, pack: RulePack, now: datetime) -> Lateness:
    """Everybody who is known in Telegram, in pages, each worked out in a thread."""
    late: list[Late] = []
    looked_at = lapsed = last = 0
    while True:
        async with storage.transaction() as transaction:
            page = await transaction.linked_entries(last)
        if not page:
            break
        found = await asyncio.to_thread(_of_page, page, pack, now)
        late += found.late
        looked_at, lapsed, last = looked_at + found.looked_at, lapsed + found.lapsed, page[-1][0].id
    late.sort(key=lambda one: (-one.risk.short_per_day, one.risk.deadline, one.entry.id))
    return Lateness(tuple(late), looked_at, lapsed)


def _of_page(page: list[tuple[EntryRow, str]], pack: RulePack, now: datetime) -> Lateness:
    late: list[Late] = []
    lapsed = 0
    for entry, stored in page:
        try:
            session = Session.model_validate_json(stored)
            on = now.astimezone(zone_of(session, pack)).date()
            risks, gone = risks_of(pack, session, on), has_lapsed(pack, session, on)
        except (BadInput, ValueError):  # one person who cannot be worked out must not hide the others
            continue
        late += [Late(entry, entry.person_id or 0, risk) for risk in risks]
        lapsed += gone
    return Lateness(tuple(late), len(page), lapsed)
