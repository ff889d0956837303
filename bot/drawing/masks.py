"""Bars and marks as masks, drawn four times as large and reduced: Pillow's own curves have no smooth edges."""

from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from bot.drawing.marks import DOT, HOOK, TICK, Point
from rules.codes import Verdict

_FINE = 4
_HELD = 128  # masks kept: a picture needs about twenty, and pictures share most of them

Paint = Callable[[ImageDraw.ImageDraw], object]


@lru_cache(_HELD)
def pill(width: int, height: int) -> Image.Image:
    """A bar with round ends."""
    return _reduced(_fine_pill(width, height))


@lru_cache(_HELD)
def dashed_pill(width: int, height: int, hatched: int) -> Image.Image:
    """A dashed outline, open inside but for its first `hatched` pixels, closed and with slanting lines."""
    outline = ImageChops.subtract(_fine_pill(width, height), _fine_pill(width, height, inset=3))
    dashes = _bands(width, height, step=20, thick=11, lean=0.0)
    dashes.paste(255, (0, 0, hatched * _FINE, height * _FINE))  # dashes across slanting lines would flicker
    slants = _bands(width, height, step=12, thick=3, lean=1.0)
    slants.paste(0, (hatched * _FINE, 0, width * _FINE, height * _FINE))
    hatch = ImageChops.darker(slants, _fine_pill(width, height))
    return _reduced(ImageChops.lighter(ImageChops.darker(outline, dashes), hatch))


@lru_cache(_HELD)
def badge(size: int, state: Verdict) -> Image.Image:
    """Met is a full disc with the tick cut out, not yet an open ring, unknown a thin ring with a question mark."""
    match state:
        case Verdict.MET:
            disc = _ring(size, 0.5)
            return _reduced(ImageChops.subtract(disc, _fine(size, size, lambda pen: _stroke(pen, TICK, size, 0.1))))
        case Verdict.NOT_MET:
            return _reduced(_ring(size, 0.12))
        case Verdict.UNKNOWN:
            question = _fine(size, size, lambda pen: _question(pen, size))
            return _reduced(ImageChops.lighter(_ring(size, 0.06), question))


def _fine(width: int, height: int, paint: Paint) -> Image.Image:
    mask = Image.new("L", (width * _FINE, height * _FINE))
    paint(ImageDraw.Draw(mask))
    return mask


def _reduced(mask: Image.Image) -> Image.Image:
    return mask.reduce(_FINE)


def _fine_pill(width: int, height: int, *, inset: int = 0) -> Image.Image:
    edge = inset * _FINE
    corners = (edge, edge, width * _FINE - 1 - edge, height * _FINE - 1 - edge)
    radius = height * _FINE / 2 - edge
    return _fine(width, height, lambda pen: pen.rounded_rectangle(corners, radius, 255))


def _ring(size: int, thickness: float) -> Image.Image:
    last, thick = size * _FINE - 1, round(size * _FINE * thickness)
    return _fine(size, size, lambda pen: pen.ellipse((0, 0, last, last), None, 255, thick))


def _bands(width: int, height: int, *, step: int, thick: int, lean: float) -> Image.Image:
    """Bands from bottom to top, leaning right by `lean` times the height."""
    shift = height * lean

    def paint(pen: ImageDraw.ImageDraw) -> None:
        for left in range(-height, width, step):
            band = ((left, height), (left + thick, height), (left + thick + shift, 0), (left + shift, 0))
            pen.polygon([(x * _FINE, y * _FINE) for x, y in band], 255)

    return _fine(width, height, paint)


def _question(pen: ImageDraw.ImageDraw, size: int) -> None:
    _stroke(pen, HOOK, size, 0.085)
    _dot(pen, DOT[0], size, DOT[1])


def _stroke(pen: ImageDraw.ImageDraw, points: tuple[Point, ...], size: int, thickness: float) -> None:
    scale = size * _FINE
    pen.line([(x * scale, y * scale) for x, y in points], 255, round(thickness * scale), "curve")
    for end in (points[0], points[-1]):
        _dot(pen, end, size, thickness / 2)


def _dot(pen: ImageDraw.ImageDraw, centre: Point, size: int, radius: float) -> None:
    scale = size * _FINE
    (x, y), reach = centre, radius * scale
    pen.ellipse((x * scale - reach, y * scale - reach, x * scale + reach, y * scale + reach), 255)
