"""One thing after another for each person, people beside each other."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
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
        """The result of `work`, once everything that has begun or waits for this person is over."""
        lane = self._entered(person_id)
        try:
            return await self._in_turn(lane, work)
        finally:
            self._left(person_id, lane)

    def start(self, person_id: int, work: Callable[[], Awaitable[object]]) -> asyncio.Task[object]:
        """The same in the background; `work` deals with its own errors, and one that it misses is logged."""
        lane = self._entered(person_id)
        task: asyncio.Task[object] = asyncio.create_task(self._in_turn(lane, work))
        self._tasks.add(task)
        task.add_done_callback(partial(self._over, person_id, lane))
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
        while self._lanes:
            await self._empty.wait()

    async def _in_turn(self, lane: _Lane, work: Callable[[], Awaitable[T]]) -> T:
        # The lane is taken first and the room second, so that only the head of each lane takes up room.
        async with lane.lock, self._room:
            return await work()

    def _entered(self, person_id: int) -> _Lane:
        lane = self._lanes.get(person_id)
        if lane is None:
            lane = self._lanes[person_id] = _Lane()
            self._empty.clear()
        lane.users += 1
        return lane

    def _left(self, person_id: int, lane: _Lane) -> None:
        lane.users -= 1
        if not lane.users:
            del self._lanes[person_id]
        if not self._lanes:
            self._empty.set()

    def _over(self, person_id: int, lane: _Lane, task: asyncio.Task[object]) -> None:
        self._left(person_id, lane)
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            record("background work failed", error)
