"""Working out anew when everybody with Endorsements is due: a new pack may have another ladder."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.gateway.bug import record
from bot.nudges.due import due_at
from bot.storage import Storage, StorageError, Timed
from dialogs.session import Session
from rules.pack import RulePack

_PAGE = 100
_SOON = timedelta(hours=1)
_HOLDS = '"endorsements":'
"""In a stored session, of everybody whose reminders a ladder decides; the others are not even read."""


async def retime(storage: Storage, pack: RulePack, clock: Clock, stopped: Callable[[], bool] = lambda: False) -> int:
    """How many are due at another moment than before; a page at a time, until `stopped`."""
    moved, page = 0, [Timed(0, "", None)]
    while page and not stopped():
        async with storage.transaction() as transaction:
            page = await transaction.timetable(page[-1].person_id, _PAGE)
        for one in page:
            if _HOLDS in one.session:
                moved += await _retimed(storage, pack, clock, one)
                await asyncio.sleep(0)  # a tenth of a millisecond each, between which others have their turn
    return moved


async def _retimed(storage: Storage, pack: RulePack, clock: Clock, one: Timed) -> bool:
    try:
        if _anew(one.session, one.due_at, pack, clock.now()) == one.due_at:
            return False  # most people, and nothing more is read of them
        async with storage.transaction() as transaction:
            now = clock.now()
            row = await transaction.lock_known_person(one.person_id, now)
            if row is None:
                return False
            await transaction.save_person(replace(row, due_at=_anew(row.session, row.due_at, pack, now)))
            return True
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001  one person's fault must not keep the others from their reminders
        record("a reminder could not be worked out", error)
        return False


def _anew(session: str, before: datetime | None, pack: RulePack, now: datetime) -> datetime | None:
    """When they are due by this pack; as before if that is within the hour: it may have been put off after a fault."""
    due = due_at(Session.model_validate_json(session), pack, now)
    is_near = before is not None and due is not None and max(before, due) <= now + _SOON
    return before if is_near else due
