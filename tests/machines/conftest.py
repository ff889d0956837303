"""A PostgreSQL server with a database, and a simulated Telegram."""

from collections.abc import AsyncIterator

import pytest

from bot.simulator import Simulator
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator(calls_kept=2000) as simulator:
        yield simulator
