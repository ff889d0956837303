from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.drawing import calendar_ics
from dialogs.packet import CalendarEvent

Event = Any
"""As it was parsed: the library types a property as any of thirty kinds."""

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
DEADLINE = CalendarEvent(
    "endorsement-1-deadline@endorse", 0, date(2027, 12, 31), "Renew IFS", "Attest in EASy; \\ , \n"
)


def written(*events: CalendarEvent, now: datetime = NOW, owner: str = "a1") -> list[Event]:
    parsed = Calendar.from_ical(calendar_ics(events, now=now, product="-//endorse//renewal//EN", owner=owner))
    assert isinstance(parsed, Calendar)
    assert (str(parsed["prodid"]), str(parsed["version"])) == ("-//endorse//renewal//EN", "2.0")
    return list(parsed.walk("VEVENT"))


def taken_in(calendar: dict[str, Event], events: Iterable[Event]) -> dict[str, Event]:
    """What a calendar holds after an import: of each UID the highest SEQUENCE (RFC 5545, 3.8.7.4)."""
    for event in events:
        held = calendar.get(str(event["uid"]))
        if held is None or held["sequence"] < event["sequence"]:
            calendar = {**calendar, str(event["uid"]): event}
    return calendar


def test_an_event_says_all_that_a_calendar_needs() -> None:
    (event,) = written(DEADLINE)
    assert (str(event["uid"]), event["sequence"]) == (f"a1-{DEADLINE.uid}", 0)
    assert (str(event["summary"]), str(event["description"])) == (DEADLINE.title, DEADLINE.text)
    assert event["dtstamp"].dt == NOW
    assert (event["transp"], event["status"]) == ("TRANSPARENT", "CONFIRMED")


def test_every_download_is_the_same_calendar() -> None:
    uids = set()
    for day in (NOW, NOW + timedelta(days=1)):
        calendar = Calendar.from_ical(calendar_ics([DEADLINE], now=day, product="-//endorse//renewal//EN", owner="a1"))
        uids.add(str(calendar["uid"]))
    assert uids == {"a1-renewal"}


def test_it_is_a_whole_day_and_no_longer() -> None:
    (event,) = written(DEADLINE)
    assert event["dtstart"].dt == date(2027, 12, 31)
    assert event["dtend"].dt == date(2028, 1, 1)
    assert event["dtstart"].params["VALUE"] == "DATE"


def test_the_alarm_rings_on_the_morning_a_week_before() -> None:
    (event,) = written(DEADLINE)
    (alarm,) = event.walk("VALARM")
    rings = datetime.combine(event["dtstart"].dt, datetime.min.time()) + alarm["trigger"].dt
    assert rings == datetime(2027, 12, 24, 9)  # noqa: DTZ001  local time, wherever the calendar is
    assert (str(alarm["action"]), str(alarm["description"])) == ("DISPLAY", DEADLINE.title)


def test_a_second_download_updates_and_does_not_double() -> None:
    moved = CalendarEvent(DEADLINE.uid, 1, date(2030, 12, 31), "Renew IFS", "")
    calendar = taken_in(taken_in({}, written(DEADLINE)), written(moved, now=NOW + timedelta(days=1)))
    assert [event["dtstart"].dt for event in calendar.values()] == [date(2030, 12, 31)]


def test_the_same_download_twice_changes_nothing() -> None:
    once = taken_in({}, written(DEADLINE))
    assert taken_in(once, written(DEADLINE, now=NOW + timedelta(days=1))) == once


def test_one_that_is_cancelled_says_so_and_rings_no_more() -> None:
    held = taken_in({}, written(DEADLINE))
    (event,) = taken_in(held, written(replace(DEADLINE, sequence=1, cancelled=True))).values()
    assert (event["status"], event["sequence"], event.walk("VALARM")) == ("CANCELLED", 1, [])
    assert event["dtstart"].dt == DEADLINE.day


def test_two_people_can_share_a_calendar() -> None:
    assert len(taken_in({}, (*written(DEADLINE), *written(DEADLINE, owner="b2")))) == 2


def test_without_events_the_file_is_still_a_calendar() -> None:
    assert written() == []


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200), max_size=4))
def test_whatever_the_words_are_they_come_back(texts: list[str]) -> None:
    events = [CalendarEvent(f"{place}@endorse", place, NOW.date(), text, text) for place, text in enumerate(texts)]
    found = written(*events)
    assert [(str(event["summary"]), str(event["description"])) for event in found] == [(text, text) for text in texts]
