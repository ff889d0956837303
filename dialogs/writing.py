"""What is typed or sent where a screen asks for it, besides the answers of interviews."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from dialogs import entries, wishing
from dialogs.amounts import parse_amount
from dialogs.dates import Month, parse_day
from dialogs.event import Sent
from dialogs.flow import Kind
from dialogs.ledger import MOST_HOURS, kind_of
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Scene
from dialogs.session import Session
from dialogs.spoken import words_of


def written(scene: Scene, text: str) -> Session | None:
    """The session after a text that the screen asked for; None where it asks for none, or the text is meant otherwise.

    Raises:
        Misunderstood: if it is of the right kind, and yet not possible.
        Refused: if what the screen is about is gone.
    """
    place = scene.session.place
    read = _WRITTEN.get(place.name)
    return None if read is None else read(scene, text, *place.arguments)


def expected_written(scene: Scene) -> str | None:
    """What the screen asks to be typed, in one line; None where it asks for nothing of a certain form."""
    match scene.session.place.name:
        case "log_hours" | "credit_hours" | "credit_rsc":
            return _expected_hours(scene)
        case "credit_day" | "membership":
            return _expected_day(scene)
    return None


def sent(scene: Scene, event: Sent) -> Session | None:
    """The session after a photo or a file; None where none is asked for.

    Raises:
        Refused: if the entry it was for is gone.
    """
    place = scene.session.place
    if place.name not in {"credit", "credit_file", "certificate"} or event.file_id is None:
        return None
    return entries.set_certificate(scene, place.arguments[0], event)


def _log_hours(scene: Scene, text: str, name: str) -> Session | None:
    hours = _hours(scene, text)
    return None if hours is None else entries.add(scene, kind_of(name), hours)


def _credit_hours(scene: Scene, text: str, number: str) -> Session | None:
    hours = _hours(scene, text)
    return None if hours is None else entries.set_hours(scene, number, hours)


def _credit_rsc(scene: Scene, text: str, number: str) -> Session | None:
    hours = _hours(scene, text)
    return None if hours is None else entries.set_on_rsc(scene, number, hours)


def _credit_day(scene: Scene, text: str, number: str, *picked: str) -> Session | None:
    day = parse_day(text, scene.on, picked)
    return _day(scene, text, day, ("credit_day", number), partial(entries.set_day, scene, number))


def _membership(scene: Scene, text: str, *picked: str) -> Session | None:
    day = parse_day(text, scene.on, picked)
    return _day(scene, text, day, ("membership",), partial(wishing.set_membership, scene))


def _title(scene: Scene, text: str, number: str) -> Session | None:
    return _words(scene, text, number, "title")


def _provider(scene: Scene, text: str, number: str) -> Session | None:
    return _words(scene, text, number, "provider")


def _words(scene: Scene, text: str, number: str, field: str) -> Session | None:
    buttons = [words_of(scene.words.buttons[name]) for name in ("back", "menu", "clear")]
    return None if words_of(text) in buttons else entries.set_words(scene, number, field, text)


_WRITTEN: Mapping[str, Callable[..., Session | None]] = {
    "log_hours": _log_hours,
    "credit_hours": _credit_hours,
    "credit_rsc": _credit_rsc,
    "credit_day": _credit_day,
    "credit_title": _title,
    "credit_provider": _provider,
    "membership": _membership,
}


def _hours(scene: Scene, text: str) -> float | None:
    hours = parse_amount(text, Kind.HOURS)
    if hours is None and re.search(r"\d", text):
        raise Misunderstood(_expected_hours(scene))
    return hours


def _expected_hours(scene: Scene) -> str:
    return scene.words.page("screens/expected_hours", most=MOST_HOURS).text


def _day(
    scene: Scene, text: str, read: date | Month | None, place: tuple[str, ...], keep: Callable[[date], Session]
) -> Session | None:
    match read:
        case date() as day:
            return keep(day)
        case Month(year=year, month=month):
            picked = (str(year),) if month is None else (str(year), str(month))
            return scene.session.at(*place, *picked)
    if re.search(r"\d", text):
        raise Misunderstood(_expected_day(scene))
    return None


def _expected_day(scene: Scene) -> str:
    return scene.words.page("screens/expected_day").text
