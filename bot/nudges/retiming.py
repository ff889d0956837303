"""Working out anew when everybody with Endorsements is due: a new pack may have another ladder."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.gateway.bug import record
from bot.nudges.due import due_at
from bot.storage import PersonRow, Storage, StorageError
from dialogs.session import Session
from rules.pack import RulePack

_PAGE = 100
_SOON = timedelta(hours=1)
_HOLDS = '"endorsements":'
"""In a stored session, of everybody whose reminders a ladder decides; the others are not even read."""


async def retime(storage: Storage, pack: RulePack, clock: Clock, stopped: Callable[[], bool] = lambda: False) -> int:
    """How many are due at another moment than before; a page at a time, until `stopped`."""
    moved, last, page = 0, 0, [(0, "")]
    while page and not stopped():
        async with storage.transaction() as transaction:
            page = await transaction.roll(last, _PAGE)
        for last, session in page:
            if _HOLDS in session:
                moved += await _retimed(storage, pack, clock, last)
        await asyncio.sleep(0)
    return moved


async def _retimed(storage: Storage, pack: RulePack, clock: Clock, person_id: int) -> bool:
    try:
        async with storage.transaction() as transaction:
            now = clock.now()
            row = await transaction.person(person_id)
            if row is None or _anew(row, pack, now) == row:
                return False
            row = await transaction.lock_known_person(person_id, now)
            if row is None:
                return False
            await transaction.save_person(_anew(row, pack, now))
            return True
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001  one person's fault must not keep the others from their reminders
        record("a reminder could not be worked out", error)
        return False


def _anew(row: PersonRow, pack: RulePack, now: datetime) -> PersonRow:
    """The row by this pack; unchanged if it comes within the hour anyway: it may have been put off after a fault."""
    due = due_at(Session.model_validate_json(row.session), pack, now)
    is_near = row.due_at is not None and due is not None and max(row.due_at, due) <= now + _SOON
    return row if is_near else replace(row, due_at=due)
