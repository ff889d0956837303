"""Which logged hours count in a cycle, and that adding them up obeys the laws of addition."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rules.codes import Category
from rules.renewal import Credits, Cycle, EndorsementRecord, counted_hours, cycle_of
from rules.tally import MOST_HOURS, CreditKind, Entry, Outside, Tally, first_day, tally
from tests.rules.under_test import ON, pack_under_test

POLICY = pack_under_test().renewal_policy(ON)
HOURS = st.integers(0, 160).map(lambda quarters: quarters / 4) | st.floats(0, 60, allow_nan=False)
ENTRIES = st.builds(
    Entry, kind=st.sampled_from(CreditKind), hours=HOURS, on=st.dates(date(2024, 1, 1), date(2031, 12, 31))
)


def record(earned: str, *, attested: str | None = None, renewed: bool | None = None) -> EndorsementRecord:
    return EndorsementRecord(
        category=Category.IFS,
        earned_on=date.fromisoformat(earned),
        attested_on=None if attested is None else date.fromisoformat(attested),
        renewed_last_cycle=renewed,
    )


def cycle(record: EndorsementRecord, on: date = ON) -> Cycle:
    return cycle_of(POLICY, record, record.attested_on or max(on, record.earned_on))


def training(on: str, hours: float = 1, on_rsc: float = 0) -> Entry:
    return Entry(kind=CreditKind.TRAINING_RECEIVED, hours=hours, on_rsc_hours=on_rsc, on=date.fromisoformat(on))


def added_up(*entries: Entry, earned: str = "2025-05-05") -> Tally:
    held = record(earned)
    return tally(POLICY, held, cycle(held), entries)


@pytest.mark.parametrize(
    ("earned", "attested", "renewed", "begins"),
    [
        ("2025-05-05", None, None, "2025-05-05"),  # the day it was earned (C28)
        ("2027-03-01", None, None, "2027-03-01"),  # in a renewal year: hours of that year count for the next deadline
        ("2024-02-29", None, None, "2024-02-29"),
        ("2022-06-01", None, True, "2025-01-01"),  # renewed in 2024: the day after that deadline
        ("2022-06-01", None, None, "2025-01-01"),
        ("2022-06-01", None, False, "2022-06-01"),  # still owes the first deadline
        ("2025-05-05", "2027-10-20", None, "2028-01-01"),  # no surplus is carried over
        ("2024-02-01", "2027-12-31", None, "2028-01-01"),
    ],
)
def test_hours_count_from_the_day_it_was_earned_or_after_the_deadline_before(
    earned: str, attested: str | None, begins: str, *, renewed: bool | None
) -> None:
    held = record(earned, attested=attested, renewed=renewed)
    assert str(first_day(POLICY, held, cycle(held))) == begins


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2025-05-04", Outside.BEFORE_EARNED),
        ("2025-05-05", None),
        ("2027-12-31", None),
        ("2028-01-01", Outside.AFTER_DEADLINE),
    ],
)
def test_an_entry_outside_the_cycle_is_named_with_the_reason(on: str, reason: Outside | None) -> None:
    found = added_up(training("2026-01-01"), training(on, 2))
    assert found.outside == ({} if reason is None else {1: reason})
    assert found.credits.training_received == (1 if reason else 3)


@pytest.mark.parametrize(("on", "reason"), [("2027-12-31", Outside.BEFORE_CYCLE), ("2028-01-01", None)])
def test_hours_of_the_cycle_before_are_not_carried_over(on: str, reason: Outside | None) -> None:
    held = record("2025-05-05", attested="2027-10-20")
    assert tally(POLICY, held, cycle(held), [training(on)]).outside == ({} if reason is None else {0: reason})


def test_each_kind_is_a_sum_of_its_own() -> None:
    kinds = {kind: 2**place for place, kind in enumerate(CreditKind)}
    entries = [Entry(kind=kind, hours=hours, on=ON) for kind, hours in kinds.items()]
    assert added_up(*entries, training(str(ON), 32, on_rsc=16)).credits == Credits(
        training_received=33, training_received_on_rsc=16, training_provided=2, volunteering=4, rsc_received=8
    )


def test_an_empty_ledger_adds_up_to_nothing() -> None:
    assert added_up() == Tally(Credits(), {})


@pytest.mark.parametrize(
    ("kind", "on_rsc"), [("training_received", 2.25), ("training_provided", 1), ("rsc_received", 1)]
)
def test_only_training_received_can_be_about_rsc_and_no_more_of_it_than_there_is(kind: str, on_rsc: float) -> None:
    with pytest.raises(ValidationError, match="on_rsc_hours"):
        Entry(kind=CreditKind(kind), hours=2, on_rsc_hours=on_rsc, on=ON)


def test_a_sum_beyond_every_bound_is_the_bound() -> None:
    found = added_up(*[training(str(ON), MOST_HOURS, on_rsc=MOST_HOURS)] * 3).credits
    assert (found.training_received, found.training_received_on_rsc) == (MOST_HOURS, MOST_HOURS)


def test_tenths_of_hours_leave_no_dust() -> None:
    assert added_up(*[training(str(ON), 0.1)] * 3).credits.training_received == 0.3


@given(st.data(), st.lists(ENTRIES, max_size=12))
def test_the_order_of_the_entries_does_not_matter(data: st.DataObject, entries: list[Entry]) -> None:
    shuffled = data.draw(st.permutations(entries))
    first, second = added_up(*entries), added_up(*shuffled)
    assert first.credits == second.credits
    assert sorted(first.outside.values()) == sorted(second.outside.values())


@given(st.lists(ENTRIES, max_size=10), ENTRIES, st.integers(0, 10))
def test_deleting_an_entry_undoes_logging_it(entries: list[Entry], more: Entry, place: int) -> None:
    grown = [*entries[:place], more, *entries[place:]]
    grown.remove(more)
    assert added_up(*grown).credits == added_up(*entries).credits


@given(st.lists(ENTRIES, max_size=10), ENTRIES)
def test_an_entry_more_never_makes_less(entries: list[Entry], more: Entry) -> None:
    before, after = added_up(*entries).credits, added_up(*entries, more).credits
    assert all(getattr(before, kind) <= getattr(after, kind) for kind in Credits.model_fields)


@given(st.lists(ENTRIES, max_size=10), st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_every_entry_either_counts_or_has_a_reason(entries: list[Entry], earned: date) -> None:
    held = record(str(earned))
    now = cycle(held, earned)
    found = tally(POLICY, held, now, entries)
    for place, entry in enumerate(entries):
        assert (place in found.outside) == (not first_day(POLICY, held, now) <= entry.on <= now.deadline)


@given(st.lists(ENTRIES, max_size=10), st.sampled_from([15, 30, 45]))
def test_caps_are_never_exceeded_whatever_is_logged(entries: list[Entry], required: int) -> None:
    credits_ = added_up(*entries).credits
    beyond = counted_hours(POLICY, credits_, required).training - credits_.training_received
    assert beyond <= min(credits_.training_provided, required / 2) + min(credits_.volunteering, 10) + 1e-6
