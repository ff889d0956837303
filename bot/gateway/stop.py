"""A wish to stop that ends any waiting at once."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


class Stop:
    """Asked for once, never taken back."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @property
    def asked(self) -> bool:
        """Whether somebody has asked."""
        return self._event.is_set()

    def ask(self) -> None:
        """Wake everything that waits here."""
        self._event.set()

    async def within(self, seconds: float) -> bool:
        """Wait that long, or shorter if asked to stop meanwhile; whether it was asked."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
        return self.asked

    async def unless(self, work: Coroutine[Any, Any, T]) -> T | None:
        """The result of `work`; None, with the work cancelled, as soon as it is asked to stop."""
        task = asyncio.create_task(work)
        asked = asyncio.create_task(self._event.wait())
        try:
            await asyncio.wait((task, asked), return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            asked.cancel()
            task.cancel()
            await asyncio.wait((task, asked))
