"""Announcements in a database, and the engine that sends them to a simulated Telegram."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from telegram import Bot

from bot.announcements.job import AnnouncementParts, announcing
from bot.clock import Clock
from bot.engine.engine import Engine, Parts, Rhythm
from bot.engine.pace import Pace
from bot.gateway.stop import Stop
from bot.simulator import Person, Simulator
from bot.storage import AnnouncementRow, RecipientRow, Storage
from bot.storage.address import parse_address
from dialogs.announcements.content import Content
from dialogs.announcements.timing import Timing
from dialogs.session import Session
from dialogs.turn import Companion
from tests.end_to_end.waiting import until
from tests.nudges.people import PACK, enter

BOOK = Companion(PACK).book
HELLO = Content(text="Hello {first_name}")


@asynccontextmanager
async def engine(storage: Storage, url: str, bot: Bot, clock: Clock, rate: float = 200) -> AsyncIterator[Pace]:
    """A running one that sends announcements and nothing else; its pace."""
    stop = Stop()
    pace = Pace(rate, stop, clock, storage)
    jobs = (announcing(AnnouncementParts(storage, bot, BOOK, clock)),)
    one = Engine(Parts(clock, pace, stop, jobs), Rhythm(watch=0.2), parse_address(url), asyncio.Event())
    running = asyncio.create_task(one.run())
    try:
        yield pace
    finally:
        one.stop()
        await running


async def arrive(telegram: Simulator, storage: Storage, now: datetime, numbers: Iterable[int]) -> dict[int, Person]:
    """People who have written to the bot once."""
    people = {number: telegram.person(number, first_name=f"Person{number}") for number in numbers}
    for person in people.values():
        await person.sends("hello")
    await enter(storage, now, dict.fromkeys(people, Session()))
    async with storage.transaction() as transaction:
        for number, person in people.items():
            row = await transaction.lock_person(number, now)
            await transaction.save_person(replace(row, first_name=person.account.first_name))
    return people


async def announce(
    storage: Storage,
    now: datetime,
    numbers: Iterable[int],
    content: Content = HELLO,
    timing: Timing = Timing(),  # noqa: B008  frozen
    **columns: object,
) -> int:
    """A confirmed announcement to these people, due now."""
    draft = AnnouncementRow(
        0, "draft", 1, content.model_dump_json(), "{}", timing.model_dump_json(), "training", now, now
    )
    async with storage.transaction() as transaction:
        number = await transaction.add_announcement(draft)
        await transaction.add_recipients(RecipientRow(number, one, "pending", now) for one in numbers)
        told: dict[str, object] = {"starts_at": now, "state": "scheduled", **columns}
        await transaction.save_announcement(replace(draft, id=number, **told))  # type: ignore[arg-type]  # columns
    return number


async def announcement(storage: Storage, number: int) -> AnnouncementRow:
    """As it is now."""
    async with storage.transaction() as transaction:
        row = await transaction.announcement(number)
    assert row is not None
    return row


async def until_state(storage: Storage, number: int, state: str, within: float = 60) -> None:
    """Until it is in that state."""

    async def reached() -> bool:
        return (await announcement(storage, number)).state == state

    await until(reached, within)


async def ledger(storage: Storage, number: int) -> Mapping[int | None, RecipientRow]:
    """The whole list, by person."""
    rows: list[RecipientRow] = []
    async with storage.transaction() as transaction:
        while page := await transaction.recipients(number, rows[-1].id if rows else 0):
            rows += page
    return {row.person_id: row for row in rows}


async def states(storage: Storage, number: int) -> dict[int | None, tuple[str, str | None]]:
    """State and reason, by person."""
    return {person: (row.state, row.reason) for person, row in (await ledger(storage, number)).items()}
