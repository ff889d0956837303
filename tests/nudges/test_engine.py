"""The engine: starts a run when something is due, once among all workers; ends in order; takes over from the dead."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.embedded import embedded
from bot.engine.seat import Occupied, file_seat
from bot.settings import Settings
from bot.simulator import Simulator, Slow
from bot.storage import open_storage
from bot.storage.address import SqliteAddress
from tests.end_to_end.waiting import bot_messages, until, until_called
from tests.nudges.conftest import NOON
from tests.nudges.engines import engine
from tests.nudges.kills import kill_again_and_again
from tests.nudges.people import endorsed, endorsee, enter, ledger_of, states_of

HOLDS = endorsed(date(2025, 5, 5), handled=date(2027, 7, 1))


async def test_who_is_due_is_reminded_once(url: str, telegram: Simulator, bot: Bot, clock: MovableClock) -> None:
    await telegram.person(7).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, {7: endorsee(HOLDS)})
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 1, within=60)
            await asyncio.sleep(0.5)
        assert len(telegram.calls.of("sendMessage")) == 1
        assert await states_of(storage, 7) == [("2027-10-01", "sent", None)]
    await asyncio.to_thread(len, "threads work again when the engine is gone")


async def test_what_is_under_way_when_it_is_asked_to_stop_is_finished(
    url: str, telegram: Simulator, bot: Bot, clock: MovableClock
) -> None:
    telegram.faults.order(Slow(0.5), times=None, method="sendMessage")
    people = range(1, 31)
    for number in people:
        await telegram.person(number).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, dict.fromkeys(people, endorsee(HOLDS)))
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 3, within=60)
        async with storage.transaction() as transaction:
            counts = await transaction.nudge_counts()
    assert set(counts) == {"sent", "pending"}
    assert counts["sent"] == sum(bot_messages(telegram.person(number)) for number in people)


async def test_what_a_dead_worker_had_on_its_way_is_unknown_and_what_it_had_not_is_sent(
    url: str, telegram: Simulator, bot: Bot, clock: MovableClock
) -> None:
    for number in (7, 8):
        await telegram.person(number).sends("hello")
    async with open_storage(url) as storage:
        await enter(storage, NOON, {7: endorsee(HOLDS), 8: endorsee(HOLDS)})
        async with engine(storage, url, bot, clock, rate=1):
            await until_called(telegram, "sendMessage", 1, within=60)
        (row,) = await ledger_of(storage, 7)
        async with storage.transaction() as transaction:
            await transaction.save_nudges([replace(row, state="sending", worker="dead", settled_at=None)])
        async with engine(storage, url, bot, clock):
            await until_called(telegram, "sendMessage", 2, within=60)
            await asyncio.sleep(0.3)
        assert await states_of(storage, 7) == [("2027-10-01", "unknown", "the worker died on the way")]
        assert await states_of(storage, 8) == [("2027-10-01", "sent", None)]
    assert len(telegram.calls.of("sendMessage")) == 2


async def test_only_one_process_sends_the_nudges_of_a_file(
    file_url: str, telegram: Simulator, bot: Bot, clock: MovableClock, tmp_path: Path
) -> None:
    address = SqliteAddress(tmp_path / "endorse.db", "")
    async with open_storage(file_url) as storage:
        await telegram.person(7).sends("hello")
        await enter(storage, NOON, {7: endorsee(HOLDS)})
        async with file_seat(address):
            with pytest.raises(Occupied):
                await file_seat(address).__aenter__()
            async with engine(storage, file_url, bot, clock):
                await asyncio.sleep(0.5)
        assert telegram.calls.of("sendMessage") == []


async def test_a_file_of_the_engine_is_for_its_owner_only(
    file_url: str, telegram: Simulator, bot: Bot, clock: MovableClock, tmp_path: Path
) -> None:
    async with open_storage(file_url) as storage:
        await telegram.person(7).sends("hello")
        await enter(storage, NOON, {7: endorsee(HOLDS)})
        async with engine(storage, file_url, bot, clock):
            await until_called(telegram, "sendMessage", 1, within=60)
    files = [tmp_path / f"endorse.db{kind}" for kind in ("", ".engine", ".seat")]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600] * 3
    engine_file = (tmp_path / "endorse.db.engine").read_bytes()
    assert b"Endorsement" not in engine_file


async def test_the_demo_reminds_as_soon_as_its_clock_is_moved_and_only_its_own_people(
    file_url: str, telegram: Simulator
) -> None:
    clock = MovableClock(NOON - timedelta(days=1))
    await telegram.person(7).sends("hello")
    async with open_storage(file_url) as storage:
        await enter(storage, clock.now(), {7: endorsee(HOLDS), 999: endorsee(HOLDS)})
    settings = Settings(database_url=file_url)
    async with embedded(settings, clock, telegram) as kick:
        await telegram.person(7).waits_for("")
        before = bot_messages(telegram.person(7))
        clock.move_to(NOON)
        kick()

        async def reminded() -> bool:
            return bot_messages(telegram.person(7)) > before

        await until(reminded, within=60)
    async with open_storage(file_url) as storage:
        assert await ledger_of(storage, 999) == []


@pytest.mark.parametrize("workers", [1, 2], ids=["sqlite", "postgresql"])
async def test_killed_at_random_nothing_is_lost_and_nothing_doubled(
    workers: int, file_url: str, request: pytest.FixtureRequest
) -> None:
    """Twice; fifty times is `python -m tests.nudges.kills`."""
    url = file_url if workers == 1 else await request.getfixturevalue("postgres_server").migrated_database()
    figures = await kill_again_and_again(url, times=2, workers=workers, people=80)
    assert (figures.lost, figures.doubled, figures.unsettled) == (0, 0, 0)
