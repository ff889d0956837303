"""What a layout is made of: values that a painter turns into pixels or into PDF operators.

Lengths are in the unit of the medium (pixels for the picture, points for paper); y grows downwards.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from rules.codes import Verdict


class Ink(Enum):
    """What a text is, from which the palette takes its colour."""

    TEXT = auto()
    MUTED = auto()
    ACCENT = auto()
    MET = auto()
    NOT_MET = auto()
    UNKNOWN = auto()


STATE_INK = {Verdict.MET: Ink.MET, Verdict.NOT_MET: Ink.NOT_MET, Verdict.UNKNOWN: Ink.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `size` is the em, in the unit of the medium."""

    size: float
    bold: bool = False
    ink: Ink = Ink.TEXT

    @property
    def leading(self) -> float:
        """From one line to the next; leaves room for an accent on a capital."""
        return round(self.size * 1.28, 2)


Measure = Callable[[str, Style], float]
"""The width of a text set on one line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; the box is as wide as the words and as high as the leading."""

    box: Box
    words: str
    style: Style

    @property
    def baseline(self) -> float:
        """Where the letters stand: capitals are 0.67 em high and sit in the middle of the box."""
        return self.box.y + self.box.height / 2 + self.style.size * 0.335


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick, an open ring or a question mark, so that no state is told by colour alone."""

    box: Box
    state: Verdict


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of what is needed is there; `share` is 0 to 1. `ink`: another colour than that of the state."""

    box: Box
    state: Verdict
    share: float
    ink: Ink | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line that separates; as thick as its box is high."""

    box: Box


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A square to tick with a pen; already ticked where the state is met, with a question mark where unknown."""

    box: Box
    state: Verdict


Shape = Text | Mark | Bar | Rule | Checkbox


def lowered(shape: Shape, by: float) -> Shape:
    """The same shape, further down."""
    return replace(shape, box=replace(shape.box, y=shape.box.y + by))
