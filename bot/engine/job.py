"""What the engine does: jobs, each with the steps of a run, and what a worker lends them."""

from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.engine.pace import Pace
from bot.gateway.stop import Stop
from bot.meter import Meter

Step = Callable[[], Coroutine[Any, Any, int]]
"""Does a part of the work and tells how much it found to do; called again until that is nothing."""

Steps = Sequence[tuple[str, Step]]


class Job(Protocol):
    """Something to be done again and again, once among all workers. What a crash leaves `sending` is not sent again."""

    name: str
    """Of its runs, in what remembers them: never to be changed."""

    every: float
    """Seconds between two looks at whether there is something to do."""

    async def waiting(self, now: datetime) -> bool:
        """Whether there is something to do: asked at every look, so it costs little."""
        ...

    def steps(self) -> Steps:
        """The steps of a new run, by their names."""
        ...

    async def workers(self) -> frozenset[str]:
        """Who has something on its way, dead ones too."""
        ...

    async def abandon(self, worker: str, reason: str) -> int:
        """Call `unknown` what a dead worker had on its way; how much that was."""
        ...

    async def prepare(self) -> None:
        """Whatever is to be done once at the beginning, beside everything else."""
        ...


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker lends its jobs. `holds` tells whether it still counts as alive.

    `alone()` tells whether nobody else sends during the block, in this process or another.
    """

    worker: str
    pace: Pace
    stop: Stop
    holds: Callable[[], bool]
    alone: Callable[[], AbstractAsyncContextManager[bool]]
    meter: Meter = field(default_factory=Meter)


Hire = Callable[[Bench], Job]
