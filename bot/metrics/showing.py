"""Keeping the numbers and showing them, together with the process's health."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.gateway.bug import heard_by
from bot.gateway.health import Health
from bot.metrics.instruments import Instruments
from bot.metrics.page import Page
from bot.metrics.watch import Watch, Watched


@asynccontextmanager
async def shown(
    instruments: Instruments, watched: Watched, health: Health, host: str, port: int
) -> AsyncIterator[None]:
    """Keep the numbers and show them during the block.

    Raises:
        BadInput: if nobody can listen there.
    """
    async with Page(instruments.registry, health).served(host, port):
        watch = asyncio.create_task(Watch(watched, instruments).run())
        try:
            with heard_by(instruments.failed):
                yield
        finally:
            watch.cancel()
            await asyncio.wait({watch})
