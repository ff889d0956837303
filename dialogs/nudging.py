"""When to remind whom: pure, from a session and a moment. Nothing here sends anything.

A nudge is due on each day of the pack's ladder, at the first hour that is not quiet. Only the newest day that is due
is told; older ones that an outage left behind are passed over. Between two nudges lie seven days, or one day from the
pack's daily part of the ladder on. Who attested, muted, stopped or cannot be reached is passed over, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dialogs.endorsement import Endorsement, Wishes, record_of
from dialogs.session import Session
from rules.pack import RulePack
from rules.renewal import Cycle, cycle_of, reminders

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Passed(StrEnum):
    """Why a day of the ladder was passed over."""

    SUPERSEDED = "superseded"
    ATTESTED = "attested"
    LAPSED = "lapsed"
    MUTED = "muted"
    STOPPED = "stopped"
    SNOOZED = "snoozed"
    BLOCKED = "blocked"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Rung:
    """A day of the ladder for one Endorsement: the key of a nudge, together with the person."""

    endorsement: int
    cycle_end: date
    day: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the rungs that are due: those to tell (in one message), and those passed over with the reason."""

    tell: tuple[Rung, ...]
    passed: tuple[tuple[Rung, Passed], ...]
    session: Session


def due_at(session: Session, pack: RulePack, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The next moment at which `decide` has something to do; None if there is none in the cycles known so far."""
    moments = [_moment(session, pack, zone, open_) for open_ in _open_rungs(session, pack, now.astimezone(zone).date())]
    first = min(moments, default=None)
    return None if first is None else max(first, waking(now, session.wishes, zone)) if first <= now else first


def decide(session: Session, pack: RulePack, zone: ZoneInfo, now: datetime, *, reachable: str) -> Decision:
    """Deal with every rung that is due at `now`, with none in a quiet hour.

    `reachable` is "yes", "blocked" or "gone".
    """
    tell: list[Rung] = []
    passed: list[tuple[Rung, Passed]] = []
    today = now.astimezone(zone).date()
    if waking(now, session.wishes, zone) > now:
        return Decision((), (), session)
    due = _due(session, pack, zone, now)
    newest = {open_.rung.endorsement: open_.rung for open_ in due if not open_.attested}
    for open_ in due:
        reason = _reason(session, open_, today, reachable)
        if reason is None and newest[open_.rung.endorsement] != open_.rung:
            reason = Passed.SNOOZED if _is_before_snooze(open_) else Passed.SUPERSEDED
        if reason is None:
            tell.append(open_.rung)
        else:
            passed.append((open_.rung, reason))
    handled = (*tell, *(rung for rung, _ in passed))
    return Decision(tuple(tell), tuple(passed), _after(session, handled, today if tell else session.nudged_on))


def snoozed(endorsement: Endorsement, pack: RulePack, today: date, days: int) -> Endorsement | None:
    """The Endorsement reminded again in so many days, at most on the first daily rung; None if that is not later."""
    found = cycles(endorsement, pack, today)[-1]
    until = min(today + timedelta(days=days), _daily_from(pack, found.deadline))
    return endorsement.model_copy(update={"snoozed_until": until}) if until > today else None


def waking(moment: datetime, wishes: Wishes, zone: ZoneInfo) -> datetime:
    """The first moment from `moment` on that is not quiet where the person lives, in UTC."""
    while True:
        # By way of UTC: a time of day that daylight saving leaps over becomes the one that clocks show instead.
        local = moment.astimezone(UTC).astimezone(zone)
        if local.weekday() == _SUNDAY and not wishes.sundays:
            moment = datetime.combine(local.date() + _DAY, time(), tzinfo=zone)
        elif _is_quiet(local.hour, wishes):
            is_evening = local.hour >= wishes.quiet_until
            moment = _morning(local.date() + (_DAY if is_evening else timedelta()), wishes, zone)
        else:
            return local.astimezone(UTC)


def cycles(endorsement: Endorsement, pack: RulePack, today: date) -> tuple[Cycle, ...]:
    """Every cycle of an Endorsement up to the one it is in, the attested ones first; attesting twice is as once."""
    policy = pack.renewal_policy(today)
    attested = (None, *endorsement.attested_until(today))
    bare = record_of(endorsement.model_copy(update={"attestations": ()}), (), pack, today)
    found = (cycle_of(policy, bare.model_copy(update={"attested_on": on}), today) for on in attested)
    return tuple({one.deadline: one for one in found}.values())


@dataclass(frozen=True, slots=True)
class _Open:
    """A rung not dealt with yet; `attested`: its cycle was attested; `snoozed` is the day the person asked for."""

    rung: Rung
    attested: bool
    snoozed: date | None


_SUNDAY = 6


def _open_rungs(session: Session, pack: RulePack, today: date) -> Iterator[_Open]:
    for endorsement in session.endorsements:
        *attested, current = cycles(endorsement, pack, today)
        for found in attested:
            yield from _rungs(endorsement, found, pack, today, attested=True)
        yield from _rungs(endorsement, current, pack, today, attested=False)


def _due(session: Session, pack: RulePack, zone: ZoneInfo, now: datetime) -> list[_Open]:
    """What is due, with all that is older: of the same Endorsement nothing is left behind what is dealt with."""
    unhandled = list(_open_rungs(session, pack, now.astimezone(zone).date()))
    newest: dict[int, date] = {}
    for open_ in unhandled:
        if _moment(session, pack, zone, open_) <= now:
            newest[open_.rung.endorsement] = open_.rung.day
    return [open_ for open_ in unhandled if open_.rung.day <= newest.get(open_.rung.endorsement, date.min)]


def _rungs(endorsement: Endorsement, found: Cycle, pack: RulePack, today: date, *, attested: bool) -> Iterator[_Open]:
    days = set(reminders(pack.renewal_policy(today), found))
    asked = endorsement.snoozed_until
    # One asked for before the cycle was attested lies in the year this one started, which has no reminders of its own.
    snooze = asked if asked is not None and not attested and asked.year > found.started else None
    for day in sorted(days | ({snooze} if snooze is not None else set())):
        if endorsement.handled is None or day > endorsement.handled:
            yield _Open(Rung(endorsement.id, found.deadline, day), attested, snooze)


def _moment(session: Session, pack: RulePack, zone: ZoneInfo, open_: _Open) -> datetime:
    """When a rung is due by itself: in the morning, not too soon after the last nudge, nor before a snooze ends.

    A snooze is the person's own wish, so it may be shorter than the seven days.
    """
    day = open_.rung.day
    if open_.snoozed is not None and day <= open_.snoozed:
        day = open_.snoozed
    elif session.nudged_on is not None and not open_.attested:
        is_daily = day >= _daily_from(pack, open_.rung.cycle_end)
        day = max(day, session.nudged_on + (_DAY if is_daily else _WEEK))
    return waking(datetime.combine(day, time(), tzinfo=zone), session.wishes, zone)


def _daily_from(pack: RulePack, cycle_end: date) -> date:
    return pack.renewal_policy(cycle_end).ladder.daily_from.of(cycle_end.year)


def _is_before_snooze(open_: _Open) -> bool:
    return open_.snoozed is not None and open_.rung.day < open_.snoozed


def _reason(session: Session, open_: _Open, today: date, reachable: str) -> Passed | None:
    endorsement = next(one for one in session.endorsements if one.id == open_.rung.endorsement)
    reasons = (
        (open_.attested, Passed.ATTESTED),
        (today > open_.rung.cycle_end, Passed.LAPSED),
        (reachable == "blocked", Passed.BLOCKED),
        (reachable == "gone", Passed.GONE),
        (session.wishes.stopped, Passed.STOPPED),
        (endorsement.muted, Passed.MUTED),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _after(session: Session, handled: tuple[Rung, ...], nudged_on: date | None) -> Session:
    newest = {rung.endorsement: rung.day for rung in sorted(handled, key=lambda rung: rung.day)}
    endorsements = tuple(_dealt_with(one, newest[one.id]) if one.id in newest else one for one in session.endorsements)
    return session.model_copy(update={"endorsements": endorsements, "nudged_on": nudged_on})


def _dealt_with(endorsement: Endorsement, day: date) -> Endorsement:
    over = endorsement.snoozed_until is not None and endorsement.snoozed_until <= day
    return endorsement.model_copy(update={"handled": day, **({"snoozed_until": None} if over else {})})


def _morning(day: date, wishes: Wishes, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(wishes.quiet_until), tzinfo=zone)


def _is_quiet(hour: int, wishes: Wishes) -> bool:
    start, end = wishes.quiet_from, wishes.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end
