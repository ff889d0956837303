"""Why a person did or did not get a nudge, for the operator: days, states and reasons; no hours and no answers."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.nudges.due import due_at
from bot.nudges.membership import ENDORSEMENT as MEMBERSHIP
from bot.storage import NudgeRow, PersonRow, Storage
from dialogs.endorsement import Endorsement
from dialogs.nudging import cycles, waking
from dialogs.rule_change import RULES
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.pack import RulePack
from rules.renewal import reminders


async def why(storage: Storage, pack: RulePack, person_id: int, now: datetime) -> str | None:
    """All there is to say, as lines of plain text; None if nobody of that id is stored."""
    async with storage.transaction() as transaction:
        row = await transaction.person(person_id)
        ledger = await transaction.nudges_of(person_id)
    return None if row is None else "\n".join(_lines(row, ledger, pack, now))


def _lines(row: PersonRow, ledger: Sequence[NudgeRow], pack: RulePack, now: datetime) -> Iterator[str]:
    session = Session.model_validate_json(row.session)
    zone = zone_of(session, pack)
    yield f"person {row.id}, it is {_at(now, zone)} there ({zone.key})"
    yield from _wishes(row, session, now, zone)
    yield ""
    yield "Reminders so far" if ledger else "No reminder so far"
    yield from (_entry(one, zone) for one in ledger)
    yield ""
    yield "Next"
    yield from (f"  {line}" for line in _next(row, session, pack, now))


def _wishes(row: PersonRow, session: Session, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    wishes = session.wishes
    sundays = "" if wishes.sundays else ", and all of Sunday"
    quiet = "quiet now" if waking(now, wishes, zone) > now else "awake now"
    yield f"  quiet from {wishes.quiet_from}:00 to {wishes.quiet_until}:00{sundays}: {quiet}"
    if wishes.stopped:
        yield "  stopped all reminders"
    if row.reachable != "yes":
        yield f"  cannot be reached: {row.reachable}"
    if session.nudged_on is not None:
        yield f"  last reminded on {session.nudged_on}; a week lies between two, a day near the deadline"


def _entry(one: NudgeRow, zone: ZoneInfo) -> str:
    reason = f" ({one.reason})" if one.reason else ""
    then = f"{one.state} {_at(one.settled_at, zone)}" if one.settled_at else f"not before {_at(one.not_before, zone)}"
    about = _about(one.endorsement) if one.endorsement == RULES else f"{_about(one.endorsement)} until {one.cycle_end}"
    return f"  {one.rung} {about}: {one.state}{reason}; decided {_at(one.decided_at, zone)}, {then}"


def _next(row: PersonRow, session: Session, pack: RulePack, now: datetime) -> Iterator[str]:
    zone = zone_of(session, pack)
    if not session.endorsements and session.wishes.membership_until is None:
        yield "nothing: no Endorsement and no membership date was told"
        return
    for endorsement in session.endorsements:
        yield from _of_endorsement(endorsement, pack, now.astimezone(zone).date())
    if session.wishes.membership_until is not None:
        yield f"membership until {session.wishes.membership_until}: 30 and 7 days before"
    yield f"next look: {_stored(row.due_at, zone)}"
    expected = due_at(session, pack, now)
    if expected != row.due_at:
        yield f"by the rules of today: {_stored(expected, zone)}; that look, or any message of theirs, puts it right"


def _of_endorsement(endorsement: Endorsement, pack: RulePack, today: date) -> Iterator[str]:
    found = cycles(endorsement, pack, today)[-1]
    coming = (day for day in reminders(pack.renewal_policy(today), found) if _is_open(endorsement, day))
    following = next(coming, None)
    said = "no reminder left in this cycle" if following is None else f"the reminder of {following}"
    yield f"{_about(endorsement.id)} until {found.deadline}: {said}{_unless(endorsement, found.deadline, today)}"


def _is_open(endorsement: Endorsement, day: date) -> bool:
    return endorsement.handled is None or day > endorsement.handled


def _unless(endorsement: Endorsement, deadline: date, today: date) -> str:
    notes = (
        (today > deadline, "lapsed"),
        (endorsement.muted, "muted"),
        (endorsement.snoozed_until is not None, f"snoozed until {endorsement.snoozed_until}"),
    )
    told = [note for holds, note in notes if holds]
    return f" ({', '.join(told)})" if told else ""


def _about(endorsement: int) -> str:
    names = {MEMBERSHIP: "membership", RULES: "change of the rules", SILENCE: "long silence, deletion"}
    return names.get(endorsement, f"Endorsement {endorsement}")


def _stored(moment: datetime | None, zone: ZoneInfo) -> str:
    return "never, as things are" if moment is None else _at(moment, zone)


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
