"""Saying who somebody in Telegram is on the association's list: only they can, by a link that works once."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta

from bot.roster.comparing import PAGE
from bot.storage import AuditRow, EntryRow, Storage

PREFIX = "r"
"""What the payload of such a link begins with, before the dash."""

LASTS = timedelta(days=30)


def new_secret() -> str:
    """192 random bits, in letters that a link takes."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """Enough for 192 random bits: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def with_links(
    storage: Storage, link: Callable[[str], str], who: int, now: datetime
) -> tuple[list[EntryRow], dict[int, tuple[str, date]]]:
    """Everybody's entry, and a new link for each that nobody said is theirs; older links end with that.

    `link` makes an address of a payload. The secrets are in what comes back and nowhere else.
    """
    entries, links = [], {}
    async for page in _pages(storage):
        made = {row.id: new_secret() for row in page if row.person_id is None}
        async with storage.transaction() as transaction:
            for number, secret in made.items():
                if await transaction.save_link(number, hash_of(secret), now + LASTS):
                    links[number] = (link(f"{PREFIX}-{secret}"), (now + LASTS).date())
        entries += page
    async with storage.transaction() as transaction:
        await transaction.note(AuditRow(now, who, "roster.links", "roster", f"{len(links)} links"))
    return entries, links


async def _pages(storage: Storage) -> AsyncIterator[list[EntryRow]]:
    last = 0
    while True:
        async with storage.transaction() as transaction:
            page = await transaction.entries(last, PAGE)
        if not page:
            return
        yield page
        last = page[-1].id
