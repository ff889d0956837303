"""Rows as a CSV file that spreadsheets read as it is meant, and compute nothing of."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins with one of these may be run as a formula, by the program that opens the file."""

Value = str | date | None


def csv_of(rows: Iterable[Sequence[Value]]) -> bytes:
    """In UTF-8 with the mark by which Excel knows it; days as in 2025-05-05."""
    text = StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return BOM_UTF8 + text.getvalue().encode()


def harmless(cell: Value) -> str:
    """A cell as text that nothing runs."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
