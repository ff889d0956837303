"""What becomes of somebody who stays away: kept, told of it once, waited for, forgotten. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto

from bot.storage import NudgeRow
from dialogs.nudging import Passed, cycles
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from rules.pack import RulePack

NOTICE = timedelta(days=30)
"""From the word to the deletion, at least."""

_OPEN = ("pending", "sending")
_TRIED = ("sent", "unknown", "failed")
_IN_VAIN = (Passed.BLOCKED, Passed.GONE, Passed.STOPPED)
"""Reasons for which nothing was said and nothing will be; anything else that was skipped is tried again."""


class Fate(Enum):
    """What to do about a person today."""

    TELL = auto()
    WAIT = auto()
    FORGET = auto()


def has_deadline_ahead(session: Session, pack: RulePack, today: date) -> bool:
    """Whether an Endorsement is yet to be renewed: such a person comes back, three years after the last time."""
    return any(cycles(one, pack, today)[-1].deadline >= today for one in session.endorsements)


def fate_of(heard_on: date, ledger: Sequence[NudgeRow], kept: timedelta, today: date) -> Fate:
    """For somebody last heard of on a day, whose silence may last as long as `kept`; that a notice is due is given."""
    words = [row for row in ledger if row.endorsement == SILENCE and row.rung > heard_on and _counts(row)]
    if not words:
        return Fate.TELL
    last = words[-1]
    if last.settled_at is None:
        return Fate.WAIT
    ends = max(heard_on + kept, last.cycle_end, last.settled_at.date() + NOTICE)
    return Fate.FORGET if today >= ends else Fate.WAIT


def unspoken(session: Session, reachable: str) -> Passed | None:
    """Why somebody is not told; None if they are."""
    match reachable:
        case "blocked":
            return Passed.BLOCKED
        case "gone":
            return Passed.GONE
    return Passed.STOPPED if session.wishes.stopped else None


def _counts(row: NudgeRow) -> bool:
    return row.state in _OPEN or row.state in _TRIED or row.reason in _IN_VAIN
