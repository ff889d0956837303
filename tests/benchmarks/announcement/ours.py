"""Ours: the announcement job in the durable engine, with the ledger in a file or at a PostgreSQL server."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.clock import SystemClock
from bot.garbage import settled
from bot.gateway.connection import telegram_bot
from bot.storage import Storage, instant, migrate, open_storage
from dialogs.announcements.content import Content
from dialogs.session import Session
from tests.announcements.senders import announce, announcement, engine, until_state
from tests.benchmarks.announcement.work import Stopwatch, Work, told
from tests.benchmarks.databases import database, direct, server
from tests.benchmarks.server.launch import TOKEN, fake_telegram
from tests.nudges.people import enter

_UNLIMITED = 5000.0
"""A pace that no core keeps up with. The setting SEND_RATE ends at Telegram's own paid limit of 1,000."""

_CONNECTIONS = 200
_WARM = 20
_HELLO = Content(text="Hello")

_NUMBERS = "WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < :people)"
_PEOPLE = f"""
    INSERT INTO person (id, session, created_at, updated_at)
    {_NUMBERS} SELECT number.i, person.session, :now, :now FROM number JOIN person ON person.id = 1 WHERE number.i > 1
    ON CONFLICT (id) DO NOTHING
"""  # noqa: S608  our own text
_LIST = f"""
    INSERT INTO recipient (announcement_id, person_id, state, not_before)
    {_NUMBERS} SELECT CAST(:number AS BIGINT), i, 'pending', :now FROM number
"""  # noqa: S608  our own text


async def send(url: str, work: Work) -> None:
    """To everybody, and print the figures."""
    await migrate(url)
    clock = SystemClock()
    with fake_telegram() as telegram:
        async with (
            open_storage(url) as storage,
            telegram_bot(TOKEN, api_root=telegram.url, connections=_CONNECTIONS) as bot,
            engine(storage, url, bot, clock, work.rate or _UNLIMITED),
        ):
            await enter(storage, clock.now(), {1: Session()})
            # What is loaded with the first message is no part of the figures.
            await _sent(storage, await _listed(storage, url, _WARM, clock.now()))
            number = await _listed(storage, url, work.people, clock.now())
            watch = Stopwatch.started(telegram, work)
            await _sent(storage, number)
            watch.tell()


async def _listed(storage: Storage, url: str, people: int, now: datetime) -> int:
    """An announcement to so many people, who are entered if they are not there; a draft."""
    number = await announce(storage, now, (), _HELLO, state="draft")
    with direct(url) as connection:
        for statement in (_PEOPLE, _LIST):
            connection.execute(sa.text(statement), {"people": people, "number": number, "now": instant.written(now)})
    return number


async def _sent(storage: Storage, number: int) -> None:
    """Let the engine find it, and wait until it has been sent to everybody."""
    draft = await announcement(storage, number)
    async with storage.transaction() as transaction:
        await transaction.save_announcement(replace(draft, state="scheduled"))
    await until_state(storage, number, "finished", within=600)


@contextmanager
def anew(kind: str) -> Iterator[str]:
    """The URL of an empty database."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'endorse.db'}"
        return
    with server("announcement") as root:
        yield database(root, "announcement", anew=True)


def main() -> None:
    """Send, and print the figures; none of PostgreSQL's pace in a quick run, which has no time for both."""
    work = told()
    if work.is_quick and work.rate is not None and work.database != "sqlite":
        print("{}")  # noqa: T201  the result
        return
    with settled(), anew(work.database) as url:  # as the commands that serve are
        asyncio.run(send(url, work))


if __name__ == "__main__":
    main()
