"""A worker without an engine: it decides and delivers when told to, until nothing is left."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Bot

from bot.clock import MovableClock
from bot.engine.pace import Pace
from bot.gateway.stop import Stop
from bot.nudges.claim import Claims, Speaker
from bot.nudges.delivery import Delivery
from bot.nudges.sweep import Sweep
from bot.storage import FIRST, Mark, Storage
from dialogs.turn import Companion
from rules.pack import RulePack
from tests.nudges.people import PACK


class Worker:
    """`sweep` and `delivery` are the real ones; the pace is fast."""

    def __init__(
        self,
        storage: Storage,
        bot: Bot,
        clock: MovableClock,
        speaker: Speaker | None = None,
        pack: RulePack = PACK,
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.sweep = Sweep(storage, pack, clock, lambda _: True)
        self.pace = Pace(1000, Stop(), clock, storage)
        claims = Claims(storage, speaker or Companion(pack), pack, clock, "worker")
        self.delivery = Delivery(storage, bot, claims, clock, self.pace, lambda _: True, lambda: True)

    async def works(self) -> None:
        """As one run of the engine."""
        await self.decides()
        await self.delivers()

    async def decides(self) -> None:
        await _all(self.sweep.page)

    async def delivers(self) -> None:
        await _all(self.delivery.page)


async def _all(page: Callable[[Mark], Coroutine[Any, Any, list[Mark]]]) -> None:
    mark = FIRST
    while found := await page(mark):
        mark = found[-1]
