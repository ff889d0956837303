"""Roster files as programs write them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

HEAD = ("First name", "Last name", "E-mail", "Category", "Age band", "Date earned", "ERS", "Membership expiry", "Tags")
IDA = ("Ida", "Ng", "ida@example.org", "IFS", "infant", "5/5/2025", "no", "12/31/2027", "north; peers")


def csv_file(
    rows: Iterable[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",", head: Sequence[str] = HEAD
) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def xlsx_file(rows: Iterable[Sequence[object]], head: Sequence[str] = HEAD, merged: Sequence[str] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(list(row))
    for one in merged:
        sheet.merge_cells(one)
    content = BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The same XLSX with other parts, or more of them."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in changes:
                after.writestr(name, before.read(name))
        for name, part in changes.items():
            after.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def five_hundred() -> list[list[object]]:
    """500 rows, of which two cannot be taken: rows 17 and 400 of the file."""
    rows: list[list[object]] = [
        [f"First{n}", f"Last{n}", f"p{n}@example.org", "IFS", "infant", "5/15/2025", "no", "12/31/2027", "north"]
        for n in range(500)
    ]
    rows[15][5] = "31/31/2025"
    rows[398][2] = "nobody"
    return rows
