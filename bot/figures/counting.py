"""Counts everybody, a page at a time; what leaves here has its small counts hidden, and who they were is forgotten."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise

from bot.gateway.bug import record
from bot.storage import Storage
from dialogs.book import Book
from dialogs.figures.figures import Copies, Figures, figures_of
from dialogs.figures.group import Group, group_of
from dialogs.figures.months import months_until
from dialogs.session import Session
from dialogs.zone import home_of, zone_of

_PAGE = 200


async def counted(storage: Storage, book: Book, now: datetime) -> Figures:
    """Everybody at one moment, each on the day it is where they are. About a millisecond a person."""
    people: Counter[Group] = Counter()
    last = 0
    while True:
        async with storage.transaction() as transaction:
            page = await transaction.roll(last, _PAGE)
        if not page:
            break
        people.update(await asyncio.to_thread(_groups, [session for _, session in page], book, now))
        last = page[-1][0]
    return figures_of(people, await _sent(storage, book, now), book)


def _groups(stored: list[str], book: Book, now: datetime) -> Counter[Group]:
    return Counter(_readable(stored, book, now))


def _readable(stored: list[str], book: Book, now: datetime) -> Iterator[Group]:
    for text in stored:
        try:
            session = Session.model_validate_json(text)
            on = now.astimezone(zone_of(session, book.pack)).date()
            yield group_of(session, book, on)
        except Exception as error:  # noqa: BLE001  one person's fault must not keep the numbers of all others back
            record("a person could not be counted", error)


async def _sent(storage: Storage, book: Book, now: datetime) -> list[tuple[date, dict[str, Copies]]]:
    """What became of announcements, by the months of the association."""
    home = home_of(book.pack)
    found = []
    async with storage.transaction() as transaction:
        for first, next_first in pairwise(months_until(now.astimezone(home).date())):
            begin, end = (datetime.combine(day, time(), tzinfo=home) for day in (first, next_first))
            settled = await transaction.settled_between(begin, end)
            found.append((first, {state: Copies(*counts) for state, counts in settled.items()}))
    return found
