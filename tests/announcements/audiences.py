"""A room with people in it, and announcements to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from telegram import Bot

from bot.clock import MovableClock
from bot.office.visit import Room
from bot.settings import Settings
from bot.storage import AnnouncementRow, Reachable, RecipientRow, Storage, Transaction
from bot.storage.roster import EntryRow
from dialogs.announcements.audience import Audience
from dialogs.announcements.timing import Timing
from dialogs.book import Book
from dialogs.library import library
from dialogs.roles import Role
from dialogs.session import Session
from tests.dialogs.endorsed import PACK

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
"""Noon in Indianapolis, a Saturday."""

BOOK = Book(PACK, library())
SOMEBODY = Session()


def room_of(storage: Storage) -> Room:
    """An office without a bot."""

    async def show_commands(_bot: Bot, _person: int, _role: Role | None) -> None:
        """Nobody is shown any."""

    clock = MovableClock(NOW)
    return Room(storage, BOOK, Settings(), clock, lambda: "bot", lambda: None, show_commands)


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody to be stored."""

    session: Session = SOMEBODY
    reachable: Reachable = "yes"
    tags: tuple[str, ...] = ()


async def store(storage: Storage, people: Iterable[Listener]) -> None:
    """Their ids count from 1."""
    async with storage.transaction() as transaction:
        for number, one in enumerate(people, 1):
            await put(transaction, number, one)


async def put(transaction: Transaction, number: int, one: Listener) -> None:
    """One person; with tags an entry of the roster too, which they said is theirs."""
    row = await transaction.lock_person(number, NOW)
    session = one.session.model_dump_json(exclude_defaults=True)
    await transaction.save_person(replace(row, session=session, reachable=one.reachable))
    if one.tags:
        email = f"{number}@example.org"
        await transaction.save_entries([EntryRow(email, tags=one.tags)], NOW)
        entry = next(entry for entry in await transaction.entries() if entry.email == email)
        await transaction.save_link(entry.id, email, NOW + timedelta(days=1))
        await transaction.use_link(email, number, NOW)


async def drafted(
    storage: Storage, audience: Audience | None = None, *, timing: Timing | None = None, topic: str = "training"
) -> AnnouncementRow:
    """A draft to an audience, everyone by default."""
    async with storage.transaction() as transaction:
        number = await transaction.add_announcement(
            AnnouncementRow(
                id=0,
                state="draft",
                author=1,
                content="{}",
                audience=(audience or Audience()).model_dump_json(),
                timing=(timing or Timing()).model_dump_json(),
                topic=topic,
                made_at=NOW,
                changed_at=NOW,
            )
        )
        row = await transaction.announcement(number)
    assert row is not None
    return row


async def list_of(storage: Storage, announcement: AnnouncementRow) -> dict[int | None, RecipientRow]:
    """Who stands on the list of an announcement."""
    async with storage.transaction() as transaction:
        return {row.person_id: row for row in await transaction.recipients(announcement.id)}
