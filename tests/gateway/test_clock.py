"""The clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock, SystemClock

INDIANA = ZoneInfo("America/Indiana/Indianapolis")
EVENING = datetime(2027, 1, 1, 3, 30, tzinfo=UTC)


def test_the_system_clock_is_aware_and_goes_forward() -> None:
    earlier, later = SystemClock().now(), SystemClock().now()
    assert earlier.tzinfo is UTC
    assert earlier <= later


def test_today_depends_on_where_one_is() -> None:
    clock = MovableClock(EVENING, still=True)
    assert clock.today(UTC) == date(2027, 1, 1)
    assert clock.today(INDIANA) == date(2026, 12, 31)


def test_time_goes_on_from_where_the_clock_was_moved_to() -> None:
    clock = MovableClock(EVENING)
    assert EVENING < clock.now() < EVENING + timedelta(seconds=5)


def test_a_clock_that_is_held_still_shows_the_same_moment() -> None:
    clock = MovableClock(EVENING, still=True)
    assert clock.now() == clock.now() == EVENING


def test_a_bare_date_means_its_noon_in_the_clocks_zone() -> None:
    clock = MovableClock(date(2027, 7, 1), zone=INDIANA, still=True)
    assert clock.now() == datetime(2027, 7, 1, 16, tzinfo=UTC)


def test_the_clock_moves_by_an_amount_in_both_directions() -> None:
    clock = MovableClock(EVENING, still=True)
    clock.advance(timedelta(days=2))
    clock.advance(timedelta(hours=-1))
    assert clock.now() == EVENING + timedelta(days=1, hours=23)


def test_a_clock_without_a_start_shows_the_machines_time() -> None:
    assert abs(MovableClock().now() - SystemClock().now()) < timedelta(seconds=5)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        MovableClock(datetime(2027, 1, 1))  # noqa: DTZ001  the point of the test
