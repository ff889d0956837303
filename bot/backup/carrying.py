"""Restoring where the present database still stands: what people told comes back as it was, what was done stays done.

What was sent, asked and answered, who has which role, which invitations were used, and the audit log are taken from
the present database; and so is how people wish to be reminded, since nobody is to be written to who said no meanwhile.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.backup.scratch import Scratch
from bot.gateway.bug import record
from bot.nudges.due import due_at
from bot.storage import instant
from dialogs.endorsement import Endorsement
from dialogs.session import Session
from rules.pack import RulePack

_STATEMENTS = Path(__file__).with_suffix(".sql").read_text("utf-8").strip().rstrip(";").split(";\n")

_CHANGED = """
SELECT person.id, person.session, stood.session
FROM person JOIN endorse_before.person AS stood ON stood.id = person.id
WHERE person.session <> stood.session AND person.id > :after
ORDER BY person.id LIMIT 500
"""

_SAVE = "UPDATE person SET session = :session, due_at = :due_at WHERE id = :id"


async def carry(scratch: Scratch, pack: RulePack, now: datetime) -> None:
    """Take over what was done since; people who are not in the scratch database are left out."""
    for statement in _STATEMENTS:
        await scratch.rows(statement)
    after = 0
    while page := await scratch.rows(_CHANGED, after=after):
        for row in page:
            after = row[0]
            await _carry_wishes(scratch, pack, now, row)


async def _carry_wishes(scratch: Scratch, pack: RulePack, now: datetime, row: Any) -> None:  # noqa: ANN401  a row of either driver
    person_id, backed_up, present = row
    try:
        session = wished(Session.model_validate_json(backed_up), Session.model_validate_json(present))
        due = due_at(session, pack, now)
    except (ValidationError, ValueError) as error:
        # Theirs may be what the backup is put back for.
        record("somebody's wishes could not be kept", error)
        return
    await scratch.rows(
        _SAVE,
        session=session.model_dump_json(exclude_defaults=True),
        due_at=None if due is None else instant.written(due),
        id=person_id,
    )


def wished(backed_up: Session, present: Session) -> Session:
    """The session of the backup, with everything since that keeps somebody from being written to.

    Numbers go on where they are, because the ledger knows Endorsements by them; one deleted since comes back silent.
    """
    held = {one.id: one for one in present.endorsements}
    return backed_up.model_copy(
        update={
            "wishes": present.wishes,
            "nudged_on": present.nudged_on,
            "changes": present.changes,
            "numbered": max(backed_up.next_number, present.next_number) - 1,
            "endorsements": tuple(_dealt_with(one, held.get(one.id)) for one in backed_up.endorsements),
        }
    )


def _dealt_with(one: Endorsement, present: Endorsement | None) -> Endorsement:
    if present is None:
        return one.model_copy(update={"muted": True})
    kept = ("attestations", "muted", "snoozed_until", "handled")
    return one.model_copy(update={name: getattr(present, name) for name in kept})
