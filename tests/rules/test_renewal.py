"""Renewal: whose deadline is when, what it asks for, what counts, and when to remind."""

from datetime import date, timedelta

import pytest

from rules.codes import Category
from rules.complaints import BadInput
from rules.pack import RulePack
from rules.renewal import EndorsementRecord, RenewalState, RenewalStatus, renewal
from rules.sources import UncoveredDay
from tests.rules.under_test import pack_under_test

ENOUGH = {"training_received": 45, "training_received_on_rsc": 9, "rsc_received": 36}


def record(earned: str, **said: object) -> EndorsementRecord:
    """A record from plain values; a family specialist's unless said otherwise."""
    days = {key: date.fromisoformat(str(said[key])) for key in {"attested_on"} & said.keys()}
    known = {"category": "IFS", "earned_on": date.fromisoformat(earned), **said, **days}
    return EndorsementRecord.model_validate(known, strict=False)


def status_on(day: str, earned: str, **said: object) -> RenewalStatus:
    return renewal(pack_under_test(), record(earned, **said), date.fromisoformat(day))


@pytest.mark.parametrize(
    ("earned", "deadline", "years", "training", "on_rsc", "rsc"),
    [
        ("2024-01-01", "2027-12-31", 3, 45, 9, 36),  # booklet, renewal table: 3 years
        ("2024-12-31", "2027-12-31", 3, 45, 9, 36),  # earned in a renewal year: not due in that one
        ("2025-01-01", "2027-12-31", 2, 30, 6, 24),  # 2 years
        ("2025-12-31", "2027-12-31", 2, 30, 6, 24),
        ("2026-01-01", "2027-12-31", 1, 15, 3, 12),  # 1 year; a day earlier it is two
        ("2026-12-31", "2027-12-31", 1, 15, 3, 12),  # exactly one year on the deadline
        ("2027-01-01", "2030-12-31", 3, 45, 9, 36),  # less than a year: not due in 2027
        ("2027-12-31", "2030-12-31", 3, 45, 9, 36),  # earned on the deadline itself
        ("2028-02-29", "2030-12-31", 2, 30, 6, 24),
        ("2029-12-31", "2030-12-31", 1, 15, 3, 12),
        ("2030-06-01", "2033-12-31", 3, 45, 9, 36),
    ],
)
def test_the_earning_date_gives_deadline_and_hours(
    *, earned: str, deadline: str, years: int, training: float, on_rsc: float, rsc: float
) -> None:
    status = status_on(earned, earned, provides_rsc=True)
    assert (str(status.deadline), status.years_endorsed) == (deadline, years)
    assert str(status.window_opens) == f"{deadline[:4]}-10-01"
    assert status.required is not None
    assert status.required.model_dump() == {"training": training, "training_on_rsc": on_rsc, "rsc": rsc}
    assert status.missing == {"training": training, "training_on_rsc": on_rsc, "rsc": rsc}


@pytest.mark.parametrize(
    ("renewed", "deadline", "years", "status", "handoff"),
    [
        (True, "2027-12-31", 3, "in_progress", ()),
        (False, "2024-12-31", None, "lapsed", ("lapsed",)),
        (None, "2027-12-31", 3, "in_progress", ("renewed_last_cycle_unknown",)),
    ],
)
@pytest.mark.parametrize("earned", ["2023-12-31", "2021-06-01", "2017-01-01"])
def test_those_earned_before_2024_depend_on_the_renewal_of_2024(
    earned: str, deadline: str, years: int | None, status: str, handoff: tuple[str, ...], *, renewed: bool | None
) -> None:
    found = status_on("2026-11-21", earned, renewed_last_cycle=renewed)
    assert (str(found.deadline), found.years_endorsed, found.status) == (deadline, years, status)
    assert found.handoff == handoff


def test_in_2024_itself_those_who_had_not_renewed_were_not_lapsed_yet() -> None:
    found = status_on("2024-12-31", "2022-05-05", renewed_last_cycle=False)
    assert (str(found.deadline), found.years_endorsed) == ("2024-12-31", 2)


def test_whether_2024_was_renewed_matters_to_nobody_who_has_attested_since() -> None:
    assert status_on("2028-03-01", "2021-06-01", attested_on="2027-11-01").handoff == ()


@pytest.mark.parametrize(
    ("category", "ers", "rsc"),
    [
        ("IFA", False, 0),  # booklet, text on RSC: family specialists, specialists, clinical mentors and ERS
        ("IFS", False, 36),
        ("IMHS", False, 36),
        ("IMHM-C", False, 36),
        ("IMHM-P", False, 0),
        ("IMHM-R/F", False, 0),
        ("IFA", True, 36),
        ("IMHM-P", True, 36),
        ("IFS", True, 36),
    ],
)
def test_rsc_is_asked_of_some_categories_and_of_the_add_on(category: str, rsc: float, *, ers: bool) -> None:
    required = status_on("2026-11-21", "2024-05-05", category=category, ers=ers).required
    assert required is not None
    assert required.rsc == rsc


@pytest.mark.parametrize(
    ("ers", "provides", "hours"),
    [
        (False, True, 9),
        (False, False, 0),
        (False, None, 0),
        (True, None, 9),  # who holds the add-on provides, unless they say no
        (True, False, 0),
        (True, True, 9),
    ],
)
def test_those_who_provide_rsc_train_on_it(*, ers: bool, provides: bool | None, hours: float) -> None:
    required = status_on("2026-11-21", "2024-05-05", ers=ers, provides_rsc=provides).required
    assert required is not None
    assert required.training_on_rsc == hours


@pytest.mark.parametrize(
    ("earned", "received", "taught", "volunteered", "counted", "missing"),
    [
        ("2024-05-05", 22, 40, 0, 44.5, 0.5),  # three years: teaching up to 22.5
        ("2025-05-05", 10, 20, 0, 25, 5),  # two years: up to 15
        ("2026-05-05", 3, 7.5, 4.5, 15, 0),  # one year: 7.5, exactly at the cap
        ("2026-05-05", 7.5, 8, 0, 15, 0),
        ("2025-05-05", 15, 15, 0, 30, 0),
        ("2024-05-05", 30, 0, 10, 40, 5),  # volunteering up to 10
        ("2024-05-05", 30, 0, 11, 40, 5),
        ("2024-05-05", 30, 0, 9.5, 39.5, 5.5),
        ("2026-05-05", 0, 10, 10, 17.5, 0),  # both caps together are more than a year asks for (C13)
        ("2024-05-05", 45, 0, 0, 45, 0),
        ("2024-05-05", 60, 60, 60, 92.5, 0),  # nothing received is capped
    ],
)
def test_teaching_and_volunteering_count_up_to_a_cap(
    *, earned: str, received: float, taught: float, volunteered: float, counted: float, missing: float
) -> None:
    credit = {"training_received": received, "training_provided": taught, "volunteering": volunteered}
    status = status_on("2026-11-21", earned, category="IFA", credits=credit)
    assert status.counted is not None
    assert (status.counted.training, status.missing.get("training", 0)) == (counted, missing)
    assert status.handoff == (("volunteer_hours",) if volunteered else ())


def test_only_training_received_counts_for_the_hours_on_rsc() -> None:
    credit = {"training_received": 45, "training_received_on_rsc": 6, "training_provided": 20, "rsc_received": 36}
    status = status_on("2026-11-21", "2024-05-05", provides_rsc=True, credits=credit)
    assert status.missing == {"training_on_rsc": 3}


@pytest.mark.parametrize(
    ("day", "complete", "incomplete"),
    [
        ("2026-11-21", "complete_wait_for_window", "in_progress"),
        ("2027-09-30", "complete_wait_for_window", "in_progress"),
        ("2027-10-01", "ready_to_attest", "window_open_incomplete"),  # the first day of the window
        ("2027-12-31", "ready_to_attest", "window_open_incomplete"),  # the last one
        ("2028-01-01", "lapsed", "lapsed"),
    ],
)
def test_the_status_follows_the_window_and_the_hours(day: str, complete: str, incomplete: str) -> None:
    assert status_on(day, "2024-05-05", credits=ENOUGH).status == complete
    assert status_on(day, "2024-05-05", credits=ENOUGH, member=True).status == complete
    assert status_on(day, "2024-05-05", credits={**ENOUGH, "rsc_received": 35.75}).status == incomplete
    assert status_on(day, "2024-05-05", credits=ENOUGH, member=False).status == incomplete


@pytest.mark.parametrize(("member", "missing"), [(True, {}), (None, {}), (False, {"membership": True})])
def test_a_membership_that_is_not_there_is_missing(*, member: bool | None, missing: dict[str, object]) -> None:
    assert status_on("2027-10-05", "2024-05-05", credits=ENOUGH, member=member).missing == missing


def test_once_lapsed_nothing_is_counted_any_more() -> None:
    status = status_on("2028-01-02", "2025-05-05", credits=ENOUGH, member=False)
    assert status.status is RenewalState.LAPSED
    assert (status.years_endorsed, status.required, status.counted, status.next_reminder) == (None, None, None, None)
    assert (status.missing, status.handoff) == ({}, ("lapsed",))
    assert (str(status.deadline), str(status.window_opens)) == ("2027-12-31", "2027-10-01")


@pytest.mark.parametrize(
    ("attested", "day", "deadline", "status"),
    [
        ("2027-10-01", "2027-10-01", "2030-12-31", "in_progress"),  # the first day of the window, told the same day
        ("2027-12-31", "2028-06-01", "2030-12-31", "in_progress"),  # the last one
        ("2027-10-20", "2027-10-19", "2027-12-31", "window_open_incomplete"),  # has not happened yet
        ("2024-12-01", "2026-11-21", "2027-12-31", "in_progress"),
        ("2027-10-20", "2031-01-01", "2030-12-31", "lapsed"),  # only the last cycle was attested
    ],
)
def test_an_attestation_opens_a_whole_new_cycle(attested: str, day: str, deadline: str, status: str) -> None:
    found = status_on(day, "2023-05-05", attested_on=attested, renewed_last_cycle=True)
    assert (str(found.deadline), found.status) == (deadline, status)
    if status == "in_progress":
        assert (found.years_endorsed, found.missing) == (3, {"training": 45, "rsc": 36})


@pytest.mark.parametrize("attested", ["2028-01-01", "2027-09-30", "2026-11-01", "2028-10-05"])
def test_an_attestation_outside_a_window_is_refused(attested: str) -> None:
    with pytest.raises(BadInput, match=rf"^attested_on: {attested} came; allowed is a day in a renewal window"):
        status_on("2029-01-01", "2025-05-05", attested_on=attested)


def test_an_attestation_before_the_endorsement_is_refused() -> None:
    with pytest.raises(
        BadInput, match=r"attested_on: 2024-11-01 came; allowed is a day after earned_on \(2025-05-05\)"
    ):
        status_on("2026-01-01", "2025-05-05", attested_on="2024-11-01")


LADDER = (
    *(f"{year}-01-15" for year in (2025, 2026, 2027)),
    *(f"2027-{day}" for day in ("07-01", "10-01", "11-01", "12-01", "12-17", "12-24", "12-28", "12-30", "12-31")),
)


def test_the_ladder_is_climbed_step_by_step() -> None:
    day, steps = "2024-05-05", []
    while (following := status_on(day, "2024-05-05").next_reminder) is not None:
        day = str(following)
        steps.append(day)
    assert tuple(steps) == LADDER


@pytest.mark.parametrize("step", LADDER)
def test_a_reminder_is_strictly_after_the_day(step: str) -> None:
    before = date.fromisoformat(step) - timedelta(days=1)
    assert str(status_on(str(before), "2024-05-05").next_reminder) == step
    assert str(status_on(step, "2024-05-05").next_reminder) != step


@pytest.mark.parametrize(
    ("day", "earned", "reminder"),
    [
        ("2026-01-02", "2026-01-01", "2027-01-15"),  # none in the year of earning
        ("2024-01-01", "2024-01-01", "2025-01-15"),
        ("2027-02-02", "2027-01-01", "2028-01-15"),
        ("2029-12-31", "2029-12-31", "2030-01-15"),
    ],
)
def test_reminders_begin_in_the_year_after_the_earning_one(day: str, earned: str, reminder: str) -> None:
    assert str(status_on(day, earned).next_reminder) == reminder


def test_the_ladder_starts_again_after_an_attestation() -> None:
    assert str(status_on("2027-11-01", "2025-05-05", attested_on="2027-10-20").next_reminder) == "2028-01-15"


@pytest.mark.parametrize(
    ("category", "earned", "rsc", "handoff"),
    [
        ("IMHM-C", "2024-05-05", 10, ("rsc_exemption",)),  # the 2017 text would exempt them (C09)
        ("IMHM-C", "2024-05-05", 36, ()),
        ("IMHM-C", "2025-05-05", 0, ()),  # not for three years yet
        ("IMHS", "2024-05-05", 10, ()),
    ],
)
def test_the_old_exemption_is_for_the_coordinator(
    category: str, earned: str, rsc: float, handoff: tuple[str, ...]
) -> None:
    credit = {"rsc_received": rsc}
    assert status_on("2026-11-21", earned, category=category, credits=credit).handoff == handoff


def test_hours_on_rsc_are_part_of_the_training() -> None:
    with pytest.raises(ValueError, match=r"training_received_on_rsc: 4 came; at most training_received \(3\)"):
        record("2025-05-05", credits={"training_received": 3, "training_received_on_rsc": 4})


def test_null_counts_as_absent() -> None:
    told = record("2025-05-05", ers=None, credits={"rsc_received": None})
    assert told == record("2025-05-05", credits=None) == record("2025-05-05")


def test_a_day_before_the_pack_is_refused(pack: RulePack) -> None:
    with pytest.raises(UncoveredDay):
        renewal(pack, EndorsementRecord(category=Category.IFS, earned_on=date(2020, 1, 1)), date(2023, 12, 31))


def test_reminders_may_come_a_day_apart_from_17_december_on(pack: RulePack) -> None:
    daily_from = pack.renewal_policy(date(2027, 12, 1)).ladder.daily_from
    assert daily_from.of(2027) == date(2027, 12, 17)
