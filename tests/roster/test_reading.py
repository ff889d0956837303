"""Files of the roster as programs and people write them."""

import codecs
import tracemalloc
from datetime import date, timedelta
from typing import Any

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roster.entry import Statement
from bot.roster.reading import Reading, read
from bot.roster.table import BadFile
from bot.roster.words import RosterWords
from dialogs.listed import Listed
from dialogs.words import words
from rules.codes import AgeBand, Category
from rules.loading import load_pack
from tests.roster.files import HEAD, IDA, csv_file, five_hundred, part_of, repacked, xlsx_file

ON = date(2026, 11, 22)
PACK = load_pack("infancy-onward")
SAID = RosterWords(words("en"))
DAYS = st.dates(date(1990, 1, 1), ON)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "Pd", "Po", "Sc")), min_size=1, max_size=20)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
WHOLE = xlsx_file([IDA])
DELIMITERS = (",", ";", "\t", "|")


def reading(content: bytes, name: str = "roster.csv") -> Reading:
    return read(content, name, PACK, ON)


def only(content: bytes, name: str = "roster.csv") -> Statement:
    found = reading(content, name)
    assert found.faults == []
    [statement] = found.statements.values()
    return statement


def faults(content: bytes, name: str = "roster.csv") -> list[str]:
    return [SAID.fault(one) for one in reading(content, name).faults]


def refusal(content: bytes, name: str = "roster.csv") -> str:
    with pytest.raises(BadFile) as caught:
        reading(content, name)
    line = SAID.refusal(caught.value)
    assert line
    assert "\n" not in line
    return line


def earned(text: object) -> str | date:
    """How a day that stands in a file is read; else what is said."""
    found = reading(csv_file([("a@example.org", "IFS", text)], head=("E-mail", "Category", "Date earned")))
    if found.faults:
        return SAID.fault(found.faults[0])
    [statement] = found.statements.values()
    assert statement.endorsements
    return statement.endorsements[0].earned_on


def test_a_row_says_all_there_is() -> None:
    assert only(csv_file([IDA])) == Statement(
        "ida@example.org",
        [2],
        "Ida",
        "Ng",
        (Listed(Category.IFS, AgeBand.INFANT, date(2025, 5, 5)),),
        date(2027, 12, 31),
        ("north", "peers"),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(NAMES, NAMES, st.booleans(), DAYS), min_size=1, max_size=6),
    st.sampled_from(ENCODINGS),
    st.sampled_from(DELIMITERS),
)
def test_a_csv_is_read_in_whatever_encoding_and_between_whatever_delimiters(
    people: list[tuple[str, str, bool, date]], encoding: str, delimiter: str
) -> None:
    rows = [
        (first, last, f"p{n}@example.org", "ECFS", "", day.isoformat(), "yes" if ers else "", "", "a, b")
        for n, (first, last, ers, day) in enumerate(people)
    ]
    try:
        content = csv_file(rows, encoding, delimiter)
    except UnicodeEncodeError:
        return
    found = reading(content)
    assert found.faults == []
    for n, (first, last, ers, day) in enumerate(people):
        statement = found.statements[f"p{n}@example.org"]
        assert statement.endorsements == (Listed(Category.IFS, AgeBand.EARLY_CHILDHOOD, day, ers),)
        assert statement.tags == ("a", "b")
        if encoding != "cp1252":  # some of its texts are good UTF-8 as well
            assert (statement.first_name, statement.last_name) == (_kept(first), _kept(last))


def _kept(name: str) -> str:
    return name[1:] if name[:1] == "'" and name[1:2] in {"=", "+", "-", "@", "'"} else name


@settings(max_examples=80, deadline=None)
@given(DAYS, st.sampled_from(["%m/%d/%Y", "%Y-%m-%d", "%d-%b-%Y", "%B %d, %Y", "%d %B %Y", "%A, %B %d, %Y", "%Y%m%d"]))
def test_a_day_is_read_as_it_is_usually_written(day: date, form: str) -> None:
    assert earned(day.strftime(form)) == day


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(["short", "medium", "long"]), st.sampled_from(["en_US", "es_US"]))
def test_a_day_is_read_as_spreadsheets_show_it(day: date, width: Any, locale: str) -> None:  # noqa: ANN401  a literal
    if (locale, width) == ("es_US", "short"):
        return  # day before month: nothing tells it from the American order
    assert earned(format_date(day, width, locale=locale)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/2025", date(2025, 3, 4)),
        ("31/5/2025", date(2025, 5, 31)),
        ("5/5/25", date(2025, 5, 5)),
        ("5/5/98", date(1998, 5, 5)),
        ("5-May-25", date(2025, 5, 5)),
        ("2025-05-05 00:00:00", date(2025, 5, 5)),
        ("2025-05-05T09:30:00Z", date(2025, 5, 5)),
        ("5/5/2025 12:00 AM", date(2025, 5, 5)),
        ("2025/05/05", date(2025, 5, 5)),
        ("45782", date(2025, 5, 5)),
        ("45782.5", date(2025, 5, 5)),
        ("5 de mayo de 2025", date(2025, 5, 5)),
        ("May 5th, 2025", date(2025, 5, 5)),
    ],
)
def test_a_day_in_other_usual_forms(text: str, day: date) -> None:
    assert earned(text) == day


@pytest.mark.parametrize(
    "text", ["31/31/2025", "May 2025", "2025", "5 May", "yesterday", "12", "1/1/1899", "soon", "5/5"]
)
def test_what_is_no_day_is_told_by_row_and_column(text: str) -> None:
    assert earned(text) == f"row 2, Date earned: '{text}' came; allowed is a day such as 5/5/2025"


def test_a_day_to_come_cannot_be_when_it_was_earned() -> None:
    assert earned("2027-01-01") == "row 2, Date earned: '2027-01-01' came; allowed is a day up to today"


def test_days_that_could_be_read_two_ways_are_told() -> None:
    rows = [(f"p{n}@example.org", "IFS", day) for n, day in enumerate(("3/4/2025", "5/5/2025", "31/5/2025"))]
    found = reading(csv_file(rows, head=("E-mail", "Category", "Date earned")))
    assert [SAID.said(one) for one in found.said] == [
        "1 day could be read two ways; I take the month first, as in 3/4/2025.",
        "1 other has the day first, such as 31/5/2025: please look whether all of them do.",
    ]


@pytest.mark.parametrize(
    ("changed", "value", "line"),
    [
        ("E-mail", "", "row 2, E-mail: nothing came; allowed is an e-mail such as name@example.org"),
        ("E-mail", "ida at home", "row 2, E-mail: 'ida at home' came; allowed is an e-mail"),
        ("Category", "IFX", "row 2, Category: 'IFX' came; allowed is a category such as IFS or ECFS"),
        ("Category", "", "row 2, Category: nothing came; allowed is a category, since the row has a day"),
        ("Age band", "teens", "row 2, Age band: 'teens' came; allowed is infant, early childhood or both"),
        ("Date earned", "", "row 2, Date earned: nothing came; allowed is a day; for an applicant"),
        ("ERS", "maybe", "row 2, ERS: 'maybe' came; allowed is yes or no"),
        ("Membership expiry", "never", "row 2, Membership expiry: 'never' came; allowed is a day"),
        ("First name", "I" * 81, "row 2, First name: 'IIII"),
        ("Tags", "t" * 41, "row 2, Tags: 'tttt"),
    ],
)
def test_what_cannot_be_taken_is_told_by_row_and_column(changed: str, value: str, line: str) -> None:
    row = [value if title == changed else cell for title, cell in zip(HEAD, IDA, strict=True)]
    [told] = faults(csv_file([row]))
    assert told.startswith(line)


@pytest.mark.parametrize(
    ("category", "band", "held"),
    [
        ("IMHM-R/F", "", (Category.IMHM_RF, AgeBand.INFANT, False)),
        ("imhm r/f + ERS", "", (Category.IMHM_RF, AgeBand.INFANT, True)),
        ("Infant Mental Health Mentor, Research/Faculty", "", (Category.IMHM_RF, AgeBand.INFANT, False)),
        ("ECMHS and ERS", "", (Category.IMHS, AgeBand.EARLY_CHILDHOOD, True)),
        ("IFS", "Early Childhood", (Category.IFS, AgeBand.EARLY_CHILDHOOD, False)),
        ("IFS®", "both", (Category.IFS, AgeBand.BOTH, False)),
    ],
)
def test_a_category_in_any_of_its_names(category: str, band: str, held: tuple[Category, AgeBand, bool]) -> None:
    statement = only(csv_file([(*IDA[:3], category, band, *IDA[5:])]))
    assert statement.endorsements
    [one] = statement.endorsements
    assert (one.category, one.age_band, one.ers) == held


def test_letters_of_one_age_band_do_not_go_with_another() -> None:
    [told] = faults(csv_file([(*IDA[:3], "ECFS", "infant", *IDA[5:])]))
    assert told == "row 2, Age band: 'infant' came; allowed is what the category's letters say"


def test_rows_of_one_e_mail_tell_of_one_person() -> None:
    second = (*IDA[:3], "IMHS", "", "6/6/2026", "", "", "south")
    statement = only(csv_file([IDA, second]))
    assert statement.endorsements is not None
    assert [str(one.category) for one in statement.endorsements] == ["IFS", "IMHS"]
    assert (statement.rows, statement.tags) == ([2, 3], ("north", "peers", "south"))


def test_the_same_row_twice_is_taken_once() -> None:
    found = reading(csv_file([IDA, IDA]))
    [fault] = found.faults
    assert SAID.fault(fault).endswith("one row for each e-mail and category; it stands in row 2 already")
    assert (fault.row, found.rows) == (3, 1)


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (5, "6/6/2025", "row 3, E-mail: 'ida@example.org' came; allowed is one row for each e-mail and category"),
        (1, "Nguyen", "row 3, Last name: 'Nguyen' came; allowed is what row 2 of the same e-mail says"),
        (5, "soon", "row 3, Date earned: 'soon' came"),
    ],
)
def test_a_row_that_speaks_against_another_of_its_e_mail_takes_it_along(place: int, value: str, line: str) -> None:
    other = [*IDA[:place], value, *IDA[place + 1 :]]
    content = csv_file([IDA, other])
    first, second = faults(content)
    assert first.startswith("row 2, E-mail: 'ida@example.org' came; allowed is an e-mail whose rows can all be read")
    assert second.startswith(line)
    assert reading(content).rows == 0


def test_a_row_that_is_wider_than_the_head_is_not_guessed_at() -> None:
    content = csv_file([IDA]).replace(b"north; peers", b"north,peers")
    [told] = faults(content)
    assert told.startswith("row 2, E-mail: 'peers' came; allowed are as many cells as the head has")


def test_columns_nobody_knows_are_named_and_ignored() -> None:
    found = reading(csv_file([("a@example.org", "x", "y")], head=("E-Mail Address", "Shoe size", "Notes")))
    assert [SAID.said(one) for one in found.said] == ["Columns I do not know and leave alone: Shoe size, Notes."]
    assert found.rows == 1


def test_a_head_is_found_below_a_title_and_between_blank_rows() -> None:
    content = b'\nRoster of 2026,,\n\nName,E-mail,Tags\n\n"Ng, Ida",Ida <IDA@Example.org>,\n'
    statement = only(content)
    assert (statement.email, statement.first_name, statement.last_name) == ("ida@example.org", "Ida", "Ng")
    assert statement.rows == [6]


def test_excels_own_line_about_the_delimiter_is_followed() -> None:
    assert only(b"sep=;\nE-mail;Tags\na@example.org;x, y\n").tags == ("x", "y")


def test_a_text_of_windows_is_told() -> None:
    found = reading(csv_file([("Zo\u00eb", "Ng", "z@example.org", *[""] * 6)], "cp1252"))
    assert found.statements["z@example.org"].first_name == "Zo\u00eb"
    assert [one.code for one in found.said] == ["windows"]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "no rows"),
        (b"\n\n,,\n", "no rows"),
        (b"E-mail\n", "no rows"),
        (b"Name,Phone\nIda,1\n", "No column is named E-mail; row 1 has: Name, Phone."),
        (b"E-mail,Email address\na@b.org,\n", "Two columns say the same, “E-mail” and “Email address”"),
        (b'E-mail,Tags\na@b.org,"x\n', "cannot be read at row 2"),
        (bytes(range(256)) * 3, "no CSV or XLSX file"),
        (b"PK\x03\x04" + b"\0" * 60, "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old or a protected Excel file"),
        (b"x" * (5 * 2**20 + 1), "too large; allowed are up to 5 MB"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_is_refused_in_one_line(content: bytes, part: str) -> None:
    assert part in refusal(content)


def taken_or_refused(content: bytes, name: str) -> None:
    try:
        reading(content, name)
    except BadFile as bad:
        SAID.refusal(bad)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode), st.sampled_from(["r.csv", "r.xlsx", "r"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    for whole in (content, b"PK\x03\x04" + content, b"E-mail,Tags\n" + content):
        taken_or_refused(whole, name)


DAMAGES = st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1, max_size=8)


def damaged(content: bytes, damages: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for place, byte in damages:
        changed[place % len(changed)] = byte
    return bytes(changed)


@settings(max_examples=80, deadline=None)
@given(DAMAGES)
def test_a_damaged_xlsx_is_read_or_refused(damages: list[tuple[int, int]]) -> None:
    taken_or_refused(damaged(WHOLE, damages), "roster.xlsx")


@settings(max_examples=80, deadline=None)
@given(
    DAMAGES,
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]),
)
def test_an_xlsx_of_damaged_parts_is_read_or_refused(damages: list[tuple[int, int]], name: str) -> None:
    harmless = [(place, 32 + byte % 95) for place, byte in damages]
    taken_or_refused(repacked(WHOLE, {name: damaged(part_of(WHOLE, name), harmless)}), "roster.xlsx")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NAMES, DAYS, st.booleans()), min_size=1, max_size=8))
def test_an_xlsx_says_what_a_csv_says(people: list[tuple[str, date, bool]]) -> None:
    rows = [
        (name, "Ng", f"p{n}@example.org", "IFS", "infant", day, ers, "", "a; b")
        for n, (name, day, ers) in enumerate(people)
    ]
    # A name that begins like a formula would be one in XLSX.
    rows = [(f"x{row[0]}", *row[1:]) for row in rows]
    assert reading(xlsx_file(rows), "roster.xlsx").statements == reading(csv_file(rows)).statements


def test_the_500_rows_have_two_bad_ones() -> None:
    for found in (reading(csv_file(five_hundred())), reading(xlsx_file(five_hundred()), "r.xlsx")):
        assert (found.rows, [one.row for one in found.faults]) == (498, [17, 400])


def test_rows_beyond_100_000_are_refused() -> None:
    assert "too many rows; allowed are up to 100,000" in refusal(b"E-mail\n" + b"a@b.org\n" * 100_001)


def test_100_000_rows_are_read() -> None:
    rows = "".join(
        f"p{n}@example.org,IFS,{date(2020, 1, 1) + timedelta(n % 2000):%m/%d/%Y},a\n" for n in range(100_000)
    )
    content = ("E-mail,Category,Date earned,Tags\n" + rows).encode()
    found = reading(content)
    assert (found.rows, found.faults) == (100_000, [])


def test_a_marked_text_is_read_by_its_mark() -> None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert only(mark + csv_file([IDA], encoding)).first_name == "Ida"


def test_20_000_rows_take_little_memory() -> None:
    content = b"E-mail,Tags\n" + b"".join(b"p%d@example.org,a\n" % n for n in range(20_000))
    tracemalloc.start()
    try:
        reading(content)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40 * 2**20
