"""The marks as strokes in a unit square, drawn alike on the picture and on paper."""

from math import cos, pi, sin

Point = tuple[float, float]

TICK: tuple[Point, ...] = ((0.28, 0.52), (0.44, 0.68), (0.73, 0.35))
"""Three points of one stroke."""

DOT: tuple[Point, float] = ((0.5, 0.765), 0.055)
"""The point of the question mark: centre and radius."""


def _hook() -> tuple[Point, ...]:
    arc = [(0.5 + 0.15 * cos(angle), 0.375 + 0.15 * sin(angle)) for angle in _angles(-pi, pi / 4, steps=20)]
    return (*arc, (0.515, 0.57), (0.5, 0.635))


def _angles(first: float, last: float, *, steps: int) -> list[float]:
    return [first + (last - first) * step / steps for step in range(steps + 1)]


HOOK = _hook()
"""The question mark without its point, one stroke."""
