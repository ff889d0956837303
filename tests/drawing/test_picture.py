from io import BytesIO

import pytest
from PIL import Image

from bot.drawing import readiness_png
from bot.drawing.palette import DARK, LIGHT, Colour
from bot.drawing.picture import TELEGRAM_SIDES, width_of
from bot.drawing.poster import poster
from bot.drawing.shapes import STATE_INK, Bar, Mark
from dialogs.plan import Plan
from rules.codes import Verdict
from tests.drawing.plans import HOME_VISITOR, lengthy, line, plan


def picture(of: Plan, *, dark: bool = False) -> Image.Image:
    return Image.open(BytesIO(readiness_png(of, dark=dark))).convert("RGB")


def filled_share(of: Plan, state: Verdict, *, dark: bool = False) -> float:
    """Of the pixels along the middle of the first bar, how many have the colour of the state."""
    bar = next(shape for shape in poster(of, width_of)[0] if isinstance(shape, Bar))
    image = picture(of, dark=dark)
    y = round(bar.box.y + bar.box.height / 2)
    colour = (DARK if dark else LIGHT).inks[STATE_INK[state]]
    span = range(round(bar.box.x), round(bar.box.right))
    return sum(near(image.getpixel((x, y)), colour) for x in span) / len(span)


def near(pixel: object, colour: Colour) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("state", "have", "share"),
    [
        (Verdict.MET, 24, 1.0),
        (Verdict.MET, 50, 1.0),
        (Verdict.NOT_MET, 23.5, 23.5 / 24),
        (Verdict.NOT_MET, 12, 0.5),
        (Verdict.NOT_MET, 0.2, 0.2 / 24),
        (Verdict.NOT_MET, 0, 0.0),
        (Verdict.UNKNOWN, None, 0.0),
    ],
)
def test_the_bar_is_filled_as_far_as_the_need_is_met(
    state: Verdict, have: float | None, share: float, *, dark: bool
) -> None:
    one = plan(line(state, have=have, need=24))
    assert filled_share(one, state, dark=dark) == pytest.approx(share, abs=0.01)


def test_an_amount_that_may_not_count_is_hatched_not_filled() -> None:
    assert 0 < filled_share(plan(line(Verdict.UNKNOWN, have=24, need=24)), Verdict.UNKNOWN) < 0.6


def test_the_states_differ_without_colour() -> None:
    assert len({mark_in_black_and_white(state) for state in Verdict}) == len(Verdict)


def mark_in_black_and_white(state: Verdict) -> bytes:
    one = plan(line(state))
    box = next(shape for shape in poster(one, width_of)[0] if isinstance(shape, Mark)).box
    mark = picture(one).crop((round(box.x), round(box.y), round(box.right), round(box.bottom)))
    return mark.convert("L").point([0] * 180 + [255] * 76).tobytes()


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_is_a_small_png_for_a_phone(*, dark: bool) -> None:
    data = readiness_png(HOME_VISITOR, dark=dark)
    image = Image.open(BytesIO(data))
    assert (image.format, image.width) == ("PNG", 1080)
    assert image.height < 2 * image.width
    assert len(data) < 150_000


def test_dark_and_light_stand_on_their_own_ground() -> None:
    light, dark = picture(HOME_VISITOR), picture(HOME_VISITOR, dark=True)
    assert near(light.getpixel((4, 4)), LIGHT.ground)
    assert near(dark.getpixel((4, 4)), DARK.ground)
    assert light.size == dark.size


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert readiness_png(HOME_VISITOR, dark=False) == readiness_png(HOME_VISITOR, dark=False)


def test_a_picture_too_high_for_telegram_is_reduced() -> None:
    image = picture(lengthy(120))
    assert TELEGRAM_SIDES - 2 <= image.width + image.height <= TELEGRAM_SIDES
    assert image.height / image.width <= 20
