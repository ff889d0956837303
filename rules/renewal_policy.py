"""How an Endorsement is kept: the fixed cycle, the hours a year, the caps and the days of the reminders."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.codes import Category
from rules.sources import Dated
from rules.values import Frozen


class DayOfYear(Frozen):
    """A month and a day."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]

    def of(self, year: int) -> date:
        """That day in a year."""
        return date(year, self.month, self.day)


class Ladder(Frozen):
    """The days reminders are due: `each_year` of the cycle, and more of them in the year of the deadline.

    From `daily_from` of that year on they may come a day apart, before that a week; no snooze goes beyond it.
    """

    each_year: tuple[DayOfYear, ...]
    deadline_year: tuple[DayOfYear, ...]
    daily_from: DayOfYear


class RscExemption(Frozen):
    """An older text let this category stop RSC after some years; we do not, and ask the coordinator (C09)."""

    category: Category
    after_years: int


class RenewalPolicy(Dated):
    """Hours are for each year endorsed; `caps` in hours or as a share of what is required."""

    first_deadline_year: int
    every_years: Annotated[int, Field(ge=1)]
    window_opens: DayOfYear
    deadline: DayOfYear
    training_per_year: float
    training_on_rsc_per_year: float
    rsc_per_year: float
    rsc_required_of: tuple[Category, ...]
    teaching_share_at_most: Annotated[float, Field(ge=0, le=1)]
    volunteering_at_most: Annotated[float, Field(ge=0)]
    rsc_exemption: RscExemption
    ladder: Ladder
