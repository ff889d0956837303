"""Typed dates: "5 May 2025", "Monday, May 5", "5/5/25", "2025-05-05", "yesterday"; of a month or a year, that much."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale

EARLIEST = date(1990, 1, 1)
"""The first day that an Endorsement or an hour can have; the same bound as the rules'."""

_LONGEST = 40
_SPOKEN = ("en", "es")
_ISO = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2}) ?[/. -] ?(\d{1,2}) ?[/. -] ?(\d{4}|\d{2})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[/.-](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(r"['’](\d{2})\b")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b")
_FILLERS = frozenset({"of", "the", "on", "in", "de", "del", "el", "since", "desde", ",", "."})
_DAYS_AGO = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1}


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or with no `month` a year, of which the day is still to be picked."""

    year: int
    month: int | None = None


def parse_day(text: str, on: date, picked: tuple[str, ...] = ()) -> date | Month | None:
    """The day meant; None where the text is not one day.

    `5/6/2025` is the sixth of May, as dates are written in the United States; where the first number cannot be a month
    it is the day. A day without a year is the last such day up to `on`, unless a year was `picked` by button before;
    where a month was picked after it, a bare number is a day of that month.
    """
    completed = [f"{picked[0]}-{picked[1]}-{text.strip()}"] if len(picked) > 1 else []
    readings = (_read(said, on) for said in (*completed, *(f"{text} {year}" for year in picked[:1]), text))
    return next((reading for reading in readings if reading is not None), None)


def _read(text: str, on: date) -> date | Month | None:
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    if plain in _DAYS_AGO:
        return on - timedelta(days=_DAYS_AGO[plain])
    return _in_figures(plain) or _in_words(plain, on)


def _in_figures(plain: str) -> date | Month | None:
    if iso := _ISO.fullmatch(plain):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if written := _MONTH_FIRST.fullmatch(plain):
        first, second, year = (int(part) for part in written.groups())
        year += 2000 if len(written[3]) == 2 else 0  # noqa: PLR2004  "5/5/25"
        return _day(year, first, second) or _day(year, second, first)
    if written := _MONTH_AND_YEAR.fullmatch(plain):
        return _month(int(written[2]), int(written[1]))
    if written := _YEAR_AND_MONTH.fullmatch(plain):
        return _month(int(written[1]), int(written[2]))
    return _month(int(plain), None) if _YEAR.fullmatch(plain) else None


def _in_words(plain: str, on: date) -> date | Month | None:
    unsaid = _FILLERS | _weekdays()
    words = [word for word in re.findall(r"[a-z]+|\d+|\S", plain) if word not in unsaid]
    named = [_months()[word] for word in words if word in _months()]
    figures = [word for word in words if word.isdecimal() and word.isascii()]
    if len(named) != 1 or len(words) != 1 + len(figures):
        return None
    years = [int(word) for word in figures if _YEAR.fullmatch(word)]
    days = [int(word) for word in figures if len(word) <= 2]  # noqa: PLR2004  a day of the month
    match years, days:
        case [year], []:
            return _month(year, named[0])
        case [year], [day]:
            return _day(year, named[0], day)
        case [], [day]:
            return _newest(named[0], day, on)
    return None


def _newest(month: int, day: int, on: date) -> date | None:
    this, last = _day(on.year, month, day), _day(on.year - 1, month, day)
    return this if this is not None and this <= on else last


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int | None) -> Month | None:
    return Month(year, month) if year >= EARLIEST.year and month in {None, *range(1, 13)} else None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _ORDINAL.sub(r"\1", _SHORT_YEAR.sub(r"20\1", " ".join(bare.split()).rstrip(".")))


@cache
def _months() -> Mapping[str, int]:
    """Every name and short name of a month that people here use."""
    names = {
        _plain(name): number
        for language in _SPOKEN
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(language).months["format"][width].items()
    }
    return {**names, "sept": 9}


@cache
def _weekdays() -> frozenset[str]:
    """Names of days of the week, which say nothing that the date does not; short ones in English only.

    Spanish shortens "martes" as it shortens "marzo".
    """
    named = [("en", "wide"), ("en", "abbreviated"), ("es", "wide")]
    return frozenset(
        _plain(name) for language, width in named for name in Locale.parse(language).days["format"][width].values()
    )
