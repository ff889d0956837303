"""One person's turns and replies across processes: each here is a session of its own at one PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest
from telegram import Bot

from bot.clock import SystemClock
from bot.crossing import crossing
from bot.gateway.backoff import Backoff
from bot.gateway.connection import telegram_bot
from bot.gateway.desk import NotCommitted, Outgoing
from bot.gateway.intake import Intake
from bot.gateway.neighbours import Neighbours
from bot.gateway.sending import Patience, Sender
from bot.gateway.update import RawUpdate
from bot.simulator import Refuse, Simulator, Slow
from bot.storage import Storage, open_storage
from bot.storage.address import PostgresAddress, parse_address
from bot.storage.server_turns import ServerTurns
from dialogs.screen import Screen
from tests.gateway.desks import Answer, ScriptedDesk
from tests.gateway.updates import message, tap

ANNA = 52_000_000_001
"""More than 32 bits, as ids are nowadays."""


def address(url: str) -> PostgresAddress:
    parsed = parse_address(url)
    assert isinstance(parsed, PostgresAddress)
    return parsed


@pytest.fixture
async def storage(postgres_url: str) -> AsyncIterator[Storage]:
    async with open_storage(postgres_url) as opened:
        yield opened


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[Bot]:
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as bot:
        yield bot


@asynccontextmanager
async def turns(url: str) -> AsyncIterator[ServerTurns]:
    one = ServerTurns(address(url))
    try:
        yield one
    finally:
        await one.close()


async def test_a_person_has_one_turn_at_a_time_and_others_have_theirs_meanwhile(postgres_url: str) -> None:
    async with turns(postgres_url) as here, turns(postgres_url) as there:
        async with here.turn(ANNA):
            second = asyncio.create_task(_take(there, ANNA))
            async with there.turn(ANNA + 1), there.turn(ANNA + 2**32), there.turn(-ANNA):
                await asyncio.sleep(0.1)
            assert not second.done()
        await asyncio.wait_for(second, 5)


async def test_many_turns_at_once_exclude_each_other_across_sessions(postgres_url: str) -> None:
    busy: set[int] = set()

    async def take(server: ServerTurns, person_id: int) -> None:
        async with server.turn(person_id):
            assert person_id not in busy
            busy.add(person_id)
            await asyncio.sleep(0.001)
            busy.discard(person_id)

    async with turns(postgres_url) as here, turns(postgres_url) as there, asyncio.TaskGroup() as group:
        for person_id in range(50):
            group.create_task(take(here, person_id))
            group.create_task(take(there, person_id))
    assert not busy


async def test_who_stops_waiting_holds_nothing(postgres_url: str) -> None:
    async with turns(postgres_url) as here, turns(postgres_url) as there:
        async with here.turn(ANNA):
            waiting = asyncio.create_task(_take(there, ANNA))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.wait((waiting,))
        asked = [asyncio.create_task(_take(there, ANNA)) for _ in range(3)]
        await asyncio.sleep(0)
        for one in asked:
            one.cancel()
        await asyncio.wait(asked)
        await asyncio.wait_for(_take(here, ANNA), 5)


async def test_a_process_that_loses_its_session_holds_nobody_up_and_goes_on_with_a_new_one(postgres_url: str) -> None:
    async with turns(postgres_url) as here, turns(postgres_url) as there:
        async with here.turn(ANNA):
            await _end_sessions(postgres_url)
            await asyncio.wait_for(_in_the_end(there, ANNA), 5)
        await asyncio.wait_for(_in_the_end(here, ANNA), 5)


async def test_without_the_server_an_update_comes_again(bot: Bot, storage: Storage) -> None:
    nowhere = PostgresAddress("postgresql://nobody@127.0.0.1:1/nothing", "nowhere")
    async with crossing(nowhere, storage) as neighbours:
        desk = ScriptedDesk()
        with pytest.raises(NotCommitted):
            await _intake(bot, desk, neighbours).begin(RawUpdate(message(1, ANNA))).committed
    assert desk.begun == []


async def test_the_reply_to_the_second_update_comes_after_that_to_the_first(
    telegram: Simulator, bot: Bot, storage: Storage, postgres_url: str
) -> None:
    """The first one's 200 is not waited for: a tap and a message of one person may come to two processes at once."""
    await telegram.person(7).sends("hello")
    telegram.faults.order(Slow(0.5), method="sendMessage")
    desk = ScriptedDesk(_named)
    async with (
        crossing(address(postgres_url), storage) as one,
        crossing(address(postgres_url), storage) as another,
    ):
        here, there = _intake(bot, desk, one), _intake(bot, desk, another)
        first = here.begin(RawUpdate(message(1, 7)))
        await first.committed
        second = there.begin(RawUpdate(tap(2, 7)))
        await asyncio.wait((first.over, second.over))
    assert [call.parameters["text"] for call in telegram.calls.of("sendMessage")] == ["answer to 1", "answer to 2"]
    assert desk.begun == [1, 2]


async def test_a_screen_that_has_to_be_repeated_is_dropped_when_another_process_has_shown_a_newer(
    telegram: Simulator, bot: Bot, storage: Storage, postgres_url: str
) -> None:
    await telegram.person(7).sends("hello")
    telegram.faults.order(Refuse(429, retry_after=1), method="sendMessage")
    desk = ScriptedDesk(_seen_in(storage))
    async with (
        crossing(address(postgres_url), storage) as one,
        crossing(address(postgres_url), storage) as another,
    ):
        here, there = _intake(bot, desk, one), _intake(bot, desk, another)
        await here.begin(RawUpdate(message(1, 7))).committed
        await there.begin(RawUpdate(message(2, 7))).committed
        await here.drain(5)
        await there.drain(5)
    shown = [call.parameters["text"] for call in telegram.calls.of("sendMessage") if call.ok]
    assert shown == ["answer to 2"]


async def test_a_screen_that_has_to_be_repeated_comes_when_nothing_newer_has(
    telegram: Simulator, bot: Bot, storage: Storage, postgres_url: str
) -> None:
    await telegram.person(7).sends("hello")
    telegram.faults.order(Refuse(429, retry_after=1), method="sendMessage")
    desk = ScriptedDesk(_seen_in(storage))
    async with crossing(address(postgres_url), storage) as one:
        here = _intake(bot, desk, one)
        await here.begin(RawUpdate(message(1, 7))).committed
        await here.drain(5)
    assert [call.ok for call in telegram.calls.of("sendMessage")] == [False, True]


async def _take(server: ServerTurns, person_id: int) -> None:
    async with server.turn(person_id):
        pass


async def _in_the_end(server: ServerTurns, person_id: int) -> None:
    """With a session that was ended, the first attempt is told so."""
    try:
        await _take(server, person_id)
    except Exception:  # noqa: BLE001  StorageError, or the driver's own
        await _take(server, person_id)


async def _end_sessions(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%' AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()


def _intake(bot: Bot, desk: ScriptedDesk, neighbours: Neighbours) -> Intake:
    patience = Patience(backoff=Backoff(first=0.01, most=0.02))
    return Intake(desk, Sender(bot, desk, patience=patience, neighbours=neighbours), neighbours=neighbours)


async def _named(update: RawUpdate) -> Outgoing:
    person = update.person_id
    return Outgoing(person, person, Screen(name="greeting", text=f"answer to {update.update_id}"))


def _seen_in(storage: Storage) -> Answer:
    async def answer(update: RawUpdate) -> Outgoing:
        async with storage.transaction() as transaction:
            row = await transaction.lock_person(update.person_id, SystemClock().now())
            seen = f"[{update.update_id}]"
            await transaction.save_person(replace(row, seen=seen))
        return replace(await _named(update), seen=seen)

    return answer
