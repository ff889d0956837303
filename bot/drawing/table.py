"""Rows under column heads, set over as many pages as they need, the heads again on each."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from bot.drawing.paragraph import column, column_right
from bot.drawing.shapes import Box, Ink, Measure, Rule, Style
from bot.drawing.sheet import INNER, MARGIN, beside
from bot.drawing.strips import Strip
from bot.drawing.typeface import drawable

HEAD = Style(8.5, bold=True, ink=Ink.MUTED)
CELL = Style(9.5)
GAP = 14

_DUST = 0.01
"""Added to a width, so that what just fits is not broken by a sum of fractions."""

_AMOUNT = re.compile(r"[−-]?\d[\d.,]*( ?h| hours?)?|–|—|")

_HEAVY = Strip(6, (Rule(Box(MARGIN, 0, INNER, 1)),), joined=True)
_HAIRLINE = Strip(5, (Rule(Box(MARGIN, 0, INNER, 0.4)),), joined=True, between=True)

Row = Sequence[str]


def table(heads: Row, rows: Sequence[Row], measure: Measure) -> list[Strip]:
    """The strips of a table; nothing where there is no row. Every row has as many cells as there are heads.

    A column takes what its words need; where that is too much for the page, the widest ones are broken into lines.
    Amounts end at the right of their column.
    """
    if not rows:
        return []
    amounts = [all(_AMOUNT.fullmatch(row[place]) for row in rows) for place in range(len(heads))]
    boxes = _boxes(_widths(heads, rows, measure))
    top = [_row(heads, boxes, amounts, HEAD, measure), Strip(2, joined=True), _HEAVY]
    strips = [*top]
    for place, row in enumerate(rows):
        laid = _row(row, boxes, amounts, CELL, measure)
        strips += [*((_HAIRLINE,) if place else ()), replace(laid, head=tuple(top)), Strip(4)]
    return strips


def _row(cells: Row, boxes: Sequence[Box], amounts: Sequence[bool], style: Style, measure: Measure) -> Strip:
    set_ = [
        (column_right if is_amount else column)(cell, style, box, measure)
        for cell, box, is_amount in zip(cells, boxes, amounts, strict=True)
    ]
    return beside(*set_)


def _boxes(widths: Sequence[float]) -> list[Box]:
    starts = accumulate((width + GAP for width in widths[:-1]), initial=float(MARGIN))
    return [Box(x, 0, width, 0) for x, width in zip(starts, widths, strict=True)]


def _widths(heads: Row, rows: Sequence[Row], measure: Measure) -> list[float]:
    """As wide as the widest cell; columns that want more than a fair share divide what the others leave.

    The room that nobody wants goes to the widest column.
    """
    wanted = [
        max(measure(drawable(head), HEAD), *(measure(drawable(row[place]), CELL) for row in rows)) + _DUST
        for place, head in enumerate(heads)
    ]
    widths, room = list(wanted), INNER - GAP * (len(wanted) - 1.0)
    narrow_first = sorted(range(len(wanted)), key=wanted.__getitem__)
    for served, place in enumerate(narrow_first):
        widths[place] = min(wanted[place], room / (len(wanted) - served))
        room -= widths[place]
    widths[narrow_first[-1]] += room
    return widths
