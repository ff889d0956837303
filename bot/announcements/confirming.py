"""The confirmation, the same by chat and by command: nothing may differ from what was looked at."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from bot.announcements.freeze import Count, freeze
from bot.announcements.length import too_long
from bot.announcements.moves import move
from bot.announcements.scheduling import starts
from bot.announcements.tally import by_state
from bot.office.role import role_of
from bot.office.visit import Room
from bot.storage import AnnouncementRow, Transaction
from bot.storage.audit import NOBODY
from dialogs.announcements.lifecycle import NotNow, Step
from dialogs.announcements.timing import Timing
from dialogs.roles import Role, may
from dialogs.zone import home_of

_MARK = 16
"""Letters of a mark, so that a button has room for it."""


@dataclass(frozen=True, slots=True)
class Look:
    """The list as it was made just now, and for how many of them the text gets too long."""

    count: Count
    too_long: int


class Otherwise(Exception):
    """It does not go to as many people as was said, or gets too long for some; `look` is how it is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.count.total, look.too_long)
        self.look = look


async def looked(room: Room, row: AnnouncementRow) -> Look:
    """Make the list anew.

    Raises:
        NotNow: if it was confirmed meanwhile, or its audience changed.
    """
    count = await freeze(room, row, room.clock.now())
    return Look(count, len(await too_long(room, row.id)))


async def confirm(room: Room, row: AnnouncementRow, expected: int, who: int) -> AnnouncementRow:
    """Make the list of `row` anew and have it sent to these `expected` people; `who` is shown how far it is.

    Raises:
        Otherwise: if they are not as many, or it does not fit all of them.
        NotNow: if anything about it is not as in `row` any more, or `who` may not confirm it.
    """
    look = await looked(room, row)
    if not expected or look.count.total != expected or look.too_long:
        raise Otherwise(look)
    now = room.clock.now()
    timing = Timing.model_validate_json(row.timing)
    begins = starts(timing, now, home_of(room.book.pack))
    async with room.storage.transaction() as transaction:
        await _unchanged(transaction, row, expected)
        if not is_approved(room, row) or not await may_still(room, transaction, who):
            raise NotNow(f"announcement {row.id} is not theirs to confirm")
        return await move(
            transaction,
            row.id,
            Step.CONFIRM,
            now,
            who=who,
            detail=f"{expected} people",
            confirmed_by=who,
            confirmed_at=now,
            starts_at=begins,
            expires_at=None if timing.valid_hours is None else begins + timedelta(hours=timing.valid_hours),
            progress_chat=None if who == NOBODY else who,
        )


def mark_of(row: AnnouncementRow) -> str:
    """Tells what an announcement says, to whom and when, from what it said before or after; for a button."""
    seen = f"{row.content}\n{row.audience}\n{row.timing}\n{row.topic}"
    return hashlib.sha256(seen.encode()).hexdigest()[:_MARK]


def is_approved(room: Room, row: AnnouncementRow) -> bool:
    """Whether as many have looked at it as have to: where there are to be two, somebody else than the writer."""
    approved = row.approved_by is not None and row.approved_by != row.author
    return approved or not room.settings.announcement_approval


async def may_still(room: Room, transaction: Transaction, who: int) -> bool:
    """Whether somebody is a coordinator, asked once more: counting takes a while. Whoever runs a command may."""
    return who == NOBODY or may(await role_of(room.settings, transaction, who), Role.COORDINATOR)


async def _unchanged(transaction: Transaction, seen: AnnouncementRow, expected: int) -> None:
    row = await transaction.lock_announcement(seen.id)
    if row is None or (mark_of(row), row.approved_by) != (mark_of(seen), seen.approved_by):
        raise NotNow(f"announcement {seen.id} was changed meanwhile")
    counts = await transaction.recipient_counts(seen.id)
    if by_state(counts)["pending"] != expected:
        raise NotNow(f"the list of announcement {seen.id} was changed meanwhile")
