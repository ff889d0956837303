"""Whether what was decided may still be said when its turn comes: minutes may lie between, or an outage. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.nudges.membership import ENDORSEMENT as MEMBERSHIP
from bot.storage import NudgeRow
from dialogs.endorsement import Endorsement
from dialogs.nudging import Passed, cycles, waking
from dialogs.rule_change import RULES
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.pack import RulePack

DELETED = "deleted"
"""The Endorsement is not there any more."""

CHANGED = "changed"
"""The deadline is another one by now."""


def quiet_until(session: Session, pack: RulePack, now: datetime) -> datetime | None:
    """When the person may be written to; None if they may be now."""
    woken = waking(now, session.wishes, zone_of(session, pack))
    return woken if woken > now else None


def unfit(
    rows: Sequence[NudgeRow], session: Session, pack: RulePack, now: datetime, reachable: str
) -> Iterator[tuple[NudgeRow, str]]:
    """The nudges of a person that are not to be sent any more, with the reason."""
    today = now.astimezone(zone_of(session, pack)).date()
    newest = {row.endorsement: row for row in sorted(rows, key=lambda row: row.rung)}
    for row in rows:
        reason = _general(session, row, today, reachable) or _particular(session, row, pack, today)
        # Each change of the rules is news of its own; of reminders the newest is enough.
        if reason is None and row.endorsement != RULES and newest[row.endorsement] != row:
            reason = Passed.SUPERSEDED
        if reason is not None:
            yield row, str(reason)


def _general(session: Session, row: NudgeRow, today: date, reachable: str) -> Passed | None:
    reasons = (
        (reachable == "blocked", Passed.BLOCKED),
        (reachable == "gone", Passed.GONE),
        (session.wishes.stopped, Passed.STOPPED),
        (row.endorsement != RULES and today > row.cycle_end, Passed.LAPSED),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _particular(session: Session, row: NudgeRow, pack: RulePack, today: date) -> str | None:
    if row.endorsement == RULES:
        return None if any(one.told_on == row.rung for one in session.changes) else DELETED
    if row.endorsement == SILENCE:
        return None  # whether they came back since is not in the session: see `bot.nudges.claim`
    if row.endorsement == MEMBERSHIP:
        return None if session.wishes.membership_until == row.cycle_end else CHANGED
    endorsement = next((one for one in session.endorsements if one.id == row.endorsement), None)
    return DELETED if endorsement is None else _of_endorsement(endorsement, row, pack, today)


def _of_endorsement(endorsement: Endorsement, row: NudgeRow, pack: RulePack, today: date) -> str | None:
    snoozed = endorsement.snoozed_until
    reasons = (
        (any(one.cycle_end == row.cycle_end for one in endorsement.attestations), Passed.ATTESTED),
        (cycles(endorsement, pack, today)[-1].deadline != row.cycle_end, CHANGED),
        (endorsement.muted, Passed.MUTED),
        (snoozed is not None and snoozed > today, Passed.SNOOZED),
    )
    return next((reason for holds, reason in reasons if holds), None)
