"""The one door through which an announcement changes its state."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.storage import AnnouncementRow, AuditRow, Transaction
from bot.storage.audit import NOBODY
from dialogs.announcements.lifecycle import NotNow, Step, moved

_ENDS = frozenset({Step.FINISH, Step.CANCEL})


async def move(  # noqa: PLR0913  who and when belong to every entry of the log
    transaction: Transaction,
    number: int,
    step: Step,
    now: datetime,
    *,
    who: int = NOBODY,
    detail: str = "",
    **changes: Any,  # noqa: ANN401  columns of the row
) -> AnnouncementRow:
    """Lock the announcement, move it on, save it with `changes`, and note it; all in the caller's transaction.

    Raises:
        NotNow: if there is no such announcement, or it is a template, or the step does not lead anywhere from the state
            it is in now.
    """
    row = await transaction.lock_announcement(number)
    if row is None or row.is_template:
        raise NotNow(f"announcement {number} is gone, or a template")
    state = moved(row.state, step)
    told = {"finished_at": now} if step in _ENDS else {"stopped_by": None} if step is Step.RESUME else {}
    after = replace(row, state=state.value, changed_at=now, **(told | changes))
    await transaction.save_announcement(after)
    await transaction.note(AuditRow(now, who, f"announcement.{step}", f"announcement {number}", detail))
    if step is Step.CANCEL:
        await transaction.skip_pending(number, "cancelled", now)
    return after
