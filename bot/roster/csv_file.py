"""CSV, as the programs of this world write it: in four encodings, between four delimiters."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from bot.roster.header import recognized
from bot.roster.table import LAST_ROW, MOST_COLUMNS, BadFile, Cell, Said, Table

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 20
"""Rows in which a head is looked for, to tell the delimiter by."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


_OFTEN, _SELDOM = 0.6, 0.2
"""Shares of null bytes on the two sides of UTF-16; letters such as Ā have one on the other side."""


def csv_table(content: bytes) -> Table:
    """The rows of a CSV file.

    Raises:
        BadFile: if it is no text.
    """
    text, said = _text(content)
    delimiter, text = _told(text)
    delimiter = delimiter or max(_DELIMITERS, key=lambda one: _fit(text, one))
    return Table(_rows(text, delimiter), said)


def _text(content: bytes) -> tuple[str, tuple[Said, ...]]:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    for name in (encoding,) if encoding else (*_unmarked(content), "utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, (Said("windows"),) if name == "cp1252" else ()
    raise BadFile("no_text")


def _unmarked(content: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark: in what people write here, every other byte is null."""
    beginning = content[:256]
    half = len(beginning) // 2
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        others = beginning[1 - place :: 2]
        if beginning[place::2].count(0) > half * _OFTEN and others.count(0) < half * _SELDOM:
            return (name,)
    return ()


def _told(text: str) -> tuple[str | None, str]:
    """The delimiter that Excel's own first line names, and the text with that line emptied."""
    line, end, rest = text.partition("\n")
    named = line.strip().casefold()
    if named.startswith("sep=") and len(named) == len("sep=;"):
        return named[-1], f"{end}{rest}"
    return ("\t", f"{end}{rest}") if named == "sep=" and "\t" in line else (None, text)


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How many columns a head has that we know, and how many at all, read so."""
    best = (0, 0)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(_LOOKED_AT), rows, strict=False):
            best = max(best, (len(recognized(list(row))), len(row)))
    except csv.Error:
        pass  # told where the rows are read
    return best


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number > LAST_ROW:
                raise BadFile("too_long")
            yield number, list(row[:MOST_COLUMNS])
    except csv.Error as error:
        raise BadFile("csv", row=number + 1, reason=str(error)) from None
