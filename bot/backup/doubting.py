"""Restoring where the present database is lost: whatever may have been sent since the backup counts as `unknown`.

Unknown is told, and never sent by itself. Where the present database still stands, this touches only what it does not
know of.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.backup.scratch import Scratch
from bot.gateway.bug import record
from bot.nudges.due import decide, due_at
from bot.storage import NudgeRow, instant
from dialogs.nudging import waking
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.pack import RulePack

REASON = "a backup was restored"

_NUDGES = """
UPDATE nudge SET state = 'unknown', reason = :reason, settled_at = :now
WHERE (state = 'sending' OR (state = 'pending' AND not_before <= :now))
    AND person_id NOT IN (SELECT id FROM endorse_before.person)
RETURNING person_id
"""
_COPIES = """
UPDATE recipient SET state = 'unknown', reason = :reason, settled_at = :now
WHERE announcement_id NOT IN (SELECT id FROM endorse_before.announcement) AND (
    state = 'sending' OR (
        state = 'pending' AND not_before <= :now AND announcement_id IN (
            SELECT id FROM announcement
            WHERE state IN ('sending', 'paused') OR (state = 'scheduled' AND starts_at <= :now)
        )
    )
)
RETURNING id
"""
_REPAIRS = """
UPDATE recipient SET repair_state = 'unknown', repair_reason = :reason
WHERE repair_state IN ('pending', 'sending')
    AND announcement_id NOT IN (SELECT id FROM endorse_before.announcement)
RETURNING id
"""
_RELAYS = """
UPDATE relay SET state = 'unknown', reason = :reason, moved_at = :now
WHERE state IN ('pending', 'sending') AND inquiry_id NOT IN (SELECT id FROM endorse_before.inquiry)
RETURNING id
"""
_DUE = """
SELECT id, session, reachable FROM person
WHERE due_at <= :now AND id > :after AND id NOT IN (SELECT id FROM endorse_before.person)
ORDER BY id LIMIT 500
"""
_SAVE = "UPDATE person SET session = :session, due_at = :due_at WHERE id = :id"
_PUT_OFF = "UPDATE person SET due_at = :due_at WHERE id = :id"
_LATER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many reminders, copies of announcements (repairs too) and messages of questions are unknown now."""

    reminders: int
    copies: int
    messages: int


async def doubt(scratch: Scratch, pack: RulePack, now: datetime) -> Doubts:
    """Call `unknown` what was due, waiting or on its way by now."""
    told = {"reason": REASON, "now": instant.written(now)}
    reminders = await scratch.count(_NUDGES, **told)
    reminders += await _decided(scratch, pack, now)
    copies = await scratch.count(_COPIES, **told)
    copies += await scratch.count(_REPAIRS, reason=REASON)
    return Doubts(reminders, copies, await scratch.count(_RELAYS, **told))


async def _decided(scratch: Scratch, pack: RulePack, now: datetime) -> int:
    """Write into the ledger what was decided meanwhile, as far as the backup lets one tell; how many to be told."""
    count, after = 0, 0
    while page := await scratch.rows(_DUE, now=instant.written(now), after=after):
        for person_id, session, reachable in page:
            after = person_id
            try:
                count += await _decide(scratch, pack, now, (person_id, Session.model_validate_json(session), reachable))
            except Exception as error:  # noqa: BLE001  one person's fault must not keep all others from being restored
                record("a reminder could not be decided", error)
                await scratch.rows(_PUT_OFF, due_at=instant.written(now + _LATER), id=person_id)
    return count


async def _decide(scratch: Scratch, pack: RulePack, now: datetime, due: tuple[int, Session, str]) -> int:
    person_id, session, reachable = due
    decision = decide(session, pack, _last_awake(session, pack, now), reachable)
    told = [
        NudgeRow(person_id, one.endorsement, one.cycle_end, one.day, "unknown", now, now, REASON, settled_at=now)
        for one in decision.tell
    ]
    passed = [
        NudgeRow(person_id, one.endorsement, one.cycle_end, one.day, "skipped", now, now, str(why), settled_at=now)
        for one, why in decision.passed
    ]
    await scratch.transaction.add_nudges([*told, *passed])
    following = due_at(decision.session, pack, now)
    await scratch.rows(
        _SAVE,
        session=decision.session.model_dump_json(exclude_defaults=True),
        due_at=None if following is None else instant.written(following),
        id=person_id,
    )
    return len(told)


def _last_awake(session: Session, pack: RulePack, now: datetime) -> datetime:
    """The last moment up to now at which the person could be written to: in quiet hours nothing is decided."""
    moment = now
    while waking(moment, session.wishes, zone_of(session, pack)) > moment:
        moment -= _LATER
    return moment
