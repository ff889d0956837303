"""One thing after another for each person, people beside each other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from bot.gateway.bug import record

T = TypeVar("T")
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Lane:
    """`lock` is first come, first served; `users` counts who holds it or waits for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Lanes:
    """Runs work in the order in which it came, per person; a lane exists only while somebody is in it."""

    def __init__(self, *, at_once: int | None = None) -> None:
        """`at_once` bounds how many lanes work at the same time; None sets no bound."""
        self._room: AbstractAsyncContextManager[None] = nullcontext() if at_once is None else asyncio.Semaphore(at_once)
        self._at_once = at_once
        self._lanes: dict[int, _Lane] = {}
        self._tasks: set[asyncio.Task[object]] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    def __contains__(self, person_id: int) -> bool:
        """Whether anything of this person is under way or waiting."""
        return person_id in self._lanes

    def __len__(self) -> int:
        return len(self._lanes)

    @property
    def waiting(self) -> int:
        """How many wait for the one before them, or for room; counted when it is asked."""
        behind = sum(lane.users - 1 for lane in self._lanes.values())
        return behind + max(0, len(self._lanes) - (self._at_once or len(self._lanes)))

    async def run(self, person_id: int, work: Callable[[], Awaitable[T]]) -> T:
        """The result of `work`, once everything that came earlier for this person is over."""
        # The lane is taken first and the room second, so that only the head of each lane takes up room.
        async with self._lane(person_id), self._room:
            return await work()

    def start(self, person_id: int, work: Callable[[], Awaitable[object]]) -> asyncio.Task[object]:
        """The same in the background; `work` deals with its own errors, and one that it misses is logged."""
        task: asyncio.Task[object] = asyncio.create_task(self.run(person_id, work))
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        return task

    async def drain(self, within: float | None = None) -> None:
        """Wait until nothing is under way; what `start` began is cancelled after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                await self._until_empty()
        except TimeoutError:
            log.warning("work was cut short", tasks=len(self._tasks))
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _until_empty(self) -> None:
        while self._tasks or self._lanes:
            # A task that was only just created has not reached its lane yet: hence both.
            if self._tasks:
                await asyncio.wait(self._tasks)
            await self._empty.wait()

    @asynccontextmanager
    async def _lane(self, person_id: int) -> AsyncIterator[None]:
        lane = self._lanes.setdefault(person_id, _Lane())
        lane.users += 1
        self._empty.clear()
        try:
            async with lane.lock:
                yield
        finally:
            lane.users -= 1
            if not lane.users:
                del self._lanes[person_id]
            if not self._lanes:
                self._empty.set()

    def _forget(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            record("background work failed", error)
