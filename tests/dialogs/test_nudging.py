"""When an endorsee is reminded, moment by moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.endorsement import Endorsement, Wishes
from dialogs.nudging import Decision, Passed, Rung, cycles, decide, due_at, snoozed, waking
from dialogs.session import Session
from tests.dialogs.endorsed import ALWAYS, HOME, PACK, at, held, session

DEADLINE = date(2027, 12, 31)
NIGHT = Wishes()


def decided(told: Session, when: datetime, *, zone: ZoneInfo = HOME, reachable: str = "yes") -> Decision:
    return decide(told, PACK, zone, when, reachable=reachable)


def next_due(told: Session, when: datetime) -> datetime | None:
    return due_at(told, PACK, HOME, when)


def days(rungs: tuple[Rung, ...]) -> list[str]:
    return [str(rung.day) for rung in rungs]


def passed(found: Decision) -> list[tuple[str, Passed]]:
    return [(str(rung.day), reason) for rung, reason in found.passed]


def test_nobody_without_an_endorsement_is_ever_due() -> None:
    assert next_due(Session(), at("2027-11-01")) is None
    assert decided(Session(), at("2027-11-01")) == Decision((), (), Session())


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2025-05-05", "2026-01-15"),  # the first of the year after it was earned
        ("2026-01-15", "2026-01-15"),  # due already
        ("2026-01-14", "2026-01-15"),
    ],
)
def test_the_next_nudge_is_the_next_day_of_the_ladder(now: str, due: str) -> None:
    found = next_due(session(held(), wishes=NIGHT), at(now, 9))
    assert found == (at(due, 9) if now == due else at(due, 8))


def test_every_day_of_the_ladder_is_told_in_its_morning() -> None:
    told, heard = session(held(), wishes=NIGHT), []
    while (due := next_due(told, at("2025-05-05"))) is not None:
        found = decided(told, due)
        assert found.passed == ()
        assert due.astimezone(HOME).hour == 8
        heard += days(found.tell)
        told = found.session
    assert heard == [
        *("2026-01-15", "2027-01-15", "2027-07-01", "2027-10-01", "2027-11-01", "2027-12-01"),
        *("2027-12-17", "2027-12-24", "2027-12-28", "2027-12-30", "2027-12-31"),
    ]


def test_a_nudge_is_decided_once() -> None:
    first = decided(session(held()), at("2026-01-15"))
    assert first.tell == (Rung(1, DEADLINE, date(2026, 1, 15)),)
    assert first.session.nudged_on == date(2026, 1, 15)
    assert decided(first.session, at("2026-01-15", 13)) == Decision((), (), first.session)


def test_of_what_an_outage_left_behind_only_the_newest_is_told() -> None:
    found = decided(session(held(handled="2027-06-01")), at("2027-11-20"))
    assert days(found.tell) == ["2027-11-01"]
    assert passed(found) == [("2027-07-01", Passed.SUPERSEDED), ("2027-10-01", Passed.SUPERSEDED)]


def test_what_is_told_late_waits_neither_for_sleep_nor_for_weeks_in_vain() -> None:
    told = decided(session(held(handled="2027-06-01")), at("2027-11-29")).session
    # On 1 December the nudge is two days old: not before the seventh day.
    assert next_due(told, at("2027-11-30")) == at("2027-12-06", 0)
    assert decided(told, at("2027-12-05", 23)).tell == ()
    assert days(decided(told, at("2027-12-06", 0)).tell) == ["2027-12-01"]


def test_in_the_daily_part_a_day_is_enough() -> None:
    told = session(held(handled="2027-12-16"), nudged="2027-12-16")
    assert days(decided(told, at("2027-12-17", 0)).tell) == ["2027-12-17"]


def test_a_rung_that_a_newer_one_overtakes_is_not_lost() -> None:
    # Its seven days are not over when the daily part begins.
    told = session(held(handled="2027-11-30"), nudged="2027-12-13")
    found = decided(told, at("2027-12-17"))
    assert (days(found.tell), passed(found)) == (["2027-12-17"], [("2027-12-01", Passed.SUPERSEDED)])


@pytest.mark.parametrize(
    ("more", "wishes", "reachable", "reason"),
    [
        ({"muted": True}, ALWAYS, "yes", Passed.MUTED),
        ({}, ALWAYS.model_copy(update={"stopped": True}), "yes", Passed.STOPPED),
        ({}, ALWAYS, "blocked", Passed.BLOCKED),
        ({}, ALWAYS, "gone", Passed.GONE),
    ],
)
def test_who_does_not_want_to_or_cannot_hear_is_passed_over(
    more: dict[str, object], wishes: Wishes, reachable: str, reason: Passed
) -> None:
    found = decided(session(held().model_copy(update=more), wishes=wishes), at("2026-01-15"), reachable=reachable)
    assert (found.tell, passed(found)) == ((), [("2026-01-15", reason)])
    assert found.session.nudged_on is None
    assert found.session.endorsements[0].handled == date(2026, 1, 15)


def test_after_the_deadline_what_is_left_has_lapsed() -> None:
    found = decided(session(held(handled="2027-12-28")), at("2028-01-01"))
    assert (found.tell, passed(found)) == ((), [("2027-12-30", Passed.LAPSED), ("2027-12-31", Passed.LAPSED)])
    assert next_due(found.session, at("2028-01-01")) is None


def test_after_attesting_the_rest_of_the_ladder_is_passed_over_and_the_next_cycle_begins() -> None:
    told = session(held(handled="2027-10-01", attested=("2027-10-05",)), nudged="2027-10-01")
    assert next_due(told, at("2027-10-05")) == at("2027-11-01", 0)
    found = decided(told, at("2027-12-31"))
    assert found.tell == ()
    assert {reason for _, reason in found.passed} == {Passed.ATTESTED}
    assert len(found.passed) == 7
    assert next_due(found.session, at("2027-12-31")) == at("2028-01-15", 0)
    assert decided(found.session, at("2028-01-15")).tell == (Rung(1, date(2030, 12, 31), date(2028, 1, 15)),)


def test_attesting_twice_is_as_once() -> None:
    twice = held(handled="2027-12-31", attested=("2027-10-05", "2027-11-05"))
    assert [found.deadline.year for found in cycles(twice, PACK, date(2028, 1, 15))] == [2027, 2030]
    found = decided(session(twice), at("2028-01-15"))
    assert (days(found.tell), found.passed) == (["2028-01-15"], ())


def test_a_snooze_asked_for_before_attesting_is_not_heard_of_again() -> None:
    told = session(held(handled="2027-10-01", snoozed_until="2027-10-08", attested=("2027-10-05",)))
    assert next_due(told, at("2027-10-05")) == at("2027-11-01", 0)
    assert decided(told, at("2027-10-08")) == Decision((), (), told)


def snooze(told: Session, today: str, length: int) -> Session:
    asked = snoozed(told.endorsements[0], PACK, date.fromisoformat(today), length)
    assert asked is not None
    return told.model_copy(update={"endorsements": (asked,)})


@pytest.mark.parametrize("length", [3, 7, 14])
def test_a_snooze_comes_back_on_its_day(length: int) -> None:
    told = snooze(decided(session(held(handled="2027-06-01")), at("2027-07-01")).session, "2027-07-01", length)
    back = date(2027, 7, 1) + timedelta(days=length)
    assert next_due(told, at("2027-07-02")) == at(str(back), 0)
    assert decided(told, at(str(back - timedelta(days=1)), 23)).tell == ()
    found = decided(told, at(str(back), 0))
    assert days(found.tell) == [str(back)]
    assert found.session.endorsements[0].snoozed_until is None


def test_what_falls_into_a_snooze_is_passed_over_when_it_ends() -> None:
    told = snooze(decided(session(held(handled="2027-10-01")), at("2027-11-20")).session, "2027-11-20", 14)
    assert decided(told, at("2027-12-02")).tell == ()
    found = decided(told, at("2027-12-04"))
    assert (days(found.tell), passed(found)) == (["2027-12-04"], [("2027-12-01", Passed.SNOOZED)])


@pytest.mark.parametrize(
    ("today", "length", "until"),
    [
        ("2027-11-30", 14, "2027-12-14"),
        ("2027-12-10", 14, "2027-12-17"),  # not past the first day of the daily part
        ("2027-12-16", 3, "2027-12-17"),
        ("2027-12-17", 3, None),
        ("2027-12-30", 14, None),
        ("2028-01-10", 7, None),  # lapsed
    ],
)
def test_a_snooze_does_not_go_beyond_the_daily_part(today: str, length: int, until: str | None) -> None:
    found = snoozed(held(), PACK, date.fromisoformat(today), length)
    assert (found and str(found.snoozed_until)) == until


def test_two_endorsements_that_are_due_are_one_message() -> None:
    told = session(held(), held("2024-03-01", number=2, handled="2025-05-05"))
    found = decided(told, at("2026-01-15"))
    assert found.tell == (Rung(1, DEADLINE, date(2026, 1, 15)), Rung(2, DEADLINE, date(2026, 1, 15)))


def test_muting_one_endorsement_leaves_the_other() -> None:
    told = session(held(muted=True), held("2024-03-01", number=2, handled="2025-05-05"))
    found = decided(told, at("2026-01-15"))
    assert [rung.endorsement for rung in found.tell] == [2]
    assert passed(found) == [("2026-01-15", Passed.MUTED)]


def test_one_endorsement_attested_leaves_the_other() -> None:
    told = session(
        held(handled="2027-10-01", attested=("2027-10-05",)), held("2024-03-01", number=2, handled="2027-10-01")
    )
    found = decided(told, at("2027-11-01"))
    assert [rung.endorsement for rung in found.tell] == [2]
    assert passed(found) == [("2027-11-01", Passed.ATTESTED)]


@pytest.mark.parametrize(
    ("wishes", "moment", "wakes"),
    [
        (NIGHT, "2026-11-20T07:59", "2026-11-20T08:00"),
        (NIGHT, "2026-11-20T08:00", "2026-11-20T08:00"),
        (NIGHT, "2026-11-20T19:59", "2026-11-20T19:59"),
        (NIGHT, "2026-11-20T20:00", "2026-11-21T08:00"),
        (NIGHT, "2026-11-21T20:00", "2026-11-23T08:00"),  # Saturday evening: the Sunday is left out
        (NIGHT, "2026-11-22T12:00", "2026-11-23T08:00"),  # on the Sunday itself
        (Wishes(sundays=True), "2026-11-22T12:00", "2026-11-22T12:00"),
        (Wishes(sundays=True), "2026-11-21T20:00", "2026-11-22T08:00"),
        (Wishes(quiet_from=9, quiet_until=17), "2026-11-20T09:00", "2026-11-20T17:00"),  # works by day
        (Wishes(quiet_from=9, quiet_until=17), "2026-11-20T17:00", "2026-11-20T17:00"),
        (Wishes(quiet_from=9, quiet_until=17), "2026-11-20T03:00", "2026-11-20T03:00"),
        (Wishes(quiet_from=0, quiet_until=23), "2026-11-20T23:30", "2026-11-20T23:30"),
        (Wishes(quiet_from=0, quiet_until=23), "2026-11-21T00:00", "2026-11-21T23:00"),
        (Wishes(quiet_from=5, quiet_until=5), "2026-11-20T05:00", "2026-11-20T05:00"),  # the same hour: never quiet
        (NIGHT, "2028-02-28T20:00", "2028-02-29T08:00"),  # a leap day
        (NIGHT, "2028-02-29T20:00", "2028-03-01T08:00"),
        # In Indiana the clocks leap from two to three on 14 March 2027: two o'clock is three that morning.
        (Wishes(quiet_from=0, quiet_until=2, sundays=True), "2027-03-14T00:30", "2027-03-14T03:00"),
        # Awake from two to three only, and there is no such hour: the next day.
        (Wishes(quiet_from=3, quiet_until=2, sundays=True), "2027-03-14T00:30", "2027-03-15T02:00"),
        # And on 7 November 2027 there are two hours from one to two; the first is taken.
        (Wishes(quiet_from=0, quiet_until=1, sundays=True), "2027-11-07T00:30", "2027-11-07T01:00"),
    ],
)
def test_the_first_moment_that_is_not_quiet(wishes: Wishes, moment: str, wakes: str) -> None:
    asleep = datetime.fromisoformat(moment).replace(tzinfo=HOME)
    assert waking(asleep, wishes, HOME) == datetime.fromisoformat(wakes).replace(tzinfo=HOME).astimezone(UTC)


def test_a_day_that_begins_at_one_begins_there() -> None:
    # On 24 April 2026 the clocks of Cairo leap over midnight.
    cairo = ZoneInfo("Africa/Cairo")
    begins = waking(datetime(2026, 4, 24, tzinfo=cairo), ALWAYS, cairo)
    assert begins.astimezone(cairo).isoformat() == "2026-04-24T01:00:00+03:00"


def test_in_a_quiet_hour_nothing_is_decided_and_it_waits_for_the_morning() -> None:
    told = session(held(), wishes=NIGHT)
    assert decided(told, at("2026-01-15", 3)) == Decision((), (), told)
    assert next_due(told, at("2026-01-15", 3)) == at("2026-01-15", 8)
    assert next_due(told, at("2026-01-15", 22)) == at("2026-01-16", 8)


def test_a_day_is_the_day_where_the_person_lives() -> None:
    honolulu = ZoneInfo("Pacific/Honolulu")
    told = session(held())
    assert decided(told, at("2026-01-14", 23, zone=honolulu), zone=honolulu).tell == ()
    assert days(decided(told, at("2026-01-15", 0, zone=honolulu), zone=honolulu).tell) == ["2026-01-15"]
    assert at("2026-01-14", 23, zone=honolulu) > at("2026-01-15", 0)  # while in Indiana it is the fifteenth already


def test_moving_the_clock_back_repeats_nothing() -> None:
    told = decided(session(held()), at("2027-11-01")).session
    assert decided(told, at("2026-01-15")) == Decision((), (), told)
    assert next_due(told, at("2026-01-15")) == at("2027-12-01", 0)


def test_an_endorsement_earned_on_a_leap_day_has_its_ladder() -> None:
    leap = held("2028-02-29")
    assert next_due(session(leap), at("2028-02-29")) == at("2029-01-15", 0)


def test_an_endorsement_earned_in_a_renewal_year_is_not_reminded_in_it() -> None:
    assert next_due(session(held("2027-03-01")), at("2027-03-01")) == at("2028-01-15", 0)


def test_only_the_endorsements_that_were_due_are_changed() -> None:
    other: Endorsement = held("2027-03-01", number=2)
    found = decided(session(held(handled="2027-10-01"), other), at("2027-11-01"))
    assert found.session.endorsements[1] is other
