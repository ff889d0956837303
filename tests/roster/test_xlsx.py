"""What only XLSX has: merged cells, formulas, formats, other sheets; and what is not let in."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.roster.table import BadFile
from rules.codes import Category
from tests.roster.files import IDA, part_of, repacked, xlsx_file
from tests.roster.test_reading import SAID, faults, only, reading, refusal

NAME = "roster.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


def with_part(name: str, part: bytes = b"x") -> bytes:
    return repacked(xlsx_file([IDA]), {name: part})


def with_sheet(changes: Mapping[bytes, bytes], content: bytes | None = None) -> bytes:
    whole = content or xlsx_file([IDA])
    sheet = part_of(whole, SHEET)
    for before, after in changes.items():
        assert before in sheet
        sheet = sheet.replace(before, after)
    return repacked(whole, {SHEET: sheet})


def test_merged_cells_hold_for_every_row_they_cover() -> None:
    rows = [IDA, (None, None, None, "IMHS", "", "6/6/2026", "", "", "")]
    statement = only(xlsx_file(rows, merged=("A2:A3", "B2:B3", "C2:C3")), NAME)
    assert statement.rows == [2, 3]
    assert statement.endorsements is not None
    assert [one.category for one in statement.endorsements] == [Category.IFS, Category.IMHS]


def test_a_merged_title_and_a_head_of_two_rows_are_understood() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Roster", None, None], ["E-mail", "Endorsement", None], [None, "Category", "Date earned"]):
        sheet.append(row)
    sheet.append(["a@example.org", "IFS", date(2025, 5, 5)])
    for one in ("A1:C1", "A2:A3", "B2:C2"):
        sheet.merge_cells(one)
    statement = only(saved(book), NAME)
    assert statement.endorsements is not None
    assert statement.endorsements[0].earned_on == date(2025, 5, 5)


def test_merged_cells_beside_each_other_say_only_the_first() -> None:
    statement = only(xlsx_file([("Ida", None, *IDA[2:])], merged=("A2:B2",)), NAME)
    assert (statement.first_name, statement.last_name) == ("Ida", "")


@pytest.mark.parametrize("day", [date(2025, 5, 5), datetime(2025, 5, 5, 13, 30), 45782, 45782.5, "5/5/2025"])  # noqa: DTZ001  a spreadsheet knows no zones
def test_a_day_is_a_day_however_its_cell_is_made(day: object) -> None:
    statement = only(xlsx_file([(*IDA[:5], day, *IDA[6:])]), NAME)
    assert statement.endorsements is not None
    assert statement.endorsements[0].earned_on == date(2025, 5, 5)


def test_days_of_old_macs_are_counted_from_1904() -> None:
    book = load_workbook(BytesIO(xlsx_file([(*IDA[:5], date(2025, 5, 5), *IDA[6:])])))
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active["F2"] = date(2025, 5, 5)
    statement = only(saved(book), NAME)
    assert statement.endorsements is not None
    assert statement.endorsements[0].earned_on == date(2025, 5, 5)


def test_a_formula_that_nobody_computed_is_told_by_its_cell() -> None:
    content = xlsx_file([("=A1", *IDA[1:])])
    [told] = faults(content, NAME)
    assert told.startswith("row 2, First name: 'A2' came; allowed is a value; open the file once in its program")


def test_a_formula_says_what_it_came_to() -> None:
    content = xlsx_file([("=A1", *IDA[1:])])
    computed = with_sheet({b"</f><v />": b"</f><v>Ida</v>", b'<c r="A2"': b'<c r="A2" t="str"'}, content)
    assert only(computed, NAME).first_name == "Ida"


def test_a_formula_that_failed_is_told() -> None:
    content = xlsx_file([("#REF!", *IDA[1:])])
    assert faults(content, NAME) == [
        "row 2, First name: '#REF! (A2)' came; allowed is a value, not a formula that failed"
    ]


def test_other_sheets_are_named_and_hidden_ones_passed_over() -> None:
    book = load_workbook(BytesIO(xlsx_file([IDA])))
    book.create_sheet("Old").append(["x"])
    book.create_sheet("Secret", 0).sheet_state = "hidden"
    found = reading(saved(book), NAME)
    assert found.rows == 1
    assert [SAID.said(one) for one in found.said] == ["Only the first sheet is read, not: Old."]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (with_part("xl/vbaProject.bin"), "macros"),
        (with_part("xl/macrosheets/sheet1.xml"), "macros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "takes data from other files"),
        (with_part("xl/connections.xml"), "takes data from other files"),
        (with_part("xl/media/image1.png", b"\0" * (2 * 2**20)), "far too large when unpacked"),
        (with_part("[Content_Types].xml", b'<Types ContentType="x.macroEnabled.main+xml"/>'), "macros"),
        (with_part(SHEET, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "damaged"),
        (with_part(SHEET, b"not XML"), "damaged"),
        (with_sheet({b'<row r="2"': b'<row r="9999999"'}), "more rows than a spreadsheet"),
        (with_sheet({b'<row r="2"': b'<row r="1"'}), "damaged"),
        (with_sheet({b'r="B2"': b'r="A2"'}), "damaged"),
    ],
)
def test_what_is_not_harmless_or_not_whole_is_refused(content: bytes, part: str) -> None:
    assert part in refusal(content, NAME)


def test_macros_are_told_by_the_name_of_the_file_as_well() -> None:
    assert "macros" in refusal(xlsx_file([IDA]), "Roster.XLSM")


def test_an_archive_of_something_else_is_no_spreadsheet() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert "This archive is no spreadsheet" in refusal(content.getvalue(), "letter.zip")


def test_a_bomb_that_lies_about_its_size_is_cut_where_it_said_it_ends() -> None:
    content = bytearray(with_part(SHEET, b"<a>" + b" " * 900_000 + b"</a>"))
    size = (900_007).to_bytes(4, "little")
    assert content.count(size) == 2
    lying = bytes(content).replace(size, (100).to_bytes(4, "little"))
    with pytest.raises(BadFile):
        reading(lying, NAME)


def sharing(*texts: bytes) -> bytes:
    """A row whose first cells share texts, as Excel itself writes them."""
    content = xlsx_file([("@0", "@1", *IDA[2:])])
    sheet, relations = part_of(content, SHEET), part_of(content, RELATIONS)
    for place, column in enumerate(b"AB"):
        shared = b'<c r="%c2" t="s"><v>%d</v></c>' % (column, place)
        sheet = sheet.replace(b'<c r="%c2" t="inlineStr"><is><t>@%d</t></is></c>' % (column, place), shared)
    assert sheet.count(b't="s"') == 2
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rId99" Type="%s" Target="/xl/SharedStrings.xml"/></Relationships>' % kind
    table = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % b"".join(texts)
    return repacked(
        content,
        {
            SHEET: sheet,
            RELATIONS: relations.replace(b"</Relationships>", relation),
            "xl/SharedStrings.xml": table,
        },
    )


def test_texts_that_cells_share_are_read_with_all_their_runs() -> None:
    rich = b"<si><r><t>I</t></r><r><t xml:space='preserve'>da </t></r><rPh sb='0' eb='1'><t>no</t></rPh></si>"
    statement = only(sharing(rich, b"<si><t>N_x0067_</t></si>"), NAME)
    assert (statement.first_name, statement.last_name) == ("Ida", "Ng")


def test_a_text_that_is_not_there_is_a_damage() -> None:
    assert "damaged" in refusal(sharing(b"<si><t>Ida</t></si>"), NAME)


def test_cells_far_to_the_right_are_left_alone() -> None:
    content = with_sheet({b'<c r="I2"': b'<c r="XFD2"'})
    assert only(content, NAME).tags == ()


def test_100_000_rows_are_read() -> None:
    row = (
        '<row r="{0}"><c r="A{0}" t="str"><v>F{0}</v></c><c r="B{0}" t="str"><v>L{0}</v></c>'
        '<c r="C{0}" t="str"><v>p{0}@example.org</v></c><c r="D{0}" t="inlineStr"><is><t>IFS</t></is></c>'
        '<c r="F{0}"><v>{1}</v></c><c r="I{0}" t="str"><v>north</v></c></row>'
    )
    rows = "".join(row.format(number, 43_000 + number % 2_000) for number in range(2, 100_002))
    content = with_sheet({b"</sheetData>": rows.encode() + b"</sheetData>"}, xlsx_file([]))
    found = reading(content, NAME)
    assert (found.rows, found.faults) == (100_000, [])
