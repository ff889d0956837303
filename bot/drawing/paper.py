"""Writes pages as a PDF with fpdf2: real text, in reading order, with the typeface embedded."""

from collections.abc import Callable
from datetime import UTC, datetime

from fpdf import FPDF

from bot.drawing.marks import DOT, HOOK, TICK, Point
from bot.drawing.shapes import Bar, Box, Checkbox, Ink, Mark, Measure, Rule, Shape, Style, Text
from bot.drawing.sheet import HEIGHT, WIDTH, Page
from bot.drawing.typeface import FAMILY, drawable, font_file
from rules.codes import Verdict

_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC)
"""In place of the clock: the same words give the same bytes, and the day that counts is printed as a text."""

_BLACK, _INK, _GREY, _FAINT = 0, 60, 85, 190


def draw(pages_of: Callable[[Measure], list[Page]], *, title: str, language: str) -> bytes:
    """The file, one to a few pages."""
    pdf = _blank(title, language)

    def width_of(words: str, style: Style) -> float:
        _set(pdf, style)
        return pdf.get_string_width(words)

    for page in pages_of(width_of):
        pdf.add_page()
        for shape in page:
            _write(pdf, shape)
    return bytes(pdf.output())


def _blank(title: str, language: str) -> FPDF:
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(auto=False)
    pdf.set_creation_date(_WRITTEN)
    pdf.set_lang(language)
    pdf.set_title(drawable(title))
    pdf.add_font(FAMILY, "", font_file(bold=False))
    pdf.add_font(FAMILY, "B", font_file(bold=True))
    return pdf


def _set(pdf: FPDF, style: Style) -> None:
    pdf.set_font(FAMILY, "B" if style.bold else "", style.size)


def _write(pdf: FPDF, shape: Shape) -> None:
    match shape:
        case Text(box=box, words=words, style=style):
            _set(pdf, style)
            pdf.set_text_color(_GREY if style.ink is Ink.MUTED else _BLACK)
            pdf.text(box.x, shape.baseline, words)
        case Rule(box=box):
            pdf.set_fill_color(_INK if box.height >= 1 else _FAINT)
            pdf.rect(box.x, box.y, box.width, box.height, style="F")
        case Checkbox(box=box, state=state):
            _write_checkbox(pdf, box, state)
        case Mark() | Bar():
            raise TypeError(f"paper has boxes to tick and no colours: {shape!r}")


def _write_checkbox(pdf: FPDF, box: Box, state: Verdict) -> None:
    pdf.set_draw_color(_BLACK)
    pdf.set_line_width(0.8)
    pdf.rect(box.x, box.y, box.width, box.height)
    match state:
        case Verdict.MET:
            pdf.set_line_width(1.5)
            pdf.polyline(_within(box, TICK))
        case Verdict.UNKNOWN:
            pdf.set_line_width(0.9)
            pdf.polyline(_within(box, HOOK))
            (centre,) = _within(box, (DOT[0],))
            pdf.set_fill_color(_BLACK)
            pdf.circle(*centre, DOT[1] * box.width, style="F")
        case Verdict.NOT_MET:
            pass


def _within(box: Box, points: tuple[Point, ...]) -> list[Point]:
    return [(box.x + x * box.width, box.y + y * box.height) for x, y in points]
