"""The file that goes with a screen."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.export import export_of
from bot.papers import drawn
from bot.storage import PersonRow
from dialogs.screen import Certificate, Document, Export, Screen


async def attached(
    screen: Screen, row: PersonRow, kept: Mapping[str, object], now: datetime
) -> tuple[bytes | str | None, str]:
    """The file of a screen and its name; drawn in a thread, since that takes as long as a hundred updates.

    `kept` is what is stored about the person beside their row; only an export asks for it.
    """
    match screen.attachment:
        case None:
            return None, ""
        case Export(file_name=name):
            return export_of(row, kept), name
        case Document(content=content, file_name=name):
            return content, name
        case Certificate(credit=credit):
            return credit.evidence, credit.evidence_name
        case paper:
            return await asyncio.to_thread(drawn, paper, row, now)
