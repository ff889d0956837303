"""A running simulator, and the real python-telegram-bot client that talks to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.simulator import Person, Simulator

TOKEN = "1234:TEST"  # noqa: S105  # opens nothing


Call = Callable[..., Awaitable[Any]]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def passes(self, time: timedelta) -> None:
        self.at += time


@pytest.fixture(autouse=True)
def _retry_after_is_a_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the library warns at each 429."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def simulator(clock: Clock) -> AsyncIterator[Simulator]:
    async with Simulator(token=TOKEN, clock=clock, conflict_pause=0.01, webhook_retry_base=0.01) as simulator:
        yield simulator


def _request() -> HTTPXRequest:
    # Loading the certificates takes longer than a test, and nothing here is encrypted.
    return HTTPXRequest(read_timeout=2, connect_timeout=2, httpx_kwargs={"verify": False})


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(
        TOKEN,
        base_url=f"{simulator.url}/bot",
        base_file_url=f"{simulator.url}/file/bot",
        request=_request(),
        get_updates_request=_request(),
    )
    async with bot:
        yield bot


@pytest.fixture
async def ada(simulator: Simulator) -> Person:
    """A person who has started the bot; her first update is confirmed already."""
    ada = simulator.person(7, first_name="Ada")
    update = await ada.sends("/start")
    simulator.updates.confirm(update.id)
    return ada


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(simulator: Simulator, http: aiohttp.ClientSession) -> Call:
    """Calls a method with JSON and gives the bare reply, for exact texts and what the client would not send."""

    async def call(method: str, **parameters: object) -> Any:  # noqa: ANN401  # any JSON
        async with http.post(f"{simulator.url}/bot{TOKEN}/{method}", json=parameters) as answer:
            return await answer.json()

    return call
