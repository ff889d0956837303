"""When an announcement goes out: chosen by buttons, or typed."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.announcements.drafts import changed, opened, read_timing
from bot.office.visit import Onward, Visit
from dialogs.announcements.moment import parse_moment
from dialogs.announcements.timing import HOURS_VALID, Timing
from dialogs.day_picker import Picker, day_rows
from dialogs.keyboard import packed
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen
from dialogs.zone import home_of

LABELS = "office_life"
_HOURS = (7, 8, 9, 10, 12, 15, 17, 19, 20)
_FARTHEST = timedelta(days=366)


async def show_when(visit: Visit, number: str) -> Screen:
    """What is set, with a way to change each part."""
    timing = read_timing(await opened(visit, number))
    labels = visit.scene.words.labels(LABELS)
    rows = (
        (do(labels["now"], "o_when_is", number, "now"), go(labels["pick_day"], "o_when_day", number)),
        (do(labels["morning"], "o_when_is", number, "morning"),),
        *packed([do(labels[f"valid_{hours}"], "o_valid", number, str(hours)) for hours in (*HOURS_VALID, 0)]),
        (go(labels["draft"], "o_compose", number),),
    )
    return visit.scene.screen(
        "office/when", rows, kind=timing.kind, at=timing.at, hours=timing.valid_hours, zone=zone_name(visit)
    )


async def write_when(visit: Visit, number: str, *_picked: str) -> Onward:
    """A day and a time, typed."""
    text = visit.message.text if visit.message is not None else None
    at = parse_moment(text or "", local_now(visit))
    if at is None:
        raise Misunderstood(visit.scene.words.page("office/when_unclear").text)
    return await _at(visit, number, at)


async def set_kind(visit: Visit, number: str, kind: str) -> Onward:
    """Now, or in everybody's morning."""
    if kind not in {"now", "morning"}:
        raise Refused(kind)
    timing = read_timing(await opened(visit, number))
    return await _kept(visit, number, timing.model_copy(update={"kind": kind, "at": None}))


async def set_valid(visit: Visit, number: str, hours: str) -> Onward:
    """How long it stays good; 0: without an end."""
    if hours not in {str(one) for one in (0, *HOURS_VALID)}:
        raise Refused(hours)
    timing = read_timing(await opened(visit, number))
    return await _kept(visit, number, timing.model_copy(update={"valid_hours": int(hours) or None}))


async def show_day(visit: Visit, number: str, *picked: str) -> Screen:
    """A calendar of the year to come."""
    await opened(visit, number)
    today = local_now(visit).date()
    picker = Picker(
        earliest=today,
        latest=today + _FARTHEST - timedelta(days=1),
        step=lambda label, *so_far: go(label, "o_when_day", number, *so_far),
        choose=lambda label, day: go(label, "o_when_hour", number, day.isoformat()),
    )
    back = go(visit.scene.words.labels(LABELS)["back"], "o_when", number)
    rows = (*day_rows(visit.scene.words, picker, *picked), (back,))
    return visit.scene.screen("office/when_day", rows, zone=zone_name(visit))


async def show_hour(visit: Visit, number: str, day: str) -> Screen:
    """The usual hours of that day."""
    await opened(visit, number)
    words = visit.scene.words
    choice = partial(_hour_button, visit, number, day)
    back = go(words.labels(LABELS)["back"], "o_when_day", number)
    rows = (*packed([choice(hour) for hour in _HOURS]), (back,))
    return visit.scene.screen("office/when_hour", rows, day=_day(day), zone=zone_name(visit))


async def write_hour(visit: Visit, number: str, day: str) -> Onward:
    """The time, typed; a day may come with it."""
    text = (visit.message.text or "") if visit.message is not None else ""
    at = parse_moment(f"{_day(day).isoformat()} {text}", local_now(visit)) or parse_moment(text, local_now(visit))
    if at is None:
        raise Misunderstood(visit.scene.words.page("office/when_unclear").text)
    return await _at(visit, number, at)


async def set_at(visit: Visit, number: str, day: str, hour: str) -> Onward:
    """A day and an hour, tapped."""
    if hour not in {str(one) for one in _HOURS}:
        raise Refused(hour)
    return await _at(visit, number, datetime.combine(_day(day), time(int(hour))))


def home(visit: Visit) -> ZoneInfo:
    """Where the association is."""
    return home_of(visit.scene.pack)


def local_now(visit: Visit) -> datetime:
    """Now, where the association is."""
    return visit.now.astimezone(home(visit))


def zone_name(visit: Visit) -> str:
    """The association's time zone, by the place that it is named after."""
    return home(visit).key.rpartition("/")[2].replace("_", " ")


def starts(timing: Timing, now: datetime, zone: ZoneInfo) -> datetime:
    """When it begins, in UTC: not before `now`. A time that the clocks jump over is the one they jump to."""
    if timing.kind != "at" or timing.at is None:
        return now
    return max(now, timing.at.replace(tzinfo=zone).astimezone(UTC))


async def _at(visit: Visit, number: str, at: datetime) -> Onward:
    timing = read_timing(await opened(visit, number))
    moment = at.replace(tzinfo=home(visit))
    if moment <= visit.now:
        raise Misunderstood(visit.scene.words.page("office/when_over", at=at).text)
    if moment > visit.now + _FARTHEST:
        raise Misunderstood(visit.scene.words.page("office/when_far").text)
    return await _kept(visit, number, timing.model_copy(update={"kind": "at", "at": at}))


async def _kept(visit: Visit, number: str, timing: Timing) -> Onward:
    await changed(visit, await opened(visit, number), "timed", timing=timing.model_dump_json())
    return visit.to("o_when", number)


def _hour_button(visit: Visit, number: str, day: str, hour: int) -> Button:
    return do(visit.scene.words.hour(hour), "o_when_at", number, _day(day).isoformat(), str(hour))


def _day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Refused(day) from None
