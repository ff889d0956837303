"""SIGTERM and Ctrl-C: what is in handling is finished, the rest comes again later, and the exit code is 0."""

import asyncio
import signal
import sqlite3
from contextlib import closing

import pytest

from bot.clock import SystemClock
from bot.simulator import Person, Simulator, Slow
from bot.storage import Storage, open_storage
from tests.end_to_end.process import environment, process
from tests.end_to_end.running import Transport, stored
from tests.end_to_end.waiting import bot_messages, until, until_called
from tests.nudges.people import due_and_awake, enter
from tests.postgres import PostgresServer

SOON = 5.0


async def _greeted(person: Person) -> None:
    await person.sends("/start")
    await person.waits_for("Hello", timeout=60)


@pytest.mark.parametrize("transport", ["polling", "webhook"])
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_a_reply_on_its_way_arrives_before_it_stops(
    telegram: Simulator, database: str, anna: Person, sign: signal.Signals, transport: Transport
) -> None:
    async with process(environment(telegram, database, transport)) as bot:
        await _greeted(anna)
        telegram.faults.order(Slow(0.5), method="sendMessage")
        await anna.sends("/help")
        await until(lambda: _is_at(database, anna, "help"))
        bot.signal(sign)
        code, said = await bot.ends(SOON)
    assert anna.sees("/cancel")
    assert (code, "Traceback" in said) == (0, False)


async def _is_at(database: str, person: Person, place: str) -> bool:
    row = await stored(database, person)
    return row is not None and f'"{place}"' in row.session


@pytest.mark.parametrize("transport", ["polling", "webhook"])
async def test_an_update_that_waits_for_the_database_is_finished_before_it_stops(
    telegram: Simulator, database: str, anna: Person, transport: Transport
) -> None:
    async with process(environment(telegram, database, transport)) as bot:
        await _greeted(anna)
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await anna.taps("Settings")
            await asyncio.sleep(0.2)
            bot.signal(signal.SIGTERM)
            await asyncio.sleep(0.2)
        code, _ = await bot.ends(SOON)
    assert code == 0
    assert anna.sees("Time zone") or any("Time zone" in label for label in anna.buttons)
    assert telegram.updates.pending == ()


async def test_what_it_had_finished_does_not_come_again_after_a_restart(
    telegram: Simulator, database: str, anna: Person
) -> None:
    async with process(environment(telegram, database)) as bot:
        await _greeted(anna)
        bot.signal(signal.SIGTERM)
        assert (await bot.ends(SOON))[0] == 0
    assert telegram.updates.pending == ()


async def test_it_stops_at_once_while_telegram_is_away(database: str) -> None:
    async with Simulator() as telegram:
        told = environment(telegram, database)
    async with process(told) as bot:
        await bot.says("Telegram does not answer")
        bot.signal(signal.SIGTERM)
        code, said = await bot.ends(SOON)
    assert code == 0
    assert "Traceback" not in said


async def test_a_worker_that_is_sending_finishes_what_it_has_begun_and_leaves_the_rest_to_another(
    telegram: Simulator, postgres_server: PostgresServer
) -> None:
    """Of sixty people some have their reminder, none is left half told, and in the end each has one."""
    url = await postgres_server.migrated_database()
    telegram.faults.order(Slow(0.4), times=None, method="sendMessage")
    people = range(1, 61)
    for number in people:
        await telegram.person(number).sends("hello")
    now = SystemClock().now()
    async with open_storage(url) as storage:
        await enter(storage, now, dict.fromkeys(people, due_and_awake(now.date())))
        told = {**environment(telegram, url), "NUDGE_TICK": "1"}
        async with process({**told, "SEND_RATE": "10"}, "worker") as first:
            await until_called(telegram, "sendMessage", 10, within=60)
            first.signal(signal.SIGTERM)
            code, said = await first.ends()
        assert (code, "Traceback" in said) == (0, False)
        sent = len(telegram.calls.of("sendMessage"))
        assert await _counts(storage) == {"sent": sent, "pending": len(people) - sent}
        async with process(told, "worker"):
            await until(lambda: _all_told(storage, len(people)), within=60)
    assert [bot_messages(telegram.person(number)) for number in people] == [1] * len(people)


async def _counts(storage: Storage) -> dict[str, int]:
    async with storage.transaction() as transaction:
        return await transaction.nudge_counts()


async def _all_told(storage: Storage, people: int) -> bool:
    return await _counts(storage) == {"sent": people}
