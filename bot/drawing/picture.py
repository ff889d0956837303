"""Paints the poster, and whatever else is laid out for a phone, with Pillow."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.drawing.masks import badge, dashed_pill, pill
from bot.drawing.palette import DARK, LIGHT, Palette
from bot.drawing.poster import WIDTH, poster
from bot.drawing.shapes import STATE_INK, Bar, Box, Checkbox, Mark, Rule, Shape, Style, Text
from bot.drawing.typeface import font_file
from dialogs.plan import Plan
from rules.codes import Verdict

TELEGRAM_SIDES = 10_000  # a photo's width and height together; a higher picture is reduced to it

_COLOURS = 64  # the inks and their edges against the ground; more would only make the file larger


def draw(plan: Plan, *, dark: bool) -> bytes:
    """The picture as a PNG."""
    return painted(*poster(plan, width_of), DARK if dark else LIGHT)


def painted(shapes: Iterable[Shape], height: float, palette: Palette) -> bytes:
    """Shapes in their places on a ground that is `WIDTH` wide, as a PNG within what Telegram takes as a photo."""
    image = Image.new("RGB", (WIDTH, round(height)), palette.ground)
    pen = ImageDraw.Draw(image)
    for shape in shapes:
        _paint(image, pen, shape, palette)
    if sum(image.size) > TELEGRAM_SIDES:
        scale = TELEGRAM_SIDES / sum(image.size)
        image = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.BOX)
    return _png(image)


def width_of(words: str, style: Style) -> float:
    """In pixels, kerning included."""
    return _font(style.size, bold=style.bold).getlength(words)


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(bold=bold), size)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _paint(image: Image.Image, pen: ImageDraw.ImageDraw, shape: Shape, palette: Palette) -> None:
    match shape:
        case Text(box=box, words=words, style=style):
            font = _font(style.size, bold=style.bold)
            pen.text((box.x, shape.baseline), words, palette.inks[style.ink], font, anchor="ls")
        case Rule(box=box):
            pen.rectangle((box.x, box.y, box.right - 1, box.bottom - 1), palette.track)
        case Mark(box=box, state=state):
            _stamp(image, box, badge(round(box.width), state), palette.inks[STATE_INK[state]])
        case Bar():
            _paint_bar(image, shape, palette)
        case Checkbox():
            raise TypeError(f"nobody ticks a box on a picture: {shape!r}")


def _stamp(image: Image.Image, box: Box, mask: Image.Image, colour: tuple[int, int, int]) -> None:
    x, y = round(box.x), round(box.y)
    image.paste(colour, (x, y, x + mask.width, y + mask.height), mask)


def _paint_bar(image: Image.Image, bar: Bar, palette: Palette) -> None:
    width, height = round(bar.box.width), round(bar.box.height)
    filled = round(width * bar.share)
    colour = palette.inks[bar.ink or STATE_INK[bar.state]]
    if bar.state is Verdict.UNKNOWN:
        _stamp(image, bar.box, dashed_pill(width, height, filled), colour)
        return
    _stamp(image, bar.box, pill(width, height), palette.track)
    if filled:
        # Narrower than it is high, a pill would stand out over the track: a little is cut from a round end.
        _stamp(image, bar.box, pill(max(filled, height), height).crop((0, 0, filled, height)), colour)
