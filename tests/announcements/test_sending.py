"""What becomes of an announcement on its way to many people."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot

from bot.announcements.moves import move
from bot.announcements.repairs import begin_correction, begin_deletion, resend_unknown, retry_failed
from bot.clock import MovableClock
from bot.gateway.connection import telegram_bot
from bot.simulator import Cut, Refuse, Simulator
from bot.storage import Storage, migrate, open_storage
from dialogs.announcements.content import Content, LinkButton, Piece, ReplyButton
from dialogs.announcements.lifecycle import Step
from dialogs.announcements.timing import Timing
from dialogs.endorsement import Wishes
from dialogs.session import Session
from tests.announcements.senders import (
    announce,
    announcement,
    arrive,
    engine,
    ledger,
    states,
    until_state,
)
from tests.end_to_end.waiting import bot_messages, until, until_called
from tests.nudges.people import enter
from tests.postgres import PostgresServer

NOON = datetime(2027, 10, 1, 16, 0, tzinfo=UTC)
"""Noon in Indianapolis, a Friday."""


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """It refuses much here, and shall."""
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def api(telegram: Simulator) -> AsyncIterator[Bot]:
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as opened:
        yield opened


@pytest.fixture
async def file_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, file_url: str) -> str:
    if request.param == "sqlite":
        return file_url
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.migrated_database()


@pytest.fixture
async def storage(file_url: str) -> AsyncIterator[Storage]:
    async with open_storage(file_url) as opened:
        yield opened


def sent(telegram: Simulator) -> list[int | None]:
    return [call.chat_id for call in telegram.calls.of("sendMessage")]


async def test_everybody_gets_one_copy_with_their_name(
    url: str, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    async with open_storage(url) as storage:
        people = await arrive(telegram, storage, NOON, range(1, 31))
        number = await announce(storage, NOON, people)
        async with engine(storage, url, api, clock):
            await until_state(storage, number, "finished")
        assert set((await states(storage, number)).values()) == {("sent", None)}
        assert (await ledger(storage, number))[7].message_ids == (people[7].last.id,)
        async with storage.transaction() as transaction:
            row = await transaction.person(7)
            log = [entry.what for entry in await transaction.audit_log(10)]
    assert sorted(sent(telegram)) == list(people)  # type: ignore[type-var]
    assert people[7].last.text == "Hello Person7"
    assert row is not None
    assert (row.message_id, row.message_stays) == (people[7].last.id, True)
    assert log == ["announcement.finish", "announcement.start"]


async def test_whatever_goes_wrong_each_gets_one_copy_or_a_reason(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 101))
    await enter(storage, NOON, dict.fromkeys((1, 2), Session(wishes=Wishes(topics_off=("training",)))))
    await enter(storage, NOON, {3: Session(wishes=Wishes(weekly_cap=0))})
    await people[4].blocks()
    await people[5].deletes_account()
    number = await announce(storage, NOON, people)
    async with storage.transaction() as transaction:
        await transaction.forget_person(6, NOON)
    telegram.faults.order(Refuse(502), method="sendMessage", chat_id=10)
    telegram.faults.order(Cut(acted=False), method="sendMessage", chat_id=11)
    telegram.faults.order(Cut(acted=True), method="sendMessage", chat_id=12)
    telegram.faults.order(Refuse(429, retry_after=1), method="sendMessage", chat_id=20)
    telegram.faults.order(Refuse(400, "Bad Request: chat not found"), method="sendMessage", chat_id=30)
    async with engine(storage, file_url, api, clock):
        await until_state(storage, number, "finished")
    told = await states(storage, number)
    assert told.pop(None) == ("skipped", "forgotten")
    others = {person: told.pop(person) for person in (1, 2, 3, 4, 5, 10, 11, 12, 30)}
    assert others == {
        1: ("skipped", "opted_out"),
        2: ("skipped", "opted_out"),
        3: ("skipped", "quiet"),
        4: ("failed", "bot was blocked by the user"),
        5: ("failed", "user is deactivated"),
        10: ("unknown", "The server failed (502)"),
        11: ("unknown", others[11][1]),
        12: ("unknown", others[12][1]),
        30: ("failed", "Chat not found"),
    }
    assert set(told.values()) == {("sent", None)}
    received = {person: bot_messages(people[person]) for person in (*told, 10, 11, 12) if person is not None}
    assert {person for person, count in received.items() if count != 1} == {10, 11}
    async with storage.transaction() as transaction:
        rows = [await transaction.person(person) for person in (4, 5)]
    assert [row.reachable for row in rows if row] == ["blocked", "gone"]
