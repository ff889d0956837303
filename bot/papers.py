"""What is drawn for a screen: the picture, the papers, the table and the calendar, each with the name of its file."""

import hashlib
from datetime import datetime

from bot.drawing import action_plan_pdf, calendar_ics, packet_csv, packet_pdf, readiness_png
from bot.storage import PersonRow
from dialogs.screen import ActionPlan, AuditPacket, Calendar, Picture

_PRODUCT = "-//endorse//renewal//EN"
"""Who wrote a calendar file, in the form that iCalendar wants."""


def drawn(paper: Picture | ActionPlan | AuditPacket | Calendar, row: PersonRow, now: datetime) -> tuple[bytes, str]:
    """The file and its name; takes as long as a hundred updates."""
    match paper:
        case Picture(plan=plan, dark=dark):
            return readiness_png(plan, dark=dark), "readiness.png"
        case ActionPlan(plan=plan, file_name=name):
            return action_plan_pdf(plan), name
        case AuditPacket(packet=packet, file_name=name, as_table=as_table):
            return (packet_csv if as_table else packet_pdf)(packet), name
        case Calendar(events=events, file_name=name):
            return calendar_ics(events, now=now, product=_PRODUCT, owner=_owner(row)), name


def _owner(row: PersonRow) -> str:
    """A name that stays as long as the person is stored; nobody learns from it who that is.

    The moment to the microsecond at which they first wrote is known to nobody else.
    """
    return hashlib.sha256(f"{row.id} {row.created_at.isoformat()}".encode()).hexdigest()[:16]
