"""Contrast as WCAG 2 counts it."""

import re

from playwright.async_api import Page

_COLOURS = """selectors => selectors.flatMap(selector => [...document.querySelectorAll(selector)]
  .filter(one => one.checkVisibility()).slice(0, 3).map(one => {
    let under = one
    while (getComputedStyle(under).backgroundColor === "rgba(0, 0, 0, 0)") under = under.parentElement
    const {color, opacity} = getComputedStyle(one)
    return [selector, color, getComputedStyle(under).backgroundColor, Number(opacity)]
  }))"""

Colour = tuple[float, float, float]


async def contrasts(page: Page, *selectors: str) -> dict[str, float]:
    """The lowest contrast of text for each selector that shows something."""
    found: dict[str, float] = {}
    for selector, ink, ground, opacity in await page.evaluate(_COLOURS, selectors):
        under = _colour(ground)
        seen = tuple(i * opacity + u * (1 - opacity) for i, u in zip(_colour(ink), under, strict=True))
        found[selector] = min(found.get(selector, 21.0), ratio((seen[0], seen[1], seen[2]), under))
    return found


def ratio(one: Colour, other: Colour) -> float:
    """1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(css: str) -> Colour:
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", css)[:3])
    return red, green, blue
