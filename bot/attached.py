"""The file that goes with a screen."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.drawing import action_plan_pdf, calendar_ics, packet_csv, packet_pdf, readiness_png
from bot.export import export_of
from bot.storage import NudgeRow, PersonRow
from dialogs.screen import ActionPlan, AuditPacket, Calendar, Certificate, Document, Export, Picture, Screen

_PRODUCT = "-//endorse//renewal//EN"
"""Who wrote a calendar file, in the form that iCalendar wants."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored about the person, for those who ask for it."""

    row: PersonRow
    nudges: tuple[NudgeRow, ...] = ()
    copies: tuple[Mapping[str, object], ...] = ()
    inquiries: tuple[Mapping[str, object], ...] = ()
    listed: Mapping[str, object] | None = None


async def attached(screen: Screen, stored: Stored, now: datetime) -> tuple[bytes | str | None, str]:
    """The file of a screen and its name; drawn in a thread, since it takes as long as a hundred updates."""
    file: bytes | str | None
    match screen.attachment:
        case Picture(plan=plan, dark=dark):
            file, name = await asyncio.to_thread(readiness_png, plan, dark=dark), "readiness.png"
        case ActionPlan(plan=plan, file_name=name):
            file = await asyncio.to_thread(action_plan_pdf, plan)
        case AuditPacket(packet=packet, file_name=name, as_table=as_table):
            file = await asyncio.to_thread(packet_csv if as_table else packet_pdf, packet)
        case Calendar(events=events, file_name=name):
            file = await asyncio.to_thread(calendar_ics, events, now=now, product=_PRODUCT)
        case Export(file_name=name):
            file = export_of(stored.row, stored.nudges, stored.copies, stored.inquiries, stored.listed)
        case Document(content=content, file_name=name):
            file = content
        case Certificate(credit=credit):
            file, name = credit.evidence, credit.evidence_name
        case _:
            return None, ""
    return file, name
