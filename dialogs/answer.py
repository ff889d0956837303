"""An answer as it is stored, and whether it can be one."""

from collections.abc import Mapping
from datetime import date

from dialogs.dates import EARLIEST
from dialogs.flow import MOST, Kind, Question

Answer = str | bool | int | float | None
"""A choice's code, yes or no, an amount, or a day (ISO 8601). None is "I don't know yet", which is an answer too."""


def is_possible(question: Question, answer: Answer) -> bool:
    """Whether the question can have this answer at all, whatever else was said."""
    match question.kind:
        case _ if answer is None:
            return not question.required
        case Kind.CHOICE:
            return answer in question.choices
        case Kind.YES_NO:
            return isinstance(answer, bool)
        case Kind.COUNT:
            return isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer <= MOST[Kind.COUNT]
        case Kind.DATE:
            return isinstance(answer, str) and is_day(answer)
        case kind:
            is_number = isinstance(answer, (int, float)) and not isinstance(answer, bool)
            return is_number and 0 <= float(answer) <= MOST[kind]


def is_day(text: str) -> bool:
    """Whether it is a day in the form that is stored, and not before all Endorsements."""
    try:
        return date.fromisoformat(text).isoformat() == text and date.fromisoformat(text) >= EARLIEST
    except ValueError:
        return False


def limit(question: Question, said: Mapping[str, object]) -> int | float:
    """The largest amount the question can have beside what was said: its whole where it is a part, else its bound.

    0 for a question that is not about an amount.
    """
    whole = said.get(question.part_of) if question.part_of is not None else None
    return whole if isinstance(whole, (int, float)) and not isinstance(whole, bool) else MOST.get(question.kind, 0)


def expected(question: Question, said: Mapping[str, object]) -> Answer:
    """The answer most people give, within what the question can have here."""
    return min(int(question.expected), limit(question, said)) if question.kind.is_amount else question.expected


def fits(question: Question, answer: Answer, said: Mapping[str, object]) -> bool:
    """Whether a stored answer still holds beside what was said before it."""
    if not is_possible(question, answer):
        return False
    if not question.kind.is_amount or answer is None:
        return True
    return float(answer) <= limit(question, said)
