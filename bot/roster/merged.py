"""Merged cells: only the first one of a range holds its value, and it holds for the rows below as well."""

import re
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries

from bot.roster.package import Package
from bot.roster.table import MOST_COLUMNS, BadFile, Cell, is_blank

_RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_LONGEST = 200
"""Bytes of such an element at most."""

_MOST = 200_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class Merged:
    """Ranges over more than one row: by their first row, the column and the last row."""

    ranges: dict[int, list[tuple[int, int]]]
    _open: dict[int, tuple[int, Cell]] = field(default_factory=dict)

    def filled(self, number: int, cells: list[Cell]) -> list[Cell]:
        """A row with what stands in the merged cells above; rows come in their order."""
        for column, (last, value) in tuple(self._open.items()):
            if number > last:
                del self._open[column]
            else:
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = value if is_blank(cells[column]) else cells[column]
        for column, last in self.ranges.get(number, ()):
            if column < len(cells):
                self._open[column] = (last, cells[column])
        return cells


def merged_in(package: Package, path: str) -> Merged:
    """The merged cells of a sheet, which its XML tells after the cells.

    Raises:
        BadFile: if there are too many, or the sheet is in an encoding that no spreadsheet writes.
    """
    ranges: dict[int, list[tuple[int, int]]] = {}
    before, count, looked_at_first = b"", 0, True
    for chunk in package.chunks(path):
        if looked_at_first and chunk.startswith(_WIDE):
            raise BadFile("broken")
        looked_at_first = False
        text, end = before + chunk, 0
        for match in _RANGE.finditer(text):
            end, count = match.end(), count + 1
            first_column, first_row, _, last_row = (side or 0 for side in range_boundaries(match[1].decode()))
            if last_row > first_row and first_column <= MOST_COLUMNS:
                ranges.setdefault(first_row, []).append((first_column - 1, last_row))
        if count > _MOST:
            raise BadFile("broken")
        before = text[max(end, len(text) - _LONGEST) :]
    return Merged(ranges)
