"""Which line of a rule is in force on a day; the nearest one is never taken in its place."""

from datetime import date

import pytest

from rules.category import Requirement
from rules.pack import RulePack
from rules.sources import Source, UncoveredDay, in_force
from tests.rules.under_test import ON

SOURCES = (Source(document="booklet", locator="table", checked=ON),)
OLD = Requirement(id="old", since=date(2020, 1, 1), until=date(2022, 12, 31), sources=SOURCES)
NEW = Requirement(id="new", since=date(2024, 1, 1), sources=SOURCES)


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2020, 1, 1), OLD),
        (date(2022, 12, 31), OLD),  # the last day is included
        (date(2024, 1, 1), NEW),  # and the first
        (date(2099, 1, 1), NEW),
    ],
)
def test_the_line_of_the_day_is_in_force(day: date, line: Requirement) -> None:
    assert in_force((NEW, OLD), day) is line


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2023, 1, 1), date(2023, 12, 31)])
def test_a_day_between_the_lines_is_not_covered(day: date) -> None:
    with pytest.raises(UncoveredDay, match=f"nothing is in force on {day}"):
        in_force((OLD, NEW), day)


def test_a_pack_that_ends_refuses_the_days_after(pack: RulePack) -> None:
    ending = pack.model_copy(update={"covers": pack.covers.model_copy(update={"last": date(2027, 12, 31)})})
    ending.check_covers(date(2027, 12, 31))
    with pytest.raises(UncoveredDay, match="2028-01-01 came; pack infancy-onward covers 2024-01-01 to 2027-12-31"):
        ending.check_covers(date(2028, 1, 1))


def test_an_amount_can_change_on_a_day(pack: RulePack) -> None:
    first = pack.add_on.requirements[0]
    later = first.model_copy(update={"since": date(2028, 1, 1), "needs": None})
    add_on = pack.add_on.model_copy(update={"requirements": (*pack.add_on.requirements, later)})
    changed = pack.model_copy(update={"add_on": add_on}, deep=True)  # with what it keeps per day
    by_id = {one.id: one for one in changed.requirements("ERS", date(2028, 1, 1))}
    assert by_id[first.id] == later
