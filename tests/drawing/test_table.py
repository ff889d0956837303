import pytest

from bot.drawing.shapes import Text
from bot.drawing.sheet import INNER, MARGIN
from bot.drawing.strips import stacked
from bot.drawing.table import GAP, table
from tests.drawing.measured import width_of


def texts(heads: tuple[str, ...], *rows: tuple[str, ...]) -> dict[str, Text]:
    shapes, _ = stacked(table(heads, rows, width_of), 0)
    return {shape.words: shape for shape in shapes if isinstance(shape, Text)}


def test_without_rows_there_is_no_table() -> None:
    assert table(("Date", "Hours"), (), width_of) == []


@pytest.mark.parametrize("amount", ["6", "12.25", "1,5", "–", "10 h", "1.5 hours"])
def test_amounts_end_at_the_right_of_their_column(amount: str) -> None:
    found = texts(("What", "Hours"), ("Training", amount), ("Reflective supervision", "100000"))
    assert found[amount].box.right == pytest.approx(found["100000"].box.right)
    assert found["Hours"].box.right == pytest.approx(MARGIN + INNER, abs=0.1)


@pytest.mark.parametrize("words", ["May 5, 2025", "10 of 12.25", "2025-05-05", "5 May"])
def test_words_and_days_begin_at_the_left_of_their_column(words: str) -> None:
    found = texts(("What", "When"), ("Training", words), ("Reflective supervision", "no"))
    assert found[words].box.x == found["When"].box.x == found["no"].box.x


def test_a_table_is_as_wide_as_the_page_and_its_widest_column_takes_what_is_left() -> None:
    found = texts(("A", "B", "C"), ("a", "the widest of all", "c"))
    assert found["A"].box.x == MARGIN
    assert found["C"].box.x == pytest.approx(MARGIN + INNER, abs=width_of("C", found["C"].style) + 0.1)


def test_narrow_columns_are_not_broken_for_wide_ones() -> None:
    found = texts(("Date", "Title", "Provider"), ("Jan 14, 2026", "title " * 30, "provider " * 30))
    assert "Jan 14, 2026" in found
    assert found["Title"].box.x == pytest.approx(found["Jan 14, 2026"].box.right + GAP, abs=0.1)


def test_a_long_cell_has_more_room_than_a_short_one_and_days_stay_on_one_line() -> None:
    heads = ("Date", "What", "Title", "Given by", "Hours", "Counts")
    row = ("Sep 30, 2026", "Volunteering for the association", "a long title " * 9, "an institute " * 4, "3", "yes")
    found = texts(heads, row)
    starts = [found[head].box.x for head in heads[:4]]
    assert "Sep 30, 2026" in found
    assert starts[3] - starts[2] > starts[2] - starts[1]


def test_words_too_wide_for_the_page_share_it() -> None:
    found = texts(("A", "B"), ("Unbreakable" * 20, "Unbreakable" * 30))
    assert found["B"].box.x == pytest.approx(MARGIN + (INNER + GAP) / 2, abs=0.1)
