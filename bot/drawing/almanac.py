"""Days as an iCalendar file (RFC 5545) that a calendar takes in, and takes in again when they have changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event
from icalendar.enums import STATUS, TRANSP

from dialogs.packet import CalendarEvent

_WEEK_BEFORE = timedelta(days=-6, hours=-15)
"""A whole day begins at midnight, when nobody is to be woken: at nine in the morning, seven days before it."""


def draw(events: Iterable[CalendarEvent], *, now: datetime, product: str, owner: str) -> bytes:
    """See `bot.drawing.calendar_ics`."""
    calendar = Calendar.new(
        uid=f"{owner}-renewal",  # else every download would be a calendar of its own
        prodid=product,
        method="PUBLISH",
        calscale="GREGORIAN",
        subcomponents=[_event(event, now, owner) for event in events],
    )
    return bytes(calendar.to_ical())


def _event(event: CalendarEvent, now: datetime, owner: str) -> Event:
    return Event.new(
        uid=f"{owner}-{event.uid}",
        sequence=event.sequence,
        stamp=now,
        start=event.day,
        end=event.day + timedelta(days=1),  # the first day that is no part of it
        summary=event.title,
        description=event.text,
        transparency=TRANSP.TRANSPARENT,
        status=STATUS.CANCELLED if event.cancelled else STATUS.CONFIRMED,
        subcomponents=[] if event.cancelled else [_alarm(event)],
    )


def _alarm(event: CalendarEvent) -> Alarm:
    alarm = Alarm.new(description=event.title)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _WEEK_BEFORE)
    return alarm
