"""A file as rows of cells, whatever kind of file it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

MOST_ROWS = 100_000
"""Rows with something in them that a file may have, below its head."""

MOST_BYTES = 5 * 2**20
LAST_ROW = 1_048_576
"""What spreadsheets themselves go to; a file that numbers its rows beyond is no spreadsheet's."""

MOST_COLUMNS = 256
FIRST_SERIAL_DAY = date(1899, 12, 30)
"""The day that number 0 stands for, in files of 1900; those of 1904 begin 1462 days later."""

_SERIALS = range(30_000, 75_000)
"""Numbers that can be a day, 1982 to 2105: no year and no amount of anything is as large."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell without a value: a formula that nobody computed, or one that failed. `place` is as in "C5"."""

    shown: str
    place: str
    reason: Literal["formula", "failed"]


Cell = str | int | float | bool | date | Unread | None


@dataclass(frozen=True, slots=True)
class Said:
    """Something to tell about a file: a code of the template `office/roster_file`, with what it names."""

    code: str
    given: Mapping[str, object] = field(default_factory=dict)


class BadFile(Exception):
    """A file of which nothing can be taken; `said` is why, for one clear line."""

    def __init__(self, code: str, **given: object) -> None:
        super().__init__(code)
        self.said = Said(code, given)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, numbered as its program numbers them, read as they are asked for.

    Raises, while they are read:
        BadFile: if it turns out that the file is broken or too long.
    """

    rows: Iterator[tuple[int, list[Cell]]]
    said: tuple[Said, ...] = ()
    first_day: date = FIRST_SERIAL_DAY


def day_of(first_day: date, serial: float) -> date | None:
    """The day that a number stands for, None if it can be none; `first_day` is that of number 0."""
    days = int(serial) + (first_day - FIRST_SERIAL_DAY).days if abs(serial) < _SERIALS.stop else 0
    return FIRST_SERIAL_DAY + timedelta(days=days) if days in _SERIALS else None


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands there."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
