"""What the conditions of an audience look at, worked out of what a person told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogs.announcements.audience import EVERY_KIND, OF_APPLICANT, OF_ENDORSEMENT, Card, Held, Kind
from dialogs.book import Book
from dialogs.endorsement import Endorsement, status_of
from dialogs.flow import START
from dialogs.session import Session
from rules.assessment import Assessment, assess
from rules.pack import RulePack
from rules.renewal import RenewalStatus
from rules.values import Number, tidy

APPLY = "apply"
ADD_ON = "ers"
"""The interviews that somebody answers who seeks an Endorsement, and who seeks the add-on to one."""


def card_of(
    session: Session,
    book: Book,
    on: date,
    tags: frozenset[str] = frozenset(),
    looks_at: frozenset[Kind] = EVERY_KIND,
) -> Card:
    """A person on a day; `tags` are what the association's roster says of them.

    Who holds an Endorsement is no applicant for another any more, yet may be one for the add-on. An application is
    replayed, at a millisecond for each, only where `looks_at` asks for one.
    """
    seeks = seeks_add_on = None
    if looks_at & OF_APPLICANT:
        seeks = None if session.endorsements else _sought(session, book, on, APPLY)
        with_add_on = any(one.ers for one in session.endorsements)
        seeks_add_on = None if with_add_on else _sought(session, book, on, ADD_ON)
    held = session.endorsements if looks_at & OF_ENDORSEMENT else ()
    lacks = (*_lacks(seeks, None), *_lacks(seeks_add_on, book.pack.add_on.code))
    return Card(
        language=session.language,
        is_applicant=seeks is not None or seeks_add_on is not None,
        recommended=seeks.found.recommended if seeks is not None and seeks.settled else None,
        lacks=frozenset(lacks),
        held=tuple(_held(one, session, book.pack, on) for one in held),
        tags=frozenset(tag.casefold() for tag in tags),
    )


def hours_missing(status: RenewalStatus) -> Number | None:
    """All hours that a renewal lacks; training on giving RSC is part of training. None once it has lapsed."""
    if status.required is None:
        return None
    hours = {kind: short for kind, short in status.missing.items() if kind != "membership"}
    return tidy(max(hours.get("training", 0), hours.get("training_on_rsc", 0)) + hours.get("rsc", 0))


@dataclass(frozen=True, slots=True)
class _Sought:
    """What somebody seeks; nobody is told a recommendation before their case is settled."""

    found: Assessment
    settled: bool


def _sought(session: Session, book: Book, on: date, flow: str) -> _Sought | None:
    """None where no answer to the interview counts."""
    interview = book.interviews[flow]
    # Replaying costs the most here, and nobody gets into an interview past its first question.
    if session.answers.keys().isdisjoint(interview.flow.then[START]):
        return None
    case = book.case(interview, session.answers, on)
    if not case.path:
        return None
    # Not the book's assessment: remembering everybody's would push out those of the people who write.
    return _Sought(assess(book.pack, case.profile, on), case.settled)


def _lacks(sought: _Sought | None, add_on: str | None) -> Iterator[str]:
    """Known to be missing: of the add-on, or of the category that fits the work and of the one that is recommended."""
    if sought is not None:
        found = sought.found
        for code in {add_on} if add_on else {found.target, found.recommended} - {None}:
            yield from found.categories[str(code)].missing


def _held(endorsement: Endorsement, session: Session, pack: RulePack, on: date) -> Held:
    status = status_of(endorsement, session.credits, pack, on)
    return Held(
        category=endorsement.category,
        ers=endorsement.ers,
        renewal_year=status.deadline.year,
        hours_missing=hours_missing(status),
        window=status.status,
    )
