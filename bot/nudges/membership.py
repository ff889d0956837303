"""The reminders that a membership ends: 30 and 7 days before. In the ledger they are those of Endorsement 0."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.nudging import Passed, Rung, waking
from dialogs.session import Session

ENDORSEMENT = 0
_BEFORE = (timedelta(days=30), timedelta(days=7))
_APART = timedelta(days=7)


def open_rungs(session: Session) -> Iterator[Rung]:
    """The reminders that were not dealt with, in order."""
    until, handled = session.wishes.membership_until, session.wishes.membership_handled
    if until is None:
        return
    for before in _BEFORE:
        if handled is None or until - before > handled:
            yield Rung(ENDORSEMENT, until, until - before)


def moment_of(session: Session, rung: Rung, zone: ZoneInfo) -> datetime:
    """When it is dealt with: in the morning, and a week after the nudge before it."""
    day = rung.day if session.nudged_on is None else max(rung.day, session.nudged_on + _APART)
    return _morning(session, day, zone)


def due(session: Session, rungs: tuple[Rung, ...], zone: ZoneInfo, now: datetime, *, joining: bool) -> tuple[Rung, ...]:
    """Which of the open `rungs` to deal with now; none in a quiet hour.

    `joining`: there is a nudge today anyway, and one message for both is better than two in a week.
    """
    if waking(now, session.wishes, zone) > now:
        return ()
    if joining:
        return tuple(rung for rung in rungs if _morning(session, rung.day, zone) <= now)
    return tuple(rung for rung in rungs if moment_of(session, rung, zone) <= now)


def after(session: Session, due: tuple[Rung, ...], nudged_on: date | None) -> Session:
    """The session once those that are due were dealt with; `nudged_on` is the day, if one of them is told."""
    if not due:
        return session
    wishes = session.wishes.model_copy(update={"membership_handled": due[-1].day})
    return session.model_copy(update={"wishes": wishes, "nudged_on": nudged_on or session.nudged_on})


def passed_over(session: Session, due: tuple[Rung, ...], today: date, reachable: str) -> dict[Rung, Passed]:
    """Which of those that are due not to tell, and why: at most the newest is told."""
    reason = _reason(session, today, reachable)
    passed = dict.fromkeys(due[:-1], reason or Passed.SUPERSEDED)
    return passed if reason is None else passed | dict.fromkeys(due[-1:], reason)


def _morning(session: Session, day: date, zone: ZoneInfo) -> datetime:
    return waking(datetime.combine(day, time(), tzinfo=zone), session.wishes, zone)


def _reason(session: Session, today: date, reachable: str) -> Passed | None:
    until = session.wishes.membership_until
    reasons = (
        (until is None or today > until, Passed.LAPSED),
        (reachable == "blocked", Passed.BLOCKED),
        (reachable == "gone", Passed.GONE),
        (session.wishes.stopped, Passed.STOPPED),
    )
    return next((reason for holds, reason in reasons if holds), None)
