"""The ledger of logged hours: finding an entry, its bounds, and hours as buttons say them."""

from collections.abc import Iterable

from dialogs.endorsement import Credit
from dialogs.scene import Refused, Scene
from dialogs.session import Session
from rules.tally import CreditKind
from rules.values import Number, tidy

MOST_HOURS = 1_000
"""Hours of one entry."""

_MOST_OF_A_KIND = 20_000
"""Hours of one kind that a record of the rules can hold."""

_MINUTES = 60


def credit_of(scene: Scene, number: str) -> Credit:
    """The entry of that id.

    Raises:
        Refused: if there is none.
    """
    found = next((one for one in scene.session.credits if str(one.id) == number), None)
    if found is None:
        raise Refused(number)
    return found


def kind_of(name: str) -> CreditKind:
    """A kind of hours by its name.

    Raises:
        Refused: if there is none.
    """
    if name not in set(CreditKind):
        raise Refused(name)
    return CreditKind(name)


def hours_of(minutes: str) -> Number:
    """Hours as a button says them, in minutes, since callback data has no dots.

    Raises:
        Refused: if it is no whole number.
    """
    if not (minutes.isdecimal() and minutes.isascii() and len(minutes) <= len(str(MOST_HOURS * _MINUTES))):
        raise Refused(minutes)
    return tidy(int(minutes) / _MINUTES)


def minutes_of(hours: float) -> str:
    """Hours as a button says them."""
    return str(round(hours * _MINUTES))


def most_hours(session: Session, kind: CreditKind, besides: Credit | None = None) -> Number:
    """The most hours that one more entry of a kind can have, or this one instead of what it has."""
    logged = sum(one.hours for one in session.credits if one.kind is kind and one is not besides)
    return tidy(min(MOST_HOURS, _MOST_OF_A_KIND - logged))


def newest_first(credits_: Iterable[Credit]) -> list[Credit]:
    """By day, and of one day by the order they were logged in."""
    return sorted(credits_, key=lambda one: (one.on, one.id), reverse=True)
