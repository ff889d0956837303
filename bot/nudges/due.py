"""When a person is next to be looked at, and what is decided then: Endorsements and membership together. Pure."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.nudges import membership
from dialogs import nudging
from dialogs.nudging import Decision, Rung
from dialogs.session import Session
from rules.pack import RulePack


def zone_of(session: Session, pack: RulePack) -> ZoneInfo:
    """Where the person lives; where the association is, if they have not said."""
    return ZoneInfo(session.time_zone or pack.association.time_zone)


def due_at(
    session: Session,
    pack: RulePack,
    now: datetime,
    *,
    before: datetime | None = None,
    handled: Container[Rung] = frozenset(),
) -> datetime | None:
    """When `decide` next has something to do; None: never, as things are.

    `before` is what this was until now: where that moment has come already it stays, for the sweep is on its way.
    `handled` are reminders of the membership that are known to be in the ledger.
    """
    zone = zone_of(session, pack)
    rungs = membership.open_rungs(session, now.astimezone(zone).date(), handled)
    moments = [membership.moment_of(session, rung, zone) for rung in rungs]
    endorsed = nudging.due_at(session, pack, zone, now)
    overdue = before if before is not None and before <= now else None
    return min((one for one in (*moments, endorsed, overdue) if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person beside their session: since when they are due, what the ledger holds, "yes" or not."""

    since: datetime
    handled: frozenset[Rung]
    reachable: str


def decide(session: Session, pack: RulePack, now: datetime, known: Known) -> Decision:
    """Deal with everything that is due at `now`."""
    zone = zone_of(session, pack)
    today = now.astimezone(zone).date()
    ladder = nudging.decide(session, pack, zone, now, reachable=known.reachable)
    since = min(known.since, now).astimezone(zone).date()
    rungs = tuple(membership.open_rungs(session, since, known.handled))
    due = membership.due(session, rungs, zone, now, joining=bool(ladder.tell))
    passed = membership.passed_over(session, due, today, known.reachable)
    tell = tuple(rung for rung in due if rung not in passed)
    after = ladder.session.model_copy(update={"nudged_on": today}) if tell else ladder.session
    return Decision((*ladder.tell, *tell), (*ladder.passed, *passed.items()), after)
