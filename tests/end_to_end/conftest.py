"""A Telegram, a bot that runs against it, and two people. See `running` and `interview`."""

import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.clock import Clock, MovableClock
from bot.simulator import Person, Simulator
from bot.storage.address import SqliteAddress
from bot.storage.migrations import head
from bot.storage.migrations.sqlite import migrate_file
from tests.end_to_end.refusals import refused
from tests.end_to_end.running import OWNERS, RunningBot, Transport
from tests.postgres import PostgresServer, postgres_server

__all__ = ["postgres_server"]


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """At the end, it must not have refused anything that the bot asked for of its own accord."""
    async with Simulator(conflict_pause=0.05, webhook_retry_base=0.02) as simulator:
        yield simulator
        assert refused(simulator) == []


@pytest.fixture
def clock() -> Clock:
    return MovableClock(date(2026, 11, 21))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database to be copied: migrating takes longer than most tests here."""
    path = tmp_path_factory.mktemp("migrated") / "endorse.db"
    migrate_file(SqliteAddress(path, str(path)), head())
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> str:
    """A new SQLite file."""
    shutil.copy(migrated, tmp_path / "endorse.db")
    return f"sqlite:///{tmp_path / 'endorse.db'}"


@pytest.fixture
async def bot(telegram: Simulator, database: str, clock: Clock) -> AsyncIterator[RunningBot]:
    """By polling, on SQLite."""
    running = RunningBot(telegram, database, clock)
    running.start()
    yield running
    await running.stop()


@pytest.fixture
async def hooked(telegram: Simulator, database: str, clock: Clock) -> AsyncIterator[RunningBot]:
    """By webhook, on SQLite."""
    running = RunningBot(telegram, database, clock, "webhook")
    running.start()
    yield running
    await running.stop()


@pytest.fixture(params=["polling", "webhook"])
async def either_bot(
    request: pytest.FixtureRequest, telegram: Simulator, database: str, clock: Clock
) -> AsyncIterator[RunningBot]:
    """Each way in, on SQLite."""
    running = RunningBot(telegram, database, clock, request.param)
    running.start()
    yield running
    await running.stop()


@pytest.fixture(params=["polling-sqlite", "polling-postgres", "webhook-sqlite", "webhook-postgres"])
async def any_bot(request: pytest.FixtureRequest, telegram: Simulator, clock: Clock) -> AsyncIterator[RunningBot]:
    """Each way in on each database."""
    transport: Transport = "polling" if request.param.startswith("polling") else "webhook"
    if request.param.endswith("sqlite"):
        url: str = request.getfixturevalue("database")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = await server.migrated_database()
    running = RunningBot(telegram, url, clock, transport)
    running.start()
    yield running
    await running.stop()


@pytest.fixture
def anna(telegram: Simulator) -> Person:
    return telegram.person(7, first_name="Annabel", last_name="Quillfeather")


@pytest.fixture
def ben(telegram: Simulator) -> Person:
    return telegram.person(8, first_name="Ben")


@pytest.fixture
def owner(telegram: Simulator) -> Person:
    """One of `OWNER_IDS`."""
    return telegram.person(OWNERS[0], first_name="Olu")
