from bot.drawing.paragraph import column, column_right, lines
from bot.drawing.shapes import Box, Style

BODY = Style(10)


def ten_each(words: str, style: Style) -> float:
    return len(words) * style.size


def test_words_go_to_the_next_line_when_they_do_not_fit() -> None:
    assert lines("one two three", BODY, 70, ten_each) == ["one two", "three"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert lines("a unbreakable b", BODY, 50, ten_each) == ["a", "unbre", "akabl", "e b"]


def test_no_words_give_no_lines() -> None:
    assert lines("  ", BODY, 50, ten_each) == []


def test_a_no_break_space_keeps_amount_and_unit_together() -> None:
    assert lines("of 24\u00a0h", BODY, 60, ten_each) == ["of", "24\u00a0h"]


def test_lines_stand_below_each_other() -> None:
    first, second = column("one two", BODY, Box(5, 7, 30, 0), ten_each)
    assert (first.box.x, first.box.y) == (5, 7)
    assert second.box.y == first.box.bottom


def test_a_column_on_the_right_ends_at_its_edge() -> None:
    assert [text.box.right for text in column_right("three of", BODY, Box(0, 0, 60, 0), ten_each)] == [60, 60]
