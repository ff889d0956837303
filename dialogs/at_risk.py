"""Who will not make the deadline at their pace."""

from dataclasses import dataclass
from datetime import date

from dialogs.endorsement import Endorsement
from dialogs.session import Session
from dialogs.standing import Standing, standing
from rules.pack import RulePack
from rules.values import Number, tidy

_SETTLING_IN = 90
"""Days after which a pace says something; before them everybody would seem late who has not begun yet."""

_ALWAYS_WITHIN = 365
"""Days before the deadline within which it is told however short the time was."""


@dataclass(frozen=True, slots=True)
class Risk:
    """One Endorsement that is behind: hours missing in all, and days left, today included."""

    endorsement: Endorsement
    deadline: date
    short: Number
    days_left: int

    @property
    def short_per_day(self) -> float:
        """Hours a day that would close the gap; the greater, the more pressing."""
        return self.short / self.days_left


def risks_of(pack: RulePack, session: Session, on: date) -> tuple[Risk, ...]:
    """What of a person's is behind; nothing of what has lapsed, which no pace can mend."""
    found = (standing(pack, one, session.credits, on) for one in session.endorsements)
    return tuple(_risk(one) for one in found if not one.lapsed and _is_behind(one))


def has_lapsed(pack: RulePack, session: Session, on: date) -> bool:
    """Whether the deadline of anything of a person's has passed without an attestation."""
    return any(standing(pack, one, session.credits, on).lapsed for one in session.endorsements)


def _risk(found: Standing) -> Risk:
    return Risk(found.endorsement, found.cycle.deadline, _short(found), _days_left(found))


def _is_behind(found: Standing) -> bool:
    """Whether any kind of hours, going on as since the cycle began, stays below what is required."""
    passed, left = (found.on - found.begins).days + 1, _days_left(found)
    if passed < _SETTLING_IN and left > _ALWAYS_WITHIN:
        return False
    for kind in found.short():
        required, counted, _ = found.hours(kind)
        if counted + counted / max(1, passed) * (left - 1) < required:
            return True
    return False


def _short(found: Standing) -> Number:
    """Hours missing; training on giving RSC is a part of training, so the greater gap counts."""
    short = found.short()
    return tidy(max(short.get("training", 0), short.get("training_on_rsc", 0)) + short.get("rsc", 0))


def _days_left(found: Standing) -> int:
    return (found.cycle.deadline - found.on).days + 1
