"""A day in the calendar file that a person was given last. Stored in the session."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from rules.values import Frozen

DayKind = Literal["opens", "deadline"]


class CalendarDay(Frozen):
    """The day a renewal window opens, or a deadline, of one Endorsement's cycle.

    `sequence` counts its changes, so that a calendar knows which download is newer; `mark` tells whether it changed.
    A day that is not needed any more is `cancelled` and given out as such: only then do calendars take it out.
    """

    endorsement: Annotated[int, Field(ge=1)]
    kind: DayKind
    day: date
    mark: str
    sequence: Annotated[int, Field(ge=0)] = 0
    cancelled: bool = False

    @property
    def key(self) -> str:
        """What it is in every download; its day can move within the year."""
        return f"endorsement-{self.endorsement}-{self.day.year}-{self.kind}"
