"""One cell as a value: a day, a category, yes or no, tags; or why it is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.roster.header import folded
from bot.roster.table import Cell, Unread, day_of
from dialogs.dates import EARLIEST, parse_day
from rules.codes import AgeBand, Category
from rules.pack import RulePack

LONGEST_NAME = 80
LONGEST_TAG = 40
MOST_TAGS = 30
LATEST = date(2199, 12, 31)

_LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@(?:[^\s@<>,;:\"()\[\]\\.]+\.)+[^\s@<>,;:\"()\[\]\\.]{2,}")
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]*)>\s*")
_TIME = re.compile(
    r"(?<=\d)(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$"
)
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\d[/.-]\d{1,2}[/.-]\d{2}$")
_EITHER = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\s*")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
_PARTS = re.compile(r"\s*(?:[+&;,]|\band\b)\s*", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_MONTH_BETWEEN = re.compile(r"(\d{1,2})[-/. ]([^\W\d]{3,})[-/., ]+'?(\d{2}|\d{4})")
_LAST_CENTURY = re.compile(r"(.*\D)(9\d)")
_MONTHS = 12
_YES = frozenset({"yes", "y", "x", "true", "1", "ers", "si", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0", "none", "na", ""})
_BANDS: Mapping[str, AgeBand] = {
    **dict.fromkeys(("infant", "infants", "i", "infanttoddler", "03", "0to3", "birthto3", "036months"), AgeBand.INFANT),
    **dict.fromkeys(("earlychildhood", "ec", "36", "3to6", "3through6"), AgeBand.EARLY_CHILDHOOD),
    **dict.fromkeys(("both", "infantandearlychildhood", "infantearlychildhood"), AgeBand.BOTH),
}


class Unfit(Exception):
    """A cell that cannot be taken: what came, and what is allowed, as a code of labels/office_roster."""

    def __init__(self, came: object, allowed: str) -> None:
        super().__init__(allowed)
        self.came = came
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day, and how its order was known: `either` way round it could be one, or the day came `day_first`."""

    day: date
    either: bool = False
    day_first: bool = False


def text_in(cell: Cell) -> str:
    """What stands in a cell, in one line; a quote that keeps a spreadsheet from computing it is no part of it."""
    if isinstance(cell, Unread):
        raise Unfit(cell, cell.reason)
    if cell is None:
        return ""
    text = cell if isinstance(cell, str) else str(int(cell)) if isinstance(cell, bool) else str(cell)
    if not text.isprintable():
        text = "".join(one if one.isprintable() else " " for one in text)
    line = " ".join(text.split())
    return line[1:] if line[:1] == "'" and line[1:2] in {"=", "+", "-", "@", "'"} else line


def email_in(cell: Cell) -> str:
    """An e-mail in lower case."""
    text = text_in(cell)
    bracketed = _IN_BRACKETS.fullmatch(text)
    plain = (bracketed[1] if bracketed else text).strip().casefold().removeprefix("mailto:")
    if len(plain) > _LONGEST_EMAIL or not _EMAIL.fullmatch(plain):
        raise Unfit(text, "email")
    return plain


def name_in(cell: Cell) -> str:
    """A name."""
    text = text_in(cell)
    if len(text) > LONGEST_NAME:
        raise Unfit(text, "name")
    return text


def names_in(cell: Cell) -> tuple[str, str]:
    """First and last name of a whole one: "Ida Ng" or "Ng, Ida"."""
    text = text_in(cell)
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        first, _, last = (part.strip() for part in text.partition(" "))
    return name_in(first), name_in(last)


def tags_in(cell: Cell) -> tuple[str, ...]:
    """Words between commas, semicolons or bars; in lower case, each once."""
    parts = {part.strip().casefold() for part in re.split(r"[,;|]", text_in(cell))} - {""}
    if len(parts) > MOST_TAGS or any(len(part) > LONGEST_TAG for part in parts):
        raise Unfit(text_in(cell), "tags")
    return tuple(sorted(parts))


def flag_in(cell: Cell) -> bool:
    """Yes or no; blank is no."""
    text = text_in(cell)
    said = text.casefold() if text in {"✓", "✔"} else folded(text)
    if said not in _YES | _NO:
        raise Unfit(text, "flag")
    return said in _YES


def band_in(cell: Cell) -> AgeBand | None:
    """An age band; None where nothing stands."""
    text = text_in(cell)
    if not text:
        return None
    if folded(text) not in _BANDS:
        raise Unfit(text, "age_band")
    return _BANDS[folded(text)]


def day_in(cell: Cell, first_day: date, on: date) -> DayRead | None:
    """A day in any form that is usual; None where nothing stands. A year has to be said."""
    if isinstance(cell, date):
        return DayRead(_bounded(cell, cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell, first_day)
    text = text_in(cell)
    return _typed(text, first_day, on) if text else None


@lru_cache(8192)
def _typed(text: str, first_day: date, on: date) -> DayRead:
    bare = _TIME.sub("", text).strip()
    if _NUMBER.fullmatch(bare):
        return _serial(float(bare), first_day)
    usual = _usual(bare)
    day = parse_day(usual, on) if _HAS_YEAR.search(usual) else None
    if not isinstance(day, date):
        raise Unfit(text, "day")
    written = _EITHER.fullmatch(bare)
    first, second = (int(written[1]), int(written[2])) if written else (0, 0)
    either = written is not None and first <= _MONTHS and second <= _MONTHS and first != second
    return DayRead(_bounded(day, text), either, day_first=first > _MONTHS)


def _usual(text: str) -> str:
    """A day as spreadsheets show it, as people type it: "Mon, 5-May-25" is "5 May 2025"."""
    bare = _WEEKDAY.sub("", text)
    if figures := _RUN_TOGETHER.fullmatch(bare) or _YEAR_FIRST.fullmatch(bare):
        return "-".join(figures.groups())
    if worded := _MONTH_BETWEEN.fullmatch(bare):
        day, month, year = worded.groups()
        short = len(year) == 2  # noqa: PLR2004  "25"
        return f"{day} {month} {('19' if year > '89' else '20') + year if short else year}"
    old = _LAST_CENTURY.fullmatch(bare)
    return f"{old[1]}19{old[2]}" if old else bare


def _serial(number: float, first_day: date) -> DayRead:
    day = day_of(first_day, number)
    if day is None:
        raise Unfit(f"{number:g}", "day")
    return DayRead(_bounded(day, f"{number:g}"))


def _bounded(day: date, came: object) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Unfit(came, "day")
    return day


class Categories:
    """Every way to say a category of a pack: its letters, its twin's, its name in full, each with the add-on or not."""

    def __init__(self, pack: RulePack) -> None:
        self._known: dict[str, tuple[Category, AgeBand | None]] = {}
        for category, rules in pack.by_code.items():
            for said in (str(category), rules.name):
                self._known[folded(said)] = (category, None)
            for said in (rules.early_childhood_code, rules.early_childhood_name):
                self._known[folded(said)] = (category, AgeBand.EARLY_CHILDHOOD)
        self._add_on = {folded(pack.add_on.code), folded(pack.add_on.name)}

    def read(self, cell: Cell) -> tuple[Category, AgeBand | None, bool] | None:
        """The category, the age band if the letters tell it, and whether the add-on is said with it; None: blank."""
        text = text_in(cell)
        if not text:
            return None
        if folded(text) in self._known:
            return (*self._known[folded(text)], False)
        parts = [folded(part) for part in _PARTS.split(text)]
        rest = [part for part in parts if part not in self._add_on]
        if len(rest) == 1 and len(rest) < len(parts) and rest[0] in self._known:
            return (*self._known[rest[0]], True)
        raise Unfit(text, "category")
