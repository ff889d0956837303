"""Whose clock counts: the time zone of a person, and of the association."""

from zoneinfo import ZoneInfo

from dialogs.session import Session
from rules.pack import RulePack


def zone_of(session: Session, pack: RulePack) -> ZoneInfo:
    """Where the person lives; where the association is, if they have not said."""
    return ZoneInfo(session.time_zone) if session.time_zone else home_of(pack)


def home_of(pack: RulePack) -> ZoneInfo:
    """Where the association is."""
    return ZoneInfo(pack.association.time_zone)
