"""Whether an announcement may go to somebody now: asked when the list is frozen, and again before each copy. Pure."""

from datetime import datetime

from bot.storage import AnnouncementRow, ListenerRow, PersonRow
from dialogs.announcements.hearing import unwanted
from dialogs.nudging import waking
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.pack import RulePack

EXPIRED = "expired"
"""The announcement's time has passed."""

FORGOTTEN = "forgotten"
"""They asked for it, after the list was made."""

UNREADABLE = "unreadable"
"""What is stored of them could not be worked with; that is recorded, and they are left out."""


def unfit(
    person: PersonRow | ListenerRow, session: Session, announcement: AnnouncementRow, heard: int, now: datetime
) -> str | None:
    """Why it is not to be sent; the code that goes into the ledger. `heard` counts what came in the WEEK before."""
    if announcement.expires_at is not None and announcement.expires_at <= now:
        return EXPIRED
    if person.reachable != "yes":
        return person.reachable
    return unwanted(session.wishes, announcement.topic, heard)


def rests_until(session: Session, pack: RulePack, now: datetime) -> datetime | None:
    """When a person's quiet hours end, for what waits for their morning; None: they may be written to now."""
    woken = waking(now, session.wishes, zone_of(session, pack))
    return woken if woken > now else None
