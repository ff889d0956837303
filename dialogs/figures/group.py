"""The one group a person is counted in. Groups do not overlap, so that every total is a sum of them."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dialogs.book import Book
from dialogs.case import Case
from dialogs.flow import START
from dialogs.session import Session
from dialogs.standing import standing
from rules.assessment import assess
from rules.renewal import RenewalState

NO_CATEGORY = "none"
"""A result that recommends nothing."""

_APPLY = "apply"
_ADD_ON = "ers"

READINESS = (
    RenewalState.LAPSED,
    RenewalState.WINDOW_OPEN_INCOMPLETE,
    RenewalState.IN_PROGRESS,
    RenewalState.COMPLETE_WAIT_FOR_WINDOW,
    RenewalState.READY_TO_ATTEST,
)
"""From the furthest behind to the readiest."""


class Stage(StrEnum):
    """How far somebody has come."""

    AROUND = "around"
    """They looked around: no interview is open, and none told them a category."""
    OPEN = "open"
    RESULT = "result"
    ENDORSED = "endorsed"


class Group(NamedTuple):
    """`detail` is where an interview is left ("apply.rsc_hours"), the recommended category, or how a renewal stands."""

    stage: Stage
    detail: str = ""


def group_of(session: Session, book: Book, on: date) -> Group:
    """Where somebody is counted: endorsed before a result, a result before an interview that is still open.

    Raises:
        ValueError: if what is stored of them contradicts the rules (BadInput is one).
    """
    if session.endorsements:
        return Group(Stage.ENDORSED, _readiness(session, book, on))
    cases = {flow: case for flow in book.interviews if (case := _case(session, book, on, flow)) is not None}
    if (sought := cases.get(_APPLY)) is not None and sought.settled:
        # Not the book's assessment: remembering everybody's would push out those of the people who write.
        return Group(Stage.RESULT, assess(book.pack, sought.profile, on).recommended or NO_CATEGORY)
    if _ADD_ON in cases and cases[_ADD_ON].settled:
        return Group(Stage.RESULT, book.pack.add_on.code)
    return next(_open(cases), Group(Stage.AROUND))


def places(book: Book) -> tuple[str, ...]:
    """Every place where an interview can be left, in the order in which they come."""
    return tuple(f"{flow}.{name}" for flow, one in book.interviews.items() for name in one.flow.questions)


def _open(cases: dict[str, Case]) -> Iterator[Group]:
    for flow, case in cases.items():
        if case.question is not None:
            yield Group(Stage.OPEN, f"{flow}.{case.question.id}")


def _case(session: Session, book: Book, on: date, flow: str) -> Case | None:
    """None where no answer to the interview counts. Replaying costs the most, so it is done only if one may."""
    interview = book.interviews[flow]
    if session.answers.keys().isdisjoint(interview.flow.then[START]):
        return None
    case = book.case(interview, session.answers, on)
    return case if case.path else None


def _readiness(session: Session, book: Book, on: date) -> RenewalState:
    """Of several Endorsements that of the first deadline; of one deadline the furthest behind."""
    member = session.wishes.is_member(on)
    found = (standing(book.pack, one, session.credits, on, member=member) for one in session.endorsements)
    first = min(found, key=lambda one: (one.cycle.deadline, READINESS.index(one.status.status)))
    return first.status.status
