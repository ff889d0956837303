"""What the rules make of a person: all that a change of the rules could change for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dialogs.book import Book
from dialogs.endorsement import status_of
from dialogs.scene import Scene
from dialogs.session import Session

APPLICATIONS = ("apply", "ers")
"""The interviews whose outcome the rules decide."""

Outcome = Mapping[str, object]
"""What was worked out, by a name such as "apply.recommended" or "endorsement 1.deadline"; names are never answers."""


@dataclass(frozen=True, slots=True)
class Turned:
    """One thing that comes out differently."""

    name: str
    before: object
    after: object


def outcome_of(book: Book, session: Session, on: date) -> Outcome:
    """Recommended category and missing amounts of settled applications; deadline, hours and next reminder of each
    Endorsement.
    """
    return dict((*_applications(book, session, on), *_endorsements(book, session, on)))


def turned(before: Outcome, after: Outcome) -> tuple[Turned, ...]:
    """What differs between two outcomes of one person."""
    names = dict.fromkeys((*before, *after))
    return tuple(
        Turned(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )


def _applications(book: Book, session: Session, on: date) -> Iterator[tuple[str, object]]:
    scene = Scene(book, session, on)
    for flow in APPLICATIONS:
        case = scene.case(flow)
        if not case.path:
            continue
        found = scene.assessment(flow)
        yield f"{flow}.recommended", found.recommended
        add_on = {book.pack.add_on.code} & found.categories.keys()
        for code in sorted({str(code) for code in (found.target, found.recommended) if code} | add_on):
            for requirement, short in found.categories[code].missing.items():
                yield f"{flow}.{code}.{requirement}", short


def _endorsements(book: Book, session: Session, on: date) -> Iterator[tuple[str, object]]:
    for one in session.endorsements:
        status = status_of(one, session.credits, book.pack, on)
        name = f"endorsement {one.id}"
        yield f"{name}.deadline", status.deadline
        yield f"{name}.next_reminder", status.next_reminder
        if status.required is not None:
            yield from ((f"{name}.required.{kind}", hours) for kind, hours in status.required.model_dump().items())
        yield from ((f"{name}.missing.{kind}", short) for kind, short in status.missing.items())
