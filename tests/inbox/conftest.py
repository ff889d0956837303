"""The bot on each database, its owner, a coordinator and two who ask; the questions in private chats or in a group."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.simulator import Group, Person, Simulator
from tests.end_to_end.conftest import anna, ben, database, migrated, owner
from tests.inbox.office import Office, opened
from tests.postgres import PostgresServer, postgres_server

__all__ = ["anna", "ben", "database", "migrated", "owner", "postgres_server"]

GROUP = -1001


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator(conflict_pause=0.05) as simulator:
        yield simulator


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 21, 17, 0, tzinfo=UTC))


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest) -> str:
    """A new database of each kind."""
    if request.param == "sqlite":
        file: str = request.getfixturevalue("database")
        return file
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.migrated_database()


@pytest.fixture
def group(telegram: Simulator) -> Group:
    return telegram.group(GROUP, title="Questions", forum=True)


@pytest.fixture
def cora(telegram: Simulator) -> Person:
    """A coordinator beside the owner, once `hired`."""
    return telegram.person(50, first_name="Cora")


@pytest.fixture
async def private(telegram: Simulator, url: str, clock: MovableClock, owner: Person) -> AsyncIterator[Office]:
    """Questions go to the private chats of the staff; the owner has started the bot."""
    async with opened(telegram, url, clock, None) as office:
        await owner.sends("/start")
        await owner.waits_for("")
        yield office


@pytest.fixture
async def forum(
    telegram: Simulator, url: str, clock: MovableClock, group: Group, owner: Person
) -> AsyncIterator[Office]:
    """Questions go to topics of the group."""
    async with opened(telegram, url, clock, group.id) as office:
        await owner.sends("/start")
        await owner.waits_for("")
        yield office
