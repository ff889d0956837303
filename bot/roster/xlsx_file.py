"""XLSX: the first sheet with a head, in one pass over its XML, however many rows it has.

openpyxl's own reader of large files takes four times as long, and forgets which cells are merged and which are formulas
that nobody computed; it tells here what a format means, where a range lies, how text is escaped.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from functools import partial
from posixpath import join, normpath
from typing import NamedTuple

from openpyxl.utils.datetime import MAC_EPOCH

from bot.roster.merged import Merged, merged_in
from bot.roster.package import Package, opened
from bot.roster.sheet import rows_of, strings_of
from bot.roster.styles import day_styles
from bot.roster.table import FIRST_SERIAL_DAY, BadFile, Cell, Said, Table, day_of

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_VISIBLE = "visible"


class _Part(NamedTuple):
    kind: str
    path: str


def xlsx_table(content: bytes, file_name: str) -> Table:
    """The rows of the first sheet that is shown.

    Raises:
        BadFile: if the file is none, is not harmless, or has no sheet.
    """
    with ExitStack() as stack:
        package = stack.enter_context(opened(content, file_name))
        parts = _parts(package)
        first_day, sheets = _sheets(package, parts)
        if not sheets:
            raise BadFile("not_a_sheet")
        (_, path), *others = sheets
        said = (Said("other_sheets", {"names": tuple(name for name, _ in others)}),) if others else ()
        strings = [text for one in _of_kind(parts, "sharedStrings") for text in strings_of(package, one)]
        days = frozenset(day for one in _of_kind(parts, "styles") for day in day_styles(package, one))
        merged = merged_in(package, path)
        closing = stack.pop_all()
    rows = rows_of(package, path, strings, days, partial(day_of, first_day))
    return Table(_read(closing, rows, merged), said, first_day)


def _read(
    closing: ExitStack, rows: Iterator[tuple[int, list[Cell]]], merged: Merged
) -> Iterator[tuple[int, list[Cell]]]:
    with closing:
        for number, cells in rows:
            yield number, merged.filled(number, cells)


def _sheets(package: Package, parts: Mapping[str, _Part]) -> tuple[date, list[tuple[str, str]]]:
    """The day that number 0 stands for, and each sheet that is shown with its part."""
    first_day, sheets = FIRST_SERIAL_DAY, []
    for name, around, attributes in package.elements(_WORKBOOK):
        if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            first_day = MAC_EPOCH.date()
        elif name == "sheet" and around == "sheets" and attributes.get("state", _VISIBLE) == _VISIBLE:
            part = parts.get(attributes.get("id", ""))
            if part is not None and part.kind == "worksheet":
                sheets.append((attributes.get("name", "")[:40], part.path))
    return first_day, sheets


def _parts(package: Package) -> dict[str, _Part]:
    """What the workbook consists of, by the id that it has for each."""
    return {
        attributes.get("Id", ""): _Part(attributes.get("Type", "").rpartition("/")[2], path)
        for name, _, attributes in package.elements(_RELATIONS)
        if name == "Relationship" and (path := _path(attributes.get("Target", ""))) in package
    }


def _of_kind(parts: Mapping[str, _Part], kind: str) -> list[str]:
    return [part.path for part in parts.values() if part.kind == kind][:1]


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
