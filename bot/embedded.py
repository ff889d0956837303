"""The unmodified bot and a Telegram of its own in one process: for the terminal, the demo and the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pydantic import SecretStr

from bot.clock import Clock
from bot.service import Mailing, poll
from bot.settings import Settings
from bot.simulator import Simulator


@asynccontextmanager
async def embedded(settings: Settings, clock: Clock, simulator: Simulator) -> AsyncIterator[Callable[[], None]]:
    """Run the bot against a started simulator, by long polling over HTTP on loopback, while the block runs.

    What it gives is to be called when the clock was moved: who is due by then is reminded at once. Only the simulator's
    own people are: the database may be one that a real bot uses at other times.

    Raises:
        StorageError: if the database cannot be opened.
    """
    local = settings.model_copy(
        update={
            "telegram_bot_token": SecretStr(simulator.world.settings.token),
            "telegram_api_base_url": simulator.url,
            "webhook_url": None,
            "health_port": None,
        }
    )
    stop = asyncio.Event()
    mailing = Mailing(serves=lambda person_id: simulator.known_person(person_id) is not None)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(poll(local, clock, stop, mailing))
        try:
            yield mailing.kicked.set
        finally:
            stop.set()
            await asyncio.wait({serving})
