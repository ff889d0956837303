"""The width of a text by the typeface's own table, without a painter."""

from functools import cache

from fontTools.ttLib import TTFont

from bot.drawing.shapes import Style
from bot.drawing.typeface import font_file


def width_of(words: str, style: Style) -> float:
    return sum(_advances(bold=style.bold)[letter] for letter in words) * style.size / 1000


@cache
def _advances(*, bold: bool) -> dict[str, int]:
    with TTFont(font_file(bold=bold)) as font:
        return {chr(code): font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
