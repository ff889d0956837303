"""Strips of shapes laid one below the other, on one page that grows or on pages of one height."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.drawing.shapes import Shape, lowered


@dataclass(frozen=True, slots=True)
class Strip:
    """Shapes on a band of the full width; their y counts from the top of the band.

    `joined` keeps it on one page with the strip that follows, as a heading with its first line. One that is
    `between` only separates: at the top of a page it is left out, like every strip without shapes. `head` is laid
    above a strip that begins a page, as the head of a table above its next row.
    """

    height: float
    shapes: tuple[Shape, ...] = ()
    joined: bool = False
    between: bool = False
    head: "tuple[Strip, ...]" = ()


def stacked(strips: Iterable[Strip], top: float) -> tuple[tuple[Shape, ...], float]:
    """Every shape in its place, and the y below the last strip."""
    placed: list[Shape] = []
    for strip in strips:
        placed.extend(lowered(shape, top) for shape in strip.shapes)
        top += strip.height
    return tuple(placed), top


def paged(strips: Iterable[Strip], height: float) -> Iterator[tuple[Strip, ...]]:
    """The strips of each page. A joined run that is higher than a page is broken between its strips."""
    page: list[Strip] = []
    room = height
    for run in _runs(strips):
        if page and sum(strip.height for strip in run) > room:
            yield tuple(page)
            page, room = [], height
        for strip in run:
            if page and strip.height > room:
                yield tuple(page)
                page, room = [], height
            if page or (strip.shapes and not strip.between):
                laid = (strip,) if page else (*strip.head, strip)
                page += laid
                room -= sum(one.height for one in laid)
    if page:
        yield tuple(page)


def _runs(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    run: list[Strip] = []
    for strip in strips:
        run.append(strip)
        if not strip.joined:
            yield run
            run = []
    if run:
        yield run
