"""Replies of all processes at one server: each tells how many it has sent, and who sends by itself gives way to them.

Replies wait for nobody, so this is told afterwards, once a second: a small row for each process.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.engine.pace import Pace
from bot.storage import Storage, StorageError

log = structlog.get_logger(__name__)

_EVERY = 1.0
_FRESH = timedelta(seconds=10)
"""What was told earlier says nothing about now; clocks of machines may differ by less."""

_KEPT = timedelta(days=1)


class Replies:
    """Those of this process, and what others tell of theirs."""

    def __init__(self, pace: Pace, storage: Storage, clock: Clock) -> None:
        self._pace = pace
        self._storage = storage
        self._clock = clock
        self._process = secrets.token_hex(8)
        self._sent = self._told = 0
        self._heard: dict[str, int] | None = None
        self._heard_at = 0.0

    def taken(self, chat_id: int) -> None:
        """A reply goes out to a chat."""
        self._sent += 1
        self._pace.taken(chat_id)

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        """During the block, tell and hear once a second."""
        task = asyncio.create_task(self._go_on())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait((task,))

    async def exchange(self) -> None:
        """Tell and hear once.

        Raises:
            StorageError: nothing was told or heard.
        """
        sent, now = self._sent, self._clock.now()
        async with self._storage.transaction() as transaction:
            if sent != self._told:
                await transaction.count_replies(self._process, sent, now)
            counts = await transaction.replies(now - _FRESH)
        self._told = sent
        self._hear({process: count for process, count in counts.items() if process != self._process})

    def _hear(self, counts: dict[str, int]) -> None:
        at = asyncio.get_running_loop().time()
        before, seconds = self._heard, at - self._heard_at
        self._heard, self._heard_at = {**(before or {}), **counts}, at
        if before is not None and seconds > 0:
            self._pace.elsewhere = sum(count - before.get(process, 0) for process, count in counts.items()) / seconds

    async def _go_on(self) -> None:
        forgot = False
        while True:
            try:
                if not forgot:
                    async with self._storage.transaction() as transaction:
                        await transaction.forget_replies(self._clock.now() - _KEPT)
                    forgot = True
                await self.exchange()
            except StorageError as error:
                log.info("replies are not told", reason=str(error))
            await asyncio.sleep(_EVERY)
