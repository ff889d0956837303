"""The typeface, and which letters it has."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Atkinson Hyperlegible Next"

_FONTS = Path(__file__).parent / "fonts"


def font_file(*, bold: bool) -> Path:
    """The TrueType file of one weight."""
    return _FONTS / f"AtkinsonHyperlegibleNext-{'Bold' if bold else 'Regular'}.ttf"


def drawable(words: str) -> str:
    """The words with only letters that the typeface has, never an empty box.

    A letter it lacks loses its accents; what then is still missing, such as an emoji, is left out.
    """
    composed = unicodedata.normalize("NFC", words)
    return "".join(_nearest(letter) for letter in composed)


@cache
def _nearest(letter: str) -> str:
    if letter.isspace() and letter not in "\u00a0\u202f":
        return " "
    if ord(letter) in _letters():
        return letter
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in plain if ord(part) in _letters() and not unicodedata.combining(part))


@cache
def _letters() -> frozenset[int]:
    with TTFont(font_file(bold=False), lazy=True) as font:
        return frozenset(font.getBestCmap())
