"""The one clock: whoever needs the time is handed a `Clock`; nothing else asks the machine."""

import time
from abc import ABC, abstractmethod
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as time_of_day

from typing_extensions import override


class Clock(ABC):
    """Tells the time."""

    @abstractmethod
    def now(self) -> datetime:
        """This moment, aware, in UTC."""

    def today(self, zone: tzinfo) -> date:
        """The day it is in `zone`."""
        return self.now().astimezone(zone).date()


class SystemClock(Clock):
    """The machine's own clock."""

    @override
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  the only place that asks the machine


class MovableClock(Clock):
    """A clock for the demo and for tests. It goes on from where it was moved to, unless it is held still."""

    def __init__(self, start: datetime | date | None = None, *, zone: tzinfo = UTC, still: bool = False) -> None:
        """Start at `start` (None: at the machine's time); `zone` is where a bare date is meant."""
        self._zone = zone
        self._still = still
        self.move_to(SystemClock().now() if start is None else start)

    @override
    def now(self) -> datetime:
        passed = 0.0 if self._still else time.monotonic() - self._moved_at
        return self._moved_to + timedelta(seconds=passed)

    def move_to(self, moment: datetime | date) -> None:
        """Jump forward or back. A bare date means its noon, when people are awake and nudges may go.

        Raises:
            ValueError: for a datetime without a time zone.
        """
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time_of_day(12), tzinfo=self._zone)
        if moment.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
        self._moved_to = moment.astimezone(UTC)
        self._moved_at = time.monotonic()

    def advance(self, by: timedelta) -> None:
        """Jump by `by`, which may be negative."""
        self.move_to(self.now() + by)
