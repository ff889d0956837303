"""The days of renewals for a calendar: which are coming, and which a calendar holds that are not any more."""

import hashlib
from collections.abc import Iterator
from datetime import date

from dialogs.calendar_day import CalendarDay, DayKind
from dialogs.endorsed import letters_of, standing_of
from dialogs.endorsement import Endorsement
from dialogs.packet import CalendarEvent
from dialogs.scene import Scene
from dialogs.session import Session

_MOST = 100
"""Days that are remembered: more than twelve Endorsements and all that was corrected about them."""


def to_calendar(scene: Scene) -> Session:
    """Look at the calendar, and remember what it holds."""
    return scene.session.model_copy(update={"calendar": calendar_days(scene)}).at("calendar")


def calendar_days(scene: Scene) -> tuple[CalendarDay, ...]:
    """What a download of today holds; a second one holds the same."""
    before = {one.key: one for one in scene.session.calendar}
    coming = {one.key: _following(one, before.get(one.key)) for one in _coming(scene)}
    # What is past stays in calendars as it was: nobody waits for it any more.
    gone = (one for key, one in before.items() if key not in coming and one.day >= scene.on)
    return (*map(_cancelled, gone), *coming.values())[-_MOST:]


def calendar_events(scene: Scene) -> tuple[CalendarEvent, ...]:
    """The same in words."""
    endorsements = {one.id: one for one in scene.session.endorsements}
    return tuple(_event(scene, one, endorsements.get(one.endorsement)) for one in calendar_days(scene))


def _coming(scene: Scene) -> Iterator[CalendarDay]:
    """The day the window opens and the deadline, of every cycle that runs."""
    for endorsement in scene.session.endorsements:
        found = standing_of(scene, endorsement)
        if found.lapsed:
            continue
        days: dict[DayKind, date] = {"opens": found.cycle.window_opens, "deadline": found.cycle.deadline}
        for kind, day in days.items():
            bare = CalendarDay(endorsement=endorsement.id, kind=kind, day=day, mark="")
            event = _event(scene, bare, endorsement)
            told = f"{event.day.isoformat()}\n{event.title}\n{event.text}"
            yield bare.model_copy(update={"mark": hashlib.sha256(told.encode()).hexdigest()[:12]})


def _following(now: CalendarDay, before: CalendarDay | None) -> CalendarDay:
    if before is None:
        return now
    is_changed = before.cancelled or before.mark != now.mark
    return now.model_copy(update={"sequence": before.sequence + is_changed})


def _cancelled(day: CalendarDay) -> CalendarDay:
    return day if day.cancelled else day.model_copy(update={"sequence": day.sequence + 1, "cancelled": True})


def _event(scene: Scene, day: CalendarDay, endorsement: Endorsement | None) -> CalendarEvent:
    uid = f"{day.key}@{scene.pack.name}"
    if day.cancelled or endorsement is None:
        title = scene.words.sentence("renewal/event_cancelled")
        return CalendarEvent(uid, day.sequence, day.day, title, "", cancelled=True)
    given = {
        "kind": day.kind,
        "letters": letters_of(scene, endorsement),
        "system": scene.pack.association.application_system,
    }
    deadline = scene.pack.renewal_policy(scene.on).deadline.of(day.day.year)
    return CalendarEvent(
        uid=uid,
        sequence=day.sequence,
        day=day.day,
        title=scene.words.sentence("renewal/event_title", **given),
        text=scene.words.sentence("renewal/event_text", deadline=deadline, **given),
    )
