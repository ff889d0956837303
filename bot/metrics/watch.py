"""What is looked at from time to time: the event loop's lag, the pace, and what the database holds."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.engine.pace import Pace
from bot.gateway.bug import record
from bot.storage import Storage

if TYPE_CHECKING:
    from bot.metrics.instruments import Instruments

_BEAT = 0.25
"""Seconds between two looks at the loop's lag."""

_COUNT = 60.0
"""Seconds between two counts in the database."""

_LATE = timedelta(minutes=10)
"""Whoever has been due for longer is overdue: the engine looks every minute, and takes seconds."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What the gauges read. `waiting` gives the number of updates whose turn has not come yet."""

    storage: Storage
    clock: Clock
    pace: Pace
    waiting: Callable[[], int]


class Watch:
    """Keeps the gauges of one process; `run` it until it is cancelled."""

    def __init__(self, watched: Watched, instruments: "Instruments") -> None:
        self._watched = watched
        self._instruments = instruments
        gauge = instruments.gauge
        self._people = gauge("endorse_people", "People who are stored; counted once a minute, as what follows")
        self._due = gauge("endorse_people_due", "People to be looked at by now, for a reminder")
        self._overdue = gauge("endorse_people_overdue", "Of those, who should have been looked at ten minutes ago")
        self._open_nudges = gauge("endorse_nudges_open", "Reminders to go out by now or on their way", "state")
        self._open_copies = gauge("endorse_copies_open", "Copies of announcements, likewise", "state")
        pace = watched.pace
        gauge("endorse_pace_limit_messages_per_second", "As set").set_function(lambda: pace.limit)
        gauge("endorse_pace_rate_messages_per_second", "As tried now").set_function(lambda: pace.rate)
        gauge("endorse_pace_held_seconds", "Until anything is sent again").set_function(lambda: pace.held)
        gauge("endorse_turns_waiting", "Updates whose turn has not come yet").set_function(watched.waiting)

    async def run(self) -> None:
        """Look and count, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._beat())
            group.create_task(self._count_again_and_again())

    async def count(self) -> None:
        """Count once what the database holds."""
        now = self._watched.clock.now()
        async with self._watched.storage.transaction() as transaction:
            people = await transaction.people_counts(now, now - _LATE)
            still_open = await transaction.open_counts(now)
        self._people.set(people.total)
        self._due.set(people.due)
        self._overdue.set(people.overdue)
        self._open_nudges.labels("pending").set(still_open.nudges_pending)
        self._open_nudges.labels("sending").set(still_open.nudges_sending)
        self._open_copies.labels("pending").set(still_open.copies_pending)
        self._open_copies.labels("sending").set(still_open.copies_sending)

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _BEAT
            await asyncio.sleep(_BEAT)
            self._instruments.lagged(max(loop.time() - due, 0.0))

    async def _count_again_and_again(self) -> None:
        while True:
            try:
                await self.count()
            except Exception as error:  # noqa: BLE001  numbers must not take the bot down with them
                record("counting failed", error)
            await asyncio.sleep(_COUNT)
