"""Rows of buttons that fit a phone."""

from collections.abc import Iterable, Sequence

from dialogs.screen import Button

WIDEST = 40
"""Characters of the longest label in a row of its own."""
_HALF = 17
_THIRD = 8

Rows = tuple[tuple[Button, ...], ...]


def stacked(buttons: Iterable[Button]) -> Rows:
    """One below the other."""
    return tuple((button,) for button in buttons)


def packed(buttons: Sequence[Button]) -> Rows:
    """As many beside each other, up to three, as their labels leave room for."""
    longest = max((len(button.label) for button in buttons), default=0)
    across = 3 if longest <= _THIRD else 2 if longest <= _HALF else 1
    return tuple(tuple(buttons[start : start + across]) for start in range(0, len(buttons), across))


def flowing(buttons: Iterable[Button]) -> Rows:
    """In their order, two beside each other where both are short, else each on a line of its own."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= _HALF and len(button.label) <= _HALF:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)
