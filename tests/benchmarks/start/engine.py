"""`endorse run` with the durable engine launched at once, as it is from the first reminder or announcement on."""

import asyncio

from bot.cli.serving import until_stopped
from bot.clock import Clock
from bot.service import Mailing, poll
from bot.settings import Settings, settings


async def _poll(chosen: Settings, clock: Clock, stopped: asyncio.Event) -> None:
    await poll(chosen, clock, stopped, Mailing(eager=True))


if __name__ == "__main__":
    until_stopped(_poll, settings(Settings), "run")
