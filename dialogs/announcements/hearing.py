"""Whether a person wishes to hear an announcement, and when. Pure."""

from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dialogs.endorsement import Wishes
from dialogs.nudging import waking

RENEWAL = "renewal"
"""The topic that reminders about a renewal belong to."""

WEEK = timedelta(days=7)
"""What a weekly cap is about: so long before each announcement."""

Unwanted = Literal["opted_out", "quiet", "capped"]


def unwanted(wishes: Wishes, topic: str, heard: int) -> Unwanted | None:
    """Why somebody does not wish to hear it; `heard` counts what reached them in the week before.

    Quiet is who asked to hear nothing at all, or nothing that reminds them of a renewal.
    """
    if wishes.weekly_cap == 0 or (wishes.stopped and topic == RENEWAL):
        return "quiet"
    if topic in wishes.topics_off:
        return "opted_out"
    return "capped" if wishes.weekly_cap is not None and heard >= wishes.weekly_cap else None


def morning(start: datetime, wishes: Wishes, zone: ZoneInfo) -> datetime:
    """The first morning from `start` on where the person lives, in UTC: when their quiet hours end.

    No Sunday's, unless they allow it.
    """
    local = start.astimezone(zone)
    today = datetime.combine(local.date(), time(wishes.quiet_until), tzinfo=zone)
    # Tomorrow's is not a day of hours later where the clocks are changed tonight.
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(wishes.quiet_until), tzinfo=zone)
    return waking(today if today >= start else tomorrow, wishes, zone)
