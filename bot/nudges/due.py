"""When a person is next to be looked at, and what is decided then: Endorsements and membership together. Pure."""

from datetime import datetime

from bot.nudges import membership
from dialogs import nudging
from dialogs.nudging import Decision
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.pack import RulePack


def due_at(session: Session, pack: RulePack, now: datetime) -> datetime | None:
    """When `decide` next has something to do; None: never, as things are."""
    zone = zone_of(session, pack)
    moments = [membership.moment_of(session, rung, zone) for rung in membership.open_rungs(session)]
    endorsed = nudging.due_at(session, pack, zone, now)
    return min((one for one in (*moments, endorsed) if one is not None), default=None)


def decide(session: Session, pack: RulePack, now: datetime, reachable: str) -> Decision:
    """Deal with everything that is due at `now`; `reachable` is "yes", "blocked" or "gone"."""
    zone = zone_of(session, pack)
    today = now.astimezone(zone).date()
    ladder = nudging.decide(session, pack, zone, now, reachable=reachable)
    due = membership.due(session, tuple(membership.open_rungs(session)), zone, now, joining=bool(ladder.tell))
    passed = membership.passed_over(session, due, today, reachable)
    tell = tuple(rung for rung in due if rung not in passed)
    after = membership.after(ladder.session, due, today if tell else None)
    return Decision((*ladder.tell, *tell), (*ladder.passed, *passed.items()), after)
