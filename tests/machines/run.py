"""One run: a database, Telegram, the crew; and what there is to be told of it."""

import asyncio
import multiprocessing
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

import asyncpg

from bot.clock import SystemClock
from bot.storage import migrate, open_storage
from dialogs.announcements.content import Content
from tests.announcements.senders import announce
from tests.end_to_end.running import unused_port
from tests.end_to_end.waiting import until
from tests.machines.crew import Crew, Toll, crew
from tests.machines.telegram import FIRST, LETTER, PATH, SECRET, Plan, Record, serve

_TOKEN = "1:AAAA"  # noqa: S105  of nobody

_PATIENCE = 3600.0
"""Seconds in which everybody has to be through."""


@dataclass(frozen=True, slots=True)
class Course:
    """`rate` is SEND_RATE; `letters`: to how many of the people an announcement goes; `seconds` of losses."""

    people: int
    seconds: float
    webs: int
    workers: int
    together: int = 150
    impatient: float = 0.05
    letters: int = 0
    rate: float = 60
    answer: tuple[float, float] = (0.01, 0.05)


@dataclass(frozen=True, slots=True)
class Ended:
    """What is left of a run: `states` of the copies of the announcement, `sent` to whom; sessions by person."""

    record: Record
    toll: Toll
    states: Counter[str]
    sent: frozenset[int]
    sessions: dict[int, str]


class Line:
    """The line to Telegram's process."""

    def __init__(self, connection: Connection, pid: int, port: int) -> None:
        self._connection = connection
        self.pid = pid
        self.port = port

    async def ask(self, word: str) -> tuple[int, int, int, bool]:
        """Updates, people who are through, copies, and whether everybody is."""
        self._connection.send(word)
        told: tuple[int, int, int, bool] = await asyncio.to_thread(self._connection.recv)
        return told

    async def end(self) -> Record:
        self._connection.send("end")
        record: Record = await asyncio.to_thread(self._connection.recv)
        return record


@asynccontextmanager
async def telegram(plan: Plan) -> AsyncIterator[Line]:
    """Telegram, with everybody behind it."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there, plan), daemon=True)
    process.start()
    try:
        yield Line(here, process.pid or 0, await asyncio.to_thread(here.recv))
    finally:
        process.kill()
        process.join()


@asynccontextmanager
async def cast(url: str, course: Course) -> AsyncIterator[tuple[Line, Crew]]:
    """Everything that takes part, ready."""
    await migrate(url)
    await _enter(url, course)
    ports = [unused_port() for _ in range(course.webs)]
    plan = Plan(course.people, ports, course.together, course.impatient, course.answer)
    async with telegram(plan) as line, crew(_told(url, course, line.port), ports, course.workers) as machines:
        yield line, machines


async def interviewed(url: str, course: Course) -> Ended:
    """Have everybody interviewed, with losses meanwhile, and wait for the end of the announcement."""
    async with cast(url, course) as (line, machines):
        await line.ask("go")
        losses = asyncio.create_task(machines.lose_some(course.seconds, random.Random(3)))  # noqa: S311  a test's

        async def everybody_is_through() -> bool:
            await asyncio.sleep(1)
            updates, finished, letters, through = await line.ask("how")
            print(f"\r{updates} updates, {finished} people through, {letters} copies ", end="", file=sys.stderr)  # noqa: T201
            return through and not await _pending(url)

        await until(everybody_is_through, _PATIENCE)
        await losses
        return await _ended(url, await line.end(), machines)


def _told(url: str, course: Course, port: int) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": _TOKEN,
        "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": url,
        "WEBHOOK_URL": f"https://bot.example.org{PATH}",
        "WEBHOOK_SECRET": SECRET,
        "SEND_RATE": str(course.rate),
        "PYTHONWARNINGS": "ignore",
    }


async def _enter(url: str, course: Course) -> None:
    """Who is to hear the announcement has written to the bot before."""
    if not course.letters:
        return
    now, people = SystemClock().now(), range(FIRST, FIRST + course.letters)
    async with open_storage(url) as storage:
        async with storage.transaction() as transaction:
            for person in people:
                await transaction.lock_person(person, now)
        await announce(storage, now, people, Content(text=LETTER))


async def _pending(url: str) -> int:
    rows = await asked(url, "SELECT count(*) AS open FROM recipient WHERE state IN ('pending', 'sending')")
    return int(rows[0]["open"])


async def _ended(url: str, record: Record, machines: Crew) -> Ended:
    copies = await asked(url, "SELECT person_id, state FROM recipient")
    people = await asked(url, "SELECT id, session FROM person")
    return Ended(
        record,
        machines.toll,
        Counter(row["state"] for row in copies),
        frozenset(row["person_id"] for row in copies if row["state"] == "sent"),
        {row["id"]: row["session"] for row in people},
    )


async def asked(url: str, query: str) -> list[asyncpg.Record]:
    """The rows that a query gives, over a connection of its own."""
    connection = await asyncpg.connect(url)
    try:
        rows: list[asyncpg.Record] = await connection.fetch(query)
    finally:
        await connection.close()
    return rows
