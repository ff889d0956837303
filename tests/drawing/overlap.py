"""Whether shapes lie over each other or beyond the edges."""

from collections.abc import Sequence
from itertools import combinations

from bot.drawing.shapes import Box, Shape

_TOUCH = 0.01  # of a unit: sums of fractions are not exact


def overlapping(shapes: Sequence[Shape]) -> list[tuple[Shape, Shape]]:
    return [(one, other) for one, other in combinations(shapes, 2) if _meet(one.box, other.box)]


def outside(shapes: Sequence[Shape], frame: Box) -> list[Shape]:
    return [shape for shape in shapes if not _within(shape.box, frame)]


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x + _TOUCH < other.right
        and other.x + _TOUCH < one.right
        and one.y + _TOUCH < other.bottom
        and other.y + _TOUCH < one.bottom
    )


def _within(box: Box, frame: Box) -> bool:
    return (
        box.x >= frame.x - _TOUCH
        and box.y >= frame.y - _TOUCH
        and box.right <= frame.right + _TOUCH
        and box.bottom <= frame.bottom + _TOUCH
    )
