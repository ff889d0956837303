"""A Telegram to ask, and both databases."""

from collections.abc import AsyncIterator

import pytest

from bot.simulator import Simulator
from tests.cli.conftest import bare_environment
from tests.postgres import postgres_server, postgres_url
from tests.storage.conftest import empty_url, unused_port, url

__all__ = ["bare_environment", "empty_url", "postgres_server", "postgres_url", "unused_port", "url"]


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator
