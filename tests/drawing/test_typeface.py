import subprocess
import sys

import pytest

from bot.drawing.typeface import drawable, font_file


@pytest.mark.parametrize("words", ["¿Cuántas horas? Año, niñez", "ŕéáđýñéšš ÁČĎŤŽ", "≥ – · → ✓ ® ’ “24\u00a0h” … ½"])
def test_the_words_we_use_are_drawn_as_they_are(words: str) -> None:
    assert drawable(words) == words


def test_accents_come_as_one_letter() -> None:
    assert drawable("e\u0301") == "é"


def test_a_letter_the_typeface_lacks_loses_its_accents() -> None:
    assert drawable("ḱ") == "k"


def test_what_cannot_be_drawn_is_left_out() -> None:
    assert drawable("a\N{PARTY POPPER}b\x00\u200d") == "ab"


def test_breaks_and_tabs_are_spaces() -> None:
    assert drawable("a\nb\tc") == "a b c"


@pytest.mark.parametrize("bold", [False, True])
def test_the_fonts_are_small(*, bold: bool) -> None:
    assert font_file(bold=bold).stat().st_size < 300_000


def test_the_licence_stands_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in font_file(bold=False).with_name("OFL.txt").read_text(encoding="utf-8")


def test_importing_the_package_loads_neither_pillow_nor_fpdf() -> None:
    check = "import bot.drawing, sys; sys.exit(bool({'PIL', 'fpdf', 'fontTools'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
