"""Whose result a change of the rules changes, among everybody in the database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

from bot.logs import quiet_logs
from bot.settings import Settings, settings
from bot.storage import Storage, StorageError, migrate, open_storage
from dialogs.book import Book
from dialogs.library import library
from dialogs.outcome import outcome_of, turned
from dialogs.session import Session
from rules.complaints import BadInput
from rules.pack import RulePack


def people_touched(old: RulePack, new: RulePack, on: date) -> str:
    """How many there are, and for each their id with the names of what changes; never an answer, never an amount.

    Raises:
        BadInput: if the database cannot be read.
    """
    quiet_logs()
    try:
        return asyncio.run(_touched(Book(old, library()), Book(new, library()), on, settings(Settings).database_url))
    except StorageError as error:
        raise BadInput(str(error)) from None


async def _touched(old: Book, new: Book, on: date, url: str) -> str:
    await migrate(url)
    everybody, lines = 0, []
    async with open_storage(url) as storage:
        async for person_id, stored in _everybody(storage):
            everybody += 1
            changed = _changed(old, new, stored, on)
            if changed:
                lines.append(f"{person_id}: {', '.join(changed)}")
    return "\n".join((f"{len(lines)} of {everybody} people come out differently on {on}", *lines))


def _changed(old: Book, new: Book, stored: str, on: date) -> tuple[str, ...]:
    try:
        session = Session.model_validate_json(stored)
        before, after = (outcome_of(book, session, on) for book in (old, new))
    except ValueError:  # told of one person, and never what of their answers it was
        return ("cannot be worked out",)
    return tuple(one.name for one in turned(before, after))


async def _everybody(storage: Storage) -> AsyncIterator[tuple[int, str]]:
    page = [(0, "")]
    while page:
        async with storage.transaction() as transaction:
            page = await transaction.roll(page[-1][0])
        for person in page:
            yield person
