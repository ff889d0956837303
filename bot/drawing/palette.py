"""The colours of the picture, by day and by night. Texts keep 4.5 : 1 against the ground, shapes 3 : 1."""

from dataclasses import dataclass

from bot.drawing.shapes import Ink

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """`track` is the empty part of a bar and the separating lines: decoration, so it may be faint."""

    ground: Colour
    track: Colour
    inks: dict[Ink, Colour]


LIGHT = Palette(
    ground=(252, 251, 248),
    track=(228, 226, 219),
    inks={
        Ink.TEXT: (28, 38, 46),
        Ink.MUTED: (84, 96, 106),
        Ink.ACCENT: (31, 82, 118),
        Ink.MET: (24, 117, 86),
        Ink.NOT_MET: (176, 80, 22),
        Ink.UNKNOWN: (92, 103, 114),
    },
)

DARK = Palette(
    ground=(20, 26, 32),
    track=(48, 58, 67),
    inks={
        Ink.TEXT: (240, 238, 233),
        Ink.MUTED: (170, 181, 190),
        Ink.ACCENT: (138, 190, 226),
        Ink.MET: (94, 202, 161),
        Ink.NOT_MET: (240, 164, 96),
        Ink.UNKNOWN: (155, 168, 180),
    },
)
