"""The bot's clock as a calendar on the wall of the association: it can be turned forward and back."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.clock import MovableClock, SystemClock

Step = Literal["day", "week", "month"]

LAST_DAY = date(2099, 12, 31)


class Calendar:
    """Moves `clock`, calls `moved`, and reads the clock in `zone`; days before `first_day` are not offered."""

    def __init__(self, zone: ZoneInfo, first_day: date) -> None:
        self.zone = zone
        self.first_day = first_day
        self.last_day = LAST_DAY
        self.clock = MovableClock(zone=zone)
        self.moved: Callable[[], None] = lambda: None

    def now(self) -> datetime:
        """The bot's time, in the zone."""
        return self.clock.now().astimezone(self.zone)

    def step(self, step: Step) -> None:
        """Go forward by one; the hour on the wall stays, and 31 January is followed by the end of February.

        Raises:
            ValueError: past the last day.
        """
        then = _after(self.now(), step)
        self._move(then, then.date())

    def turn_to(self, day: date) -> None:
        """Go to the noon of a day.

        Raises:
            ValueError: before the first day or past the last.
        """
        self._move(day, day)

    def return_to_now(self) -> None:
        self.clock.move_to(SystemClock().now())
        self.moved()

    def _move(self, moment: datetime | date, day: date) -> None:
        if not self.first_day <= day <= self.last_day:
            raise ValueError(f"day: {day} came; allowed is {self.first_day} to {self.last_day}")
        self.clock.move_to(moment)
        self.moved()


def _after(moment: datetime, step: Step) -> datetime:
    match step:
        case "day":
            return moment + timedelta(days=1)
        case "week":
            return moment + timedelta(weeks=1)
        case "month":
            year, month = divmod(moment.year * 12 + moment.month, 12)
            return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
