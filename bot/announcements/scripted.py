"""Announcements without screens, for scripts: the same drafts, lists, life and log."""

from collections import Counter
from dataclasses import dataclass

from bot.announcements.confirming import Look, Otherwise, is_approved
from bot.announcements.confirming import confirm as confirmed
from bot.announcements.fields import sample_fields
from bot.announcements.freeze import Count, freeze
from bot.announcements.moves import move
from bot.announcements.tally import by_state
from bot.office.visit import Room
from bot.storage import AnnouncementRow, AuditRow, Transaction
from bot.storage.audit import NOBODY
from dialogs.announcements.audience import Audience
from dialogs.announcements.checking import complaints, told
from dialogs.announcements.content import Content
from dialogs.announcements.lifecycle import NotNow, Step
from dialogs.announcements.timing import Timing
from dialogs.catalogue import SOURCE
from dialogs.words import plain, words


class Refusal(Exception):
    """What was asked for cannot be done; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far an announcement is: counts of copies, by state and by state and reason, and of repairs."""

    row: AnnouncementRow
    states: Counter[str]
    reasons: dict[tuple[str, str], int]
    repairs: dict[tuple[str, str], int]


async def begin(room: Room, content: Content, audience: Audience, topic: str, timing: Timing) -> int:
    """A new draft; its number.

    Raises:
        Refusal: if Telegram would not take what it says.
    """
    now, english = room.clock.now(), words(SOURCE)
    wrong = complaints(content, sample_fields(english, now.date()))
    if wrong:
        raise Refusal("; ".join(plain(told(one, english)) for one in wrong))
    row = AnnouncementRow(
        id=0,
        state="draft",
        author=NOBODY,
        content=content.model_dump_json(),
        audience=audience.model_dump_json(),
        timing=timing.model_dump_json(),
        topic=topic,
        made_at=now,
        changed_at=now,
    )
    async with room.storage.transaction() as transaction:
        number = await transaction.add_announcement(row)
        await transaction.note(AuditRow(now, NOBODY, "announcement.begun", f"announcement {number}"))
    return number


async def count(room: Room, number: int) -> Count:
    """Make the list of a draft, and count it.

    Raises:
        Refusal: if it is no draft any more.
    """
    row = await _draft(room, number)
    try:
        return await freeze(room, row, room.clock.now())
    except NotNow as error:
        raise Refusal(str(error)) from None


async def confirm(room: Room, number: int, expected: int) -> AnnouncementRow:
    """Have a draft sent to exactly so many people: the list is made anew.

    Raises:
        Refusal: if it is another number of people, if the text gets too long for somebody, if it is no draft, or not
            approved where it has to be.
    """
    row = await _draft(room, number)
    if not is_approved(room, row):
        raise Refusal(f"announcement {number}: somebody else than the writer has to approve it first, in the bot")
    try:
        return await confirmed(room, row, expected, NOBODY)
    except Otherwise as error:
        raise Refusal(_otherwise(error.look, expected)) from None
    except NotNow as error:
        raise Refusal(str(error)) from None


async def step(room: Room, number: int, one: Step) -> AnnouncementRow:
    """Pause, resume or cancel one.

    Raises:
        Refusal: if that cannot be done now.
    """
    try:
        async with room.storage.transaction() as transaction:
            return await move(transaction, number, one, room.clock.now())
    except NotNow as error:
        raise Refusal(f"announcement {number}: not now ({error})") from None


async def status(transaction: Transaction, number: int) -> Status:
    """How far one is.

    Raises:
        Refusal: if there is none.
    """
    row = await transaction.announcement(number)
    if row is None:
        raise Refusal(f"{number} came; there is no such announcement")
    counts = await transaction.recipient_counts(number)
    return Status(row, by_state(counts), counts, await transaction.repair_counts(number))


async def _draft(room: Room, number: int) -> AnnouncementRow:
    async with room.storage.transaction() as transaction:
        row = await transaction.announcement(number)
    if row is None or row.is_template:
        raise Refusal(f"{number} came; there is no such announcement")
    if row.state not in {"draft", "in_review"}:
        raise Refusal(f"announcement {number} is {row.state}; only a draft can be confirmed")
    return row


def _otherwise(look: Look, expected: int) -> str:
    if not look.count.total:
        return "it would go to nobody"
    if look.count.total != expected:
        return f"--yes {expected} came, and it would go to {look.count.total} people"
    return f"the text gets too long for {look.too_long} people once their own words are in it"
