"""A calendar made of buttons: a year, a month, a day; three taps. Telegram has none of its own."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dialogs.keyboard import Rows
from dialogs.scene import Refused
from dialogs.screen import Button
from dialogs.words import Words

_YEARS_SHOWN = 9
_IN_A_ROW = 3
_DAYS_IN_A_ROW = 7
_UNTIL = "to"


@dataclass(frozen=True, slots=True)
class Picker:
    """Which days can be picked, and what buttons do: `step` goes on with what is picked so far, `choose` ends it."""

    earliest: date
    latest: date
    step: Callable[..., Button]
    choose: Callable[[str, date], Button]


def day_rows(words: Words, picker: Picker, *picked: str) -> Rows:
    """The rows for what is picked so far: nothing, a page of years ("to2016"), a year, or a year and a month.

    Raises:
        Refused: if that is not among what can be picked.
    """
    match picked:
        case ():
            return _years(words, picker, picker.latest.year)
        case (page,) if page.startswith(_UNTIL):
            return _years(words, picker, _number(page.removeprefix(_UNTIL), picker))
        case (year,):
            return _months(words, picker, _number(year, picker))
        case (year, month):
            return _days(words, picker, _number(year, picker), month)
    raise Refused(picked)


def _years(words: Words, picker: Picker, last: int) -> Rows:
    first = max(picker.earliest.year, last - _YEARS_SHOWN + 1)
    buttons = [picker.step(str(year), str(year)) for year in range(first, last + 1)]
    earlier = [picker.step(words.buttons["earlier"], f"{_UNTIL}{first - 1}")] if first > picker.earliest.year else []
    return (*_in_rows(buttons, _IN_A_ROW), *((one,) for one in earlier))


def _months(words: Words, picker: Picker, year: int) -> Rows:
    months = [month for month in range(1, 13) if _span(picker, year, month)]
    buttons = [picker.step(words.month(date(year, month, 1)), str(year), str(month)) for month in months]
    return (*_in_rows(buttons, _IN_A_ROW), (picker.step(_not_in(words, str(year))),))


def _days(words: Words, picker: Picker, year: int, month: str) -> Rows:
    if month not in map(str, range(1, 13)) or not _span(picker, year, int(month)):
        raise Refused(month)
    days = [date(year, int(month), day) for day in _span(picker, year, int(month))]
    buttons = [picker.choose(str(day.day), day) for day in days]
    back = picker.step(_not_in(words, words.month_of_year(days[0])), str(year))
    return (*_in_rows(buttons, _DAYS_IN_A_ROW), (back,))


def _not_in(words: Words, picked: str) -> str:
    """The way back, which tells as well what is picked so far."""
    return words.page("renewal/not_in", picked=picked).text


def _span(picker: Picker, year: int, month: int) -> range:
    """The days of a month that can be picked."""
    last = monthrange(year, month)[1]
    starts = 1 if date(year, month, 1) >= picker.earliest else picker.earliest.day
    if date(year, month, last) < picker.earliest or date(year, month, 1) > picker.latest:
        return range(0)
    return range(starts, (picker.latest.day if date(year, month, last) > picker.latest else last) + 1)


def _number(year: str, picker: Picker) -> int:
    if not (year.isdecimal() and year.isascii() and len(year) == 4):  # noqa: PLR2004  a year
        raise Refused(year)
    if not picker.earliest.year <= int(year) <= picker.latest.year:
        raise Refused(year)
    return int(year)


def _in_rows(buttons: list[Button], across: int) -> Rows:
    return tuple(tuple(buttons[start : start + across]) for start in range(0, len(buttons), across))
