from hypothesis import given, settings

from bot.drawing.leaflet import leaflet
from bot.drawing.shapes import Box, Checkbox, Text
from bot.drawing.sheet import FOOT_BOTTOM, INNER, MARGIN
from dialogs.plan import Plan
from rules.codes import Verdict
from tests.drawing.measured import width_of
from tests.drawing.overlap import outside, overlapping
from tests.drawing.plans import HOME_VISITOR, any_plan, lengthy


@settings(max_examples=60, deadline=None)
@given(any_plan)
def test_nothing_overlaps_or_leaves_the_margins_on_any_page(any_plan: Plan) -> None:
    for page in leaflet(any_plan, width_of):
        assert overlapping(page) == []
        assert outside(page, Box(MARGIN, MARGIN, INNER, FOOT_BOTTOM - MARGIN)) == []


def test_every_page_ends_with_the_footer_and_its_number() -> None:
    pages = leaflet(lengthy(40), width_of)
    feet = [[shape.words for shape in page if isinstance(shape, Text)][-2:] for page in pages]
    assert feet == [[HOME_VISITOR.footer, f"Page {n} of {len(pages)}"] for n in range(1, len(pages) + 1)]


def test_a_box_is_ticked_only_where_the_requirement_is_met() -> None:
    (page,) = leaflet(HOME_VISITOR, width_of)
    boxes = [shape.state for shape in page if isinstance(shape, Checkbox)]
    assert boxes == [Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET, Verdict.NOT_MET]  # last: a question


def test_no_page_begins_with_a_gap_or_a_separating_line() -> None:
    for page in leaflet(lengthy(40), width_of):
        first = min(page, key=lambda shape: shape.box.y)
        assert isinstance(first, Text)
        assert first.box.y == MARGIN
