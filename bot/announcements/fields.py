"""What stands in place of the fields of an announcement, for one person, in their language."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from dialogs.announcements.card import hours_missing
from dialogs.announcements.merging import FIELDS
from dialogs.book import Book
from dialogs.endorsed import letters_of, standing_of
from dialogs.scene import Scene
from dialogs.session import Session
from dialogs.telling import credential_of
from dialogs.words import Words


def fields_of(session: Session, first_name: str | None, book: Book, day: date) -> Mapping[str, str]:
    """The person's own words for every field; a friendly phrase where there is none.

    Of several Endorsements the one whose deadline comes first speaks. `hours_missing` counts hours, training and RSC
    together.
    """
    scene = Scene(book, session, day)
    known = {"first_name": (first_name or "").strip(), **(_held(scene) if session.endorsements else _sought(scene))}
    fallbacks = scene.words.labels("office_fields")
    return MappingProxyType({name: known.get(name) or fallbacks[name] for name in FIELDS})


def sample_fields(words: Words, day: date) -> Mapping[str, str]:
    """Those of somebody who does not exist, to look at an announcement."""
    labels = words.labels("office_fields")
    return {
        "first_name": labels["sample_first_name"],
        "category": "IFS",
        "deadline": words.day(date(day.year + 1, 12, 31)),
        "hours_missing": words.number(12),
    }


def _held(scene: Scene) -> Mapping[str, str]:
    standings = (standing_of(scene, one) for one in scene.session.endorsements)
    found = min(standings, key=lambda one: (one.lapsed, one.status.deadline, one.endorsement.id))
    missing = hours_missing(found.status)
    return {
        "category": letters_of(scene, found.endorsement),
        "deadline": scene.words.day(found.status.deadline),
        "hours_missing": "" if missing is None else scene.words.number(missing),
    }


def _sought(scene: Scene) -> Mapping[str, str]:
    """Of somebody who answered all that the interview asks: the letters that their result shows."""
    case = scene.case("apply")
    if not case.path or not case.settled:
        return {}
    found = scene.assessment("apply")
    return {} if found.recommended is None else {"category": credential_of(scene, found.recommended, case.profile)[0]}
