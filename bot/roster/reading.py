"""A file of the association's list, read: what it states about each e-mail, and every row that cannot be taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from bot.roster.cells import Categories
from bot.roster.csv_file import csv_table
from bot.roster.entry import Statement
from bot.roster.header import Header, header_of
from bot.roster.rows import Fault, RowReader
from bot.roster.table import MOST_BYTES, MOST_ROWS, BadFile, Cell, Said, Table, is_blank
from rules.pack import RulePack

_ARCHIVE = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(slots=True)
class Reading:
    """What a file says. `rows` are those that can be taken; `said` is what a person has to know of how it was read."""

    statements: dict[str, Statement] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    said: tuple[Said, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows can be taken."""
        return sum(len(one.rows) for one in self.statements.values())


def read(content: bytes, file_name: str, pack: RulePack, on: date) -> Reading:
    """A CSV or XLSX file; takes seconds for 100,000 rows, so call it in a thread. `on` is today.

    Raises:
        BadFile: if nothing of it can be taken.
    """
    if len(content) > MOST_BYTES:
        raise BadFile("too_large")
    table = _table(content, file_name)
    header, begun = header_of(table)
    reader = RowReader(header, Categories(pack), table.first_day, on)
    for number, cells in _below(begun, table):
        reader.take(number, cells)
    found = Reading(reader.statements, sorted(reader.faults, key=lambda one: one.row))
    _hold_back(found, header.title_of("email"))
    found.said = (*table.said, *_of_columns(header), *_of_days(reader))
    return found


def _table(content: bytes, file_name: str) -> Table:
    is_archive = content.startswith((_ARCHIVE, _OLD_EXCEL))
    if is_archive or file_name.casefold().endswith((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb")):
        from bot.roster.xlsx_file import xlsx_table  # noqa: PLC0415  openpyxl takes a fifth of the bot's start

        return xlsx_table(content, file_name)
    return csv_table(content)


def _below(begun: list[tuple[int, list[Cell]]], table: Table) -> Iterator[tuple[int, list[Cell]]]:
    count = 0
    for number, cells in chain(begun, table.rows):
        if all(is_blank(cell) for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise BadFile("too_many_rows", most=MOST_ROWS)
        yield number, cells
    if not count:
        raise BadFile("empty")


def _hold_back(found: Reading, column: str) -> None:
    """Leave out every row of an e-mail one of whose rows cannot be taken: half of what somebody holds is wrong."""
    telling = (fault for fault in reversed(found.faults) if not fault.repeats)
    held = {fault.email: fault.row for fault in telling if fault.email in found.statements}
    for email, row in held.items():
        statement = found.statements.pop(email)
        found.faults.extend(Fault(one, column, email, "other_row", email, also=row) for one in statement.rows)
    found.faults.sort(key=lambda one: one.row)


def _of_columns(header: Header) -> Iterator[Said]:
    if header.unknown:
        yield Said("ignored", {"names": header.unknown})


def _of_days(reader: RowReader) -> Iterator[Said]:
    if reader.either:
        yield Said("month_first", {"count": reader.either, "example": reader.either_example})
    if reader.either and reader.day_first:
        yield Said("mixed", {"count": reader.day_first, "example": reader.day_first_example})
