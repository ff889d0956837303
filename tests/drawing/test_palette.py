import pytest

from bot.drawing.palette import DARK, LIGHT, Colour, Palette
from bot.drawing.shapes import Ink


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", Ink)
def test_every_text_stands_out_from_the_ground(palette: Palette, ink: Ink) -> None:
    assert contrast(palette.inks[ink], palette.ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", [Ink.MET, Ink.NOT_MET])
def test_the_filled_part_of_a_bar_stands_out_from_the_empty_part(palette: Palette, ink: Ink) -> None:
    assert contrast(palette.inks[ink], palette.track) >= 3
