"""What holds of renewal for every earning date and all hours."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.codes import Category
from rules.renewal import (
    Credits,
    EndorsementRecord,
    RenewalHours,
    RenewalStatus,
    counted_hours,
    renewal,
)
from tests.rules.under_test import ON, pack_under_test

PACK = pack_under_test()
POLICY = PACK.renewal_policy(ON)
EARNED = st.dates(date(2024, 1, 1), date(2040, 12, 31))
EVER_EARNED = st.dates(date(2021, 1, 1), date(2040, 12, 31))
HOURS = st.integers(0, 400).map(lambda quarters: quarters / 4)
FEW_HOURS = st.integers(1, 40).map(lambda quarters: quarters / 4)
KINDS = tuple(name for name in Credits.model_fields if name != "training_received_on_rsc")


def on_the_day(earned: date, credit: Credits | None = None) -> RenewalStatus:
    record = EndorsementRecord(
        category=Category.IFS, earned_on=earned, renewed_last_cycle=True, provides_rsc=True, credits=credit or Credits()
    )
    return renewal(PACK, record, max(earned, date(2025, 1, 1)))


@st.composite
def some_credits(draw: st.DrawFn) -> Credits:
    received = draw(HOURS)
    on_rsc = draw(st.integers(0, int(received * 4))) / 4
    return Credits(
        training_received=received,
        training_received_on_rsc=on_rsc,
        training_provided=draw(HOURS),
        volunteering=draw(HOURS),
        rsc_received=draw(HOURS),
    )


def hours_of(hours: RenewalHours | None) -> RenewalHours:
    assert hours is not None
    return hours


@given(EVER_EARNED)
def test_the_deadline_is_the_next_one_of_the_fixed_cycle(earned: date) -> None:
    status = on_the_day(earned)
    year = status.deadline.year
    assert (status.deadline, status.window_opens) == (date(year, 12, 31), date(year, 10, 1))
    assert (year - 2024) % 3 == 0
    assert max(earned.year, 2024) < year <= max(earned.year, 2024) + 3


@given(EVER_EARNED)
def test_the_years_are_whole_calendar_years_up_to_three(earned: date) -> None:
    status = on_the_day(earned)
    assert status.years_endorsed == min(3, status.deadline.year - earned.year)
    assert status.years_endorsed in {1, 2, 3}
    assert hours_of(status.required).training == 15 * status.years_endorsed


@given(EARNED)
def test_a_day_later_is_never_due_earlier_nor_asks_for_more_in_the_same_cycle(earned: date) -> None:
    first, second = on_the_day(earned), on_the_day(earned + timedelta(days=1))
    assert first.deadline <= second.deadline
    if first.deadline == second.deadline:
        assert hours_of(first.required).training >= hours_of(second.required).training


@given(EARNED, st.integers(0, 1200))
def test_a_reminder_lies_between_the_day_and_the_deadline(earned: date, days: int) -> None:
    on = earned + timedelta(days=days)
    status = renewal(PACK, EndorsementRecord(category=Category.IFA, earned_on=earned), on)
    if status.next_reminder is None:
        assert on >= status.deadline
    else:
        assert on < status.next_reminder <= status.deadline
        assert status.next_reminder.year > earned.year


@given(some_credits(), st.sampled_from([15, 30, 45]))
def test_caps_are_never_exceeded(credit: Credits, required: int) -> None:
    counted = counted_hours(POLICY, credit, required)
    beyond = counted.training - credit.training_received
    assert 0 <= beyond <= required / 2 + 10
    assert beyond <= credit.training_provided + credit.volunteering


@given(EVER_EARNED, some_credits())
def test_what_is_missing_is_exactly_what_is_short(earned: date, credit: Credits) -> None:
    status = on_the_day(earned, credit)
    for kind in RenewalHours.model_fields:
        short = getattr(hours_of(status.required), kind) - getattr(hours_of(status.counted), kind)
        assert status.missing.get(kind, 0) == max(0, short)


@given(EVER_EARNED, some_credits(), st.sampled_from(KINDS), FEW_HOURS)
def test_more_hours_never_leave_more_missing(earned: date, credit: Credits, kind: str, more: float) -> None:
    grown = credit.model_copy(update={kind: getattr(credit, kind) + more})
    before, after = on_the_day(earned, credit).missing, on_the_day(earned, grown).missing
    assert set(after) <= set(before)
    assert all(after[name] <= before[name] for name in after)


@given(EVER_EARNED, some_credits(), st.permutations([(kind, 2.5) for kind in KINDS]))
def test_the_order_in_which_hours_are_told_does_not_matter(
    earned: date, credit: Credits, order: list[tuple[str, float]]
) -> None:
    in_order, grown = credit, credit
    for kind, more in order:
        grown = grown.model_copy(update={kind: getattr(grown, kind) + more})
    for kind in KINDS:
        in_order = in_order.model_copy(update={kind: getattr(in_order, kind) + 2.5})
    assert on_the_day(earned, grown) == on_the_day(earned, in_order)
