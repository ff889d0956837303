from hypothesis import given, settings

from bot.drawing.picture import width_of
from bot.drawing.poster import MARGIN, WIDTH, bar_share, poster
from bot.drawing.shapes import Bar, Box, Mark, Text
from dialogs.plan import Plan
from rules.codes import Verdict
from tests.drawing.overlap import outside, overlapping
from tests.drawing.plans import HOME_VISITOR, any_plan, line, plan

NO_LEGEND = 3


@settings(max_examples=60, deadline=None)
@given(any_plan)
def test_nothing_overlaps_or_leaves_the_margins(any_plan: Plan) -> None:
    shapes, height = poster(any_plan, width_of)
    assert overlapping(shapes) == []
    assert outside(shapes, Box(MARGIN, 0, WIDTH - 2 * MARGIN, height - MARGIN / 2)) == []


def test_the_smallest_text_is_ten_pixels_on_a_phone() -> None:
    shapes, _ = poster(HOME_VISITOR, width_of)
    smallest = min(shape.style.size for shape in shapes if isinstance(shape, Text))
    assert smallest * 360 / WIDTH >= 10


def test_every_line_has_a_mark_and_those_with_amounts_a_bar() -> None:
    shapes, _ = poster(HOME_VISITOR, width_of)
    marks = [shape.state for shape in shapes if isinstance(shape, Mark)]
    bars = [shape.state for shape in shapes if isinstance(shape, Bar)]
    assert marks[:-NO_LEGEND] == [Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET]
    assert bars == [Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN]


def test_a_long_label_wraps_and_makes_the_picture_higher() -> None:
    short = plan(line(Verdict.MET, label="Training", have=40, need=33))
    long = plan(line(Verdict.MET, label="Training about relationships " * 5, have=40, need=33))
    assert poster(long, width_of)[1] > poster(short, width_of)[1]


def test_a_state_without_amounts_is_told_in_words() -> None:
    shapes, _ = poster(plan(line(Verdict.NOT_MET)), width_of)
    assert [shape.words for shape in shapes if isinstance(shape, Text)].count("Not yet") == 2  # row and legend


def test_a_section_without_lines_is_left_out() -> None:
    shapes, _ = poster(plan(), width_of)
    assert "Reflective supervision" not in [shape.words for shape in shapes if isinstance(shape, Text)]


def test_a_bar_holds_the_share_of_what_is_needed_at_most_all_of_it() -> None:
    assert bar_share(line(Verdict.NOT_MET, have=12, need=24)) == 0.5
    assert bar_share(line(Verdict.MET, have=30, need=24)) == 1
    assert bar_share(line(Verdict.NOT_MET, have=-1, need=24)) == 0
    assert bar_share(line(Verdict.MET, have=0, need=0)) == 1


def test_an_unknown_amount_has_an_empty_bar() -> None:
    assert bar_share(line(Verdict.UNKNOWN, need=24)) == 0


def test_what_a_degree_settled_has_no_empty_bar_beside_its_tick() -> None:
    assert bar_share(line(Verdict.MET, need=2)) is None


def test_a_requirement_without_amount_has_no_bar() -> None:
    assert bar_share(line(Verdict.UNKNOWN)) is None
