"""What an endorsee has told, turned into what the rules take."""

import json
from datetime import date

import pytest
from pydantic import ValidationError

from dialogs.endorsement import Credit, Wishes, cycle, record_of, status_of, tally_of
from dialogs.session import Session
from rules.renewal import RenewalState
from rules.tally import CreditKind, Outside
from tests.dialogs.endorsed import PACK, held, logged, session

ON = date(2026, 11, 21)


def test_a_record_has_the_hours_of_its_cycle_and_no_others() -> None:
    entries = (
        logged(1, "2025-05-04", 8),
        logged(2, "2026-01-01", 3),
        logged(3, "2026-02-01", 10, CreditKind.RSC_RECEIVED),
    )
    record = record_of(held(), entries, PACK, ON)
    assert (record.credits.training_received, record.credits.rsc_received) == (3, 10)
    assert tally_of(record, entries, PACK, ON).outside == {0: Outside.BEFORE_EARNED}


def test_a_record_is_of_the_same_endorsement() -> None:
    told = held(ers=True, provides_rsc=False, renewed_last_cycle=True, attested=("2027-10-05",))
    record = record_of(told, (), PACK, date(2027, 10, 5))
    assert (record.category, record.earned_on) == (told.category, told.earned_on)
    assert (record.ers, record.provides_rsc, record.renewed_last_cycle) == (True, False, True)
    assert record.attested_on == date(2027, 10, 5)


def test_with_the_hours_the_status_changes() -> None:
    entries = (logged(1, "2026-01-01", 30), logged(2, "2026-02-01", 24, CreditKind.RSC_RECEIVED))
    assert status_of(held(), (), PACK, ON).missing == {"training": 30, "rsc": 24}
    assert status_of(held(), entries, PACK, ON).status is RenewalState.COMPLETE_WAIT_FOR_WINDOW


@pytest.mark.parametrize(
    ("attested", "on", "newest", "deadline"),
    [
        ((), "2027-11-01", None, "2027-12-31"),
        (("2027-10-05",), "2027-10-04", None, "2027-12-31"),  # has not happened yet
        (("2027-10-05",), "2027-10-05", "2027-10-05", "2030-12-31"),
        (("2027-10-05", "2027-11-05"), "2028-01-01", "2027-11-05", "2030-12-31"),  # twice is as once
        (("2030-12-01", "2027-10-05"), "2031-01-01", "2030-12-01", "2033-12-31"),  # in whatever order they are kept
        (("2024-10-05",), "2026-01-01", None, "2027-12-31"),  # before the date earned, which was corrected since
    ],
)
def test_the_newest_attestation_tells_the_cycle(
    attested: tuple[str, ...], on: str, newest: str | None, deadline: str
) -> None:
    day, told = date.fromisoformat(on), held(attested=attested)
    assert told.attested_before(day) == (None if newest is None else date.fromisoformat(newest))
    assert str(cycle(record_of(told, (), PACK, day), PACK, day).deadline) == deadline


def test_a_date_earned_is_within_the_bounds_of_the_rules() -> None:
    with pytest.raises(ValidationError, match="earned_on"):
        type(held()).model_validate_json(held().model_dump_json().replace("2025-05-05", "1889-05-05", 1))


def test_a_part_of_an_entry_is_no_more_than_the_whole() -> None:
    with pytest.raises(ValidationError, match="on_rsc_hours"):
        Credit(id=1, kind=CreditKind.TRAINING_RECEIVED, hours=1, on_rsc_hours=1.25, on=ON)


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_of_the_day_is_one(hour: int) -> None:
    with pytest.raises(ValidationError):
        Wishes(quiet_from=hour)


def test_what_was_told_survives_the_store() -> None:
    told = session(held(attested=("2027-10-05",), snoozed_until="2027-11-08"), nudged="2027-11-01").model_copy(
        update={"credits": (logged(1, "2026-01-01"),)}
    )
    stored = told.model_dump_json(exclude_defaults=True)
    assert Session.model_validate_json(stored) == told
    assert json.loads(stored)["credits"] == [{"kind": "training_received", "hours": 2.0, "on": "2026-01-01", "id": 1}]
