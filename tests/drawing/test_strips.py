from bot.drawing.shapes import Box, Rule
from bot.drawing.strips import Strip, paged, stacked

LINE = (Rule(Box(0, 0, 10, 1)),)


def strip(height: float, *, joined: bool = False, between: bool = False) -> Strip:
    return Strip(height, LINE, joined, between)


def heights(strips: list[Strip], page: float) -> list[list[float]]:
    return [[strip.height for strip in body] for body in paged(strips, page)]


def test_strips_stand_one_below_the_other() -> None:
    shapes, bottom = stacked([strip(10), Strip(5), strip(7)], 100)
    assert [shape.box.y for shape in shapes] == [100, 115]
    assert bottom == 122


def test_a_page_takes_what_fits() -> None:
    assert heights([strip(6), strip(4), strip(1)], 10) == [[6, 4], [1]]


def test_a_heading_goes_to_the_next_page_with_its_first_line() -> None:
    assert heights([strip(5), strip(2, joined=True), strip(4)], 10) == [[5], [2, 4]]


def test_gaps_and_separators_are_left_out_at_the_top_of_a_page() -> None:
    assert heights([strip(9), Strip(3), strip(2, joined=True, between=True), strip(4)], 10) == [[9], [4]]


def test_a_run_higher_than_a_page_is_broken() -> None:
    assert heights([strip(6, joined=True), strip(6, joined=True), strip(6)], 10) == [[6], [6], [6]]


def test_a_last_strip_may_be_joined_to_nothing() -> None:
    assert heights([strip(6), strip(4, joined=True)], 10) == [[6, 4]]


def test_nothing_makes_no_page() -> None:
    assert heights([], 10) == []


def test_the_head_of_a_table_is_laid_again_at_the_top_of_a_page() -> None:
    rows = [Strip(4, LINE, head=(strip(2),)) for _ in range(4)]
    assert heights([strip(2, joined=True), *rows], 10) == [[2, 4, 4], [2, 4, 4]]
