from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.drawing import figures_png
from bot.drawing.bars import bars
from bot.drawing.palette import LIGHT
from bot.drawing.picture import width_of
from bot.drawing.poster import MARGIN, WIDTH
from bot.drawing.shapes import Bar, Box, Ink, Text
from dialogs.figures.chart import Chart, Row
from rules.codes import Verdict
from tests.drawing.overlap import outside, overlapping
from tests.drawing.test_picture import near

SENTENCES = st.text("abc ñÉ,–", max_size=90)
ROWS = st.builds(Row, SENTENCES, st.sampled_from(["0", "under 5", "at least 1,000,000"]), st.sampled_from([None, 0, 1]))


def chart(*rows: Row, whole: str = "At least 12 people", folded: str = "") -> Chart:
    return Chart("Renewals", whole, "An association, today", rows, folded, "What it is about.", "", "Nobody yet.")


HALF = Row("Under way", "12", 0.5)
HIDDEN = Row("Lapsed", "under 5", None, "and more about it")


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROWS, max_size=8), folded=SENTENCES, whole=SENTENCES)
def test_nothing_overlaps_or_leaves_the_margins(rows: list[Row], folded: str, whole: str) -> None:
    shapes, height = bars(chart(*rows, whole=whole, folded=folded), width_of)
    assert overlapping(shapes) == []
    assert outside(shapes, Box(MARGIN, 0, WIDTH - 2 * MARGIN, height - MARGIN / 2)) == []


def test_a_hidden_number_has_an_open_bar_as_wide_as_all_others() -> None:
    shapes, _ = bars(chart(HALF, HIDDEN), width_of)
    half, hidden = (shape for shape in shapes if isinstance(shape, Bar))
    assert (half.share, half.state) == (0.5, Verdict.MET)
    assert (hidden.share, hidden.state) == (0.0, Verdict.UNKNOWN)
    assert half.box.width == hidden.box.width


def test_the_smallest_text_is_ten_pixels_on_a_phone() -> None:
    shapes, _ = bars(chart(HALF, HIDDEN, folded="Under 5 each: x"), width_of)
    assert min(shape.style.size for shape in shapes if isinstance(shape, Text)) * 360 / WIDTH >= 10


def test_a_bar_is_drawn_as_long_as_its_share_in_the_colour_of_the_headings() -> None:
    one = chart(HALF)
    bar = next(shape for shape in bars(one, width_of)[0] if isinstance(shape, Bar))
    image = Image.open(BytesIO(figures_png(one))).convert("RGB")
    assert image.width == WIDTH
    y, span = round(bar.box.y + bar.box.height / 2), range(round(bar.box.x), round(bar.box.right))
    filled = sum(near(image.getpixel((x, y)), LIGHT.inks[Ink.ACCENT]) for x in span) / len(span)
    assert 0.49 < filled < 0.51


def test_the_picture_is_a_small_file() -> None:
    assert len(figures_png(chart(*[HALF, HIDDEN] * 10))) < 150_000
