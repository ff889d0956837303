import csv
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import packet_csv
from tests.drawing.packets import FAMILY_SPECIALIST


def cells(written: bytes) -> list[list[str]]:
    return list(csv.reader(written.decode("utf-8-sig").splitlines(keepends=True)))


def one_cell(words: str) -> str:
    ((_,), (cell,)) = cells(packet_csv(replace(FAMILY_SPECIALIST, columns=("Title",), rows=((words,),))))
    return cell


def test_a_spreadsheet_has_the_heads_and_every_entry() -> None:
    assert cells(packet_csv(FAMILY_SPECIALIST)) == [list(FAMILY_SPECIALIST.columns), *map(list, FAMILY_SPECIALIST.rows)]


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert packet_csv(FAMILY_SPECIALIST).startswith(b"\xef\xbb\xbfDate,")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_taken_for_a_formula(first: str) -> None:
    assert one_cell(f"{first}HYPERLINK(1)") == f"'{first}HYPERLINK(1)"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_whatever_was_written_comes_back_or_is_made_harmless(words: str) -> None:
    assert one_cell(words or "x") in {words or "x", f"'{words}"}


@pytest.mark.parametrize("words", ['a "quoted" title', "one, two", "12.25", "5 = 3 + 2", "ŕéáđ ≥ 24"])
def test_harmless_cells_are_left_as_they_are(words: str) -> None:
    assert one_cell(words) == words
