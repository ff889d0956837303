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
GAP = 12

_PARAGRAPH = 300
_DUST = 0.01
"""Added to a width, so that what just fits is not broken by a sum of fractions."""

_AMOUNT = re.compile(r"[−-]?\d[\d.,]*( ?h| hours?)?|–|—|")
_HAS_DIGIT = re.compile(r"\d")

_HEAVY = Strip(6, (Rule(Box(MARGIN, 0, INNER, 1)),), joined=True)
_HAIRLINE = Strip(5, (Rule(Box(MARGIN, 0, INNER, 0.4)),), joined=True, between=True)

Row = Sequence[str]


def table(heads: Row, rows: Sequence[Row], measure: Measure) -> list[Strip]:
    """The strips of a table; nothing where there is no row. Every row has as many cells as there are heads.

    A column takes what its cells need; where that is too much for the page, long cells are broken into lines.
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
    """Of each column its least width, and of what is left a part after what it wants.

    Only where even the widest words are too much for the page do columns share it evenly, and words are broken.
    """
    room = INNER - GAP * (len(heads) - 1.0)
    columns = [_column_widths(head, [row[place] for row in rows], measure) for place, head in enumerate(heads)]
    least, wanted = [one[0] for one in columns], [one[1] for one in columns]
    if sum(wanted) <= room:
        widest = wanted.index(max(wanted))
        return [width + (room - sum(wanted)) * (place == widest) for place, width in enumerate(wanted)]
    if sum(least) <= room:
        share = (room - sum(least)) / (sum(wanted) - sum(least))
        return [low + (high - low) * share for low, high in columns]
    return _shared(least, room)


def _column_widths(head: str, cells: Sequence[str], measure: Measure) -> tuple[float, float]:
    """The least width of a column, that of its widest word, and the one it wants, that of its widest cell.

    Days and amounts stay on one line. A cell that is a paragraph counts as one of a moderate length.
    """
    whole = [measure(drawable(cell), CELL) for cell in cells]
    words = [measure(drawable(word), CELL) for cell in cells for word in cell.split()]
    head_words = [measure(drawable(word), HEAD) for word in head.split()]
    least = max((*head_words, *(whole if all(map(_HAS_DIGIT.search, filter(None, cells))) else words)), default=0.0)
    wanted = max(least, measure(drawable(head), HEAD), min(max(whole), _PARAGRAPH))
    return least + _DUST, wanted + _DUST


def _shared(wanted: Sequence[float], room: float) -> list[float]:
    """The narrow columns have what they want; the others divide the rest evenly."""
    widths = list(wanted)
    narrow_first = sorted(range(len(wanted)), key=wanted.__getitem__)
    for served, place in enumerate(narrow_first):
        widths[place] = min(wanted[place], room / (len(wanted) - served))
        room -= widths[place]
    return widths
