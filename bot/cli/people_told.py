"""Having everybody told whose result a change of the rules changes, and their reminders worked out by the new ones."""

import asyncio
from collections.abc import Iterator
from datetime import date

from bot.clock import SystemClock
from bot.logs import quiet_logs
from bot.nudges.news import News
from bot.nudges.retiming import retime
from bot.settings import Settings, settings
from bot.storage import StorageError, migrate, open_storage
from dialogs.book import Book
from dialogs.library import library
from rules.complaints import BadInput
from rules.difference import differences
from rules.pack import RulePack


def people_told(old: RulePack, new: RulePack, on: date, *, tell: bool) -> str:
    """How many there are. The messages are sent by whoever sends the reminders: `endorse run` or `endorse worker`.

    Raises:
        BadInput: if the database cannot be read or written.
    """
    quiet_logs()
    try:
        return "\n".join(asyncio.run(_done(old, new, on, settings(Settings).database_url, tell=tell)))
    except StorageError as error:
        raise BadInput(str(error)) from None


async def _done(old: RulePack, new: RulePack, on: date, url: str, *, tell: bool) -> list[str]:
    await migrate(url)
    async with open_storage(url) as storage:
        clock = SystemClock()
        told = None
        if tell:
            books = Book(old, library()), Book(new, library())
            told = await News(storage, *books, tuple(differences(old, new)), clock, on).tell_all()
        return list(_lines(told, await retime(storage, new, clock)))


def _lines(told: int | None, moved: int) -> Iterator[str]:
    if told is not None:
        yield f"{told} to be told; whoever was told of these two packs before is not told again"
    yield f"{moved} with another time for the next look at their reminders"
