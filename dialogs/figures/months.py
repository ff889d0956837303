"""The months that announcements are counted in, as the association's calendar has them."""

from datetime import date

MONTHS = 12
"""How many are looked back on, the one that runs included."""


def months_until(on: date) -> tuple[date, ...]:
    """The first day of each, oldest first, and of the month to come, with which the last one ends."""
    last = on.year * 12 + on.month - 1
    return tuple(date(place // 12, place % 12 + 1, 1) for place in range(last - MONTHS + 1, last + 2))
