"""What applicants have logged, for the questions that ask for it."""

from collections.abc import Callable, Mapping

from dialogs.endorsement import Credit
from dialogs.session import Session
from rules.tally import CreditKind
from rules.values import Number, tidy

_HOURS: Mapping[str, tuple[CreditKind, Callable[[Credit], float]]] = {
    "training_hours": (CreditKind.TRAINING_RECEIVED, lambda one: one.hours),
    "training_on_rsc_hours": (CreditKind.TRAINING_RECEIVED, lambda one: one.on_rsc_hours),
    "rsc_hours": (CreditKind.RSC_RECEIVED, lambda one: one.hours),
}


def logged_for(session: Session, question_id: str) -> Number:
    """The hours in the ledger that a question asks for; 0 where it asks for something else.

    For an application the whole ledger counts: how far back training may lie is not in the sources.
    """
    if question_id not in _HOURS:
        return 0
    kind, hours = _HOURS[question_id]
    return tidy(sum(hours(one) for one in session.credits if one.kind is kind))
