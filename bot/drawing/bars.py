"""Numbers as a picture in the manner of the poster: a bar for each row, dashed and open where a number is hidden."""

from bot.drawing.palette import LIGHT
from bot.drawing.paragraph import column, column_right
from bot.drawing.picture import painted, width_of
from bot.drawing.poster import (
    ASIDE_GAP,
    BAR_HEIGHT,
    HEADING,
    INNER,
    LABEL,
    MARGIN,
    SMALL,
    bottom_of,
    paragraph_strip,
    rule_strip,
)
from bot.drawing.shapes import Bar, Box, Ink, Measure, Shape, Style
from bot.drawing.strips import Strip, stacked
from dialogs.figures.chart import Chart, Row
from rules.codes import Verdict

WHOLE = Style(58, bold=True)
NUMBER = Style(37, bold=True)
HIDDEN = Style(37, ink=Ink.MUTED)


def draw(chart: Chart) -> bytes:
    """The picture as a PNG."""
    return painted(*bars(chart, width_of), LIGHT)


def bars(chart: Chart, measure: Measure) -> tuple[tuple[Shape, ...], float]:
    """Every shape in its place, and the height that holds them with a margin."""
    strips = [
        *_head(chart, measure),
        *(_row(row, measure) for row in chart.rows),
        *_foot(chart, measure),
    ]
    shapes, bottom = stacked(strips, MARGIN - 6)
    return shapes, bottom + MARGIN - 10


def _head(chart: Chart, measure: Measure) -> list[Strip]:
    return [
        paragraph_strip(chart.title, HEADING if chart.whole else WHOLE, measure, after=4),
        paragraph_strip(chart.whole, WHOLE, measure, after=4),
        paragraph_strip(chart.as_of, SMALL, measure, after=22),
        rule_strip(after=26),
    ]


def _row(row: Row, measure: Measure) -> Strip:
    """The label with its number at the right, the bar under both, and what more there is to say."""
    style = HIDDEN if row.share is None else NUMBER
    room = INNER - measure(row.told, style) - ASIDE_GAP
    label = column(row.label, LABEL, Box(MARGIN, 0, room, 0), measure)
    number = column_right(row.told, style, Box(MARGIN, 0, INNER, 0), measure)
    top = bottom_of([*label, *number], 0) + 6
    state = Verdict.UNKNOWN if row.share is None else Verdict.MET
    bar = Bar(Box(MARGIN, top, INNER, BAR_HEIGHT), state, row.share or 0.0, Ink.ACCENT if row.share else None)
    below = column(row.below, SMALL, Box(MARGIN, bar.box.bottom + 6, INNER, 0), measure)
    return Strip(bottom_of(below, bar.box.bottom) + 28, (*label, *number, bar, *below))


def _foot(chart: Chart, measure: Measure) -> list[Strip]:
    return [
        paragraph_strip(chart.folded, LABEL, measure, after=26),
        rule_strip(after=22),
        paragraph_strip(chart.about, SMALL, measure, after=10),
        paragraph_strip(chart.hidden, SMALL, measure, after=0),
    ]
