"""Typed moments to come: "tomorrow 9am", "5 December 9:30 pm", "12/5/2026 14:00", "noon"."""

import re
from datetime import date, datetime, time, timedelta

from dialogs.dates import parse_day

_TIME = re.compile(r"(?:\bat\s+|\ba\s+las\s+)?\b(\d{1,2})(?::(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?$")
_SAID = {"noon": "12:00", "midday": "12:00", "mediodía": "12:00", "mediodia": "12:00"}
_DAYS_AHEAD = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "manana": 1}
_OVER = frozenset({"yesterday", "ayer"})
_YEAR = timedelta(days=364)
MORNING = time(9)
"""Meant by a day without a time."""


def parse_moment(text: str, now: datetime) -> datetime | None:
    """The moment meant, in the time of `now` and without its zone; None where the text is none.

    A day without a time means its morning, a time without a day the next such time, a day without a year the next one.
    A moment that is over is given as well: whoever asks tells that it is.
    """
    plain = " ".join(text.casefold().replace(",", " ").split())
    for said, figures in _SAID.items():
        plain = re.sub(rf"\b{said}\b", figures, plain)
    day = _day(plain, now.date())
    if day is not None:
        return datetime.combine(day, MORNING)
    found = _TIME.search(plain)
    at = None if found is None else _time(found)
    if found is None or at is None:
        return None
    before = plain[: found.start()].strip()
    if not before:
        today = datetime.combine(now.date(), at)
        return today if today > now.replace(tzinfo=None) else today + timedelta(days=1)
    day = _day(before, now.date())
    return None if day is None else datetime.combine(day, at)


def _day(plain: str, today: date) -> date | None:
    if plain in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[plain])
    if plain in _OVER:
        return None
    # A day without a year is the last one up to the day given: of a year ahead, that is the next one from now.
    day = parse_day(plain, today + _YEAR)
    return day if isinstance(day, date) else None


def _time(found: re.Match[str]) -> time | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if found[2] is None and not half:
        return None  # "9" alone may be anything
    if half and not 1 <= hour <= 12:  # noqa: PLR2004  a clock's face
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004  a day's hours
