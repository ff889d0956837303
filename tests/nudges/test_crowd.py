"""The crowd of which the benchmark of the sweep finds those who are due."""

from pathlib import Path

import pytest

from bot.storage import open_storage
from tests.benchmarks.crowd import NOW, enter, make_due
from tests.benchmarks.sweep import plans, sweep
from tests.postgres import PostgresServer, postgres_server

__all__ = ["postgres_server"]


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/crowd.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.empty_database()


async def test_of_a_crowd_only_those_made_due_are_due(url: str) -> None:
    await enter(url, 200)
    make_due(url, 200, 10)
    async with open_storage(url) as storage, storage.transaction() as transaction:
        due = await transaction.people_due(NOW, 200)
        assert [mark.person_id for mark in due] == list(range(20, 201, 20))


async def test_a_sweep_decides_about_all_of_them_again_and_again(url: str) -> None:
    await sweep(url, size=200, due=10, times=2)


async def test_who_is_due_is_found_by_an_index(url: str) -> None:
    await enter(url, 2000)
    make_due(url, 2000, 10)
    told = "\n".join(plans(url))
    assert "person_due" in told
    assert "nudge_pending" in told
