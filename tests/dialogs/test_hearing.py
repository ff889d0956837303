"""When a person's own morning is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.announcements.hearing import morning
from dialogs.endorsement import Wishes
from dialogs.nudging import waking

ZONES = ("America/Indiana/Indianapolis", "Pacific/Honolulu", "Europe/Madrid", "Australia/Lord_Howe", "UTC")
NIGHT = Wishes(quiet_from=20, quiet_until=8)


@pytest.mark.parametrize(
    ("start", "wishes", "local"),
    [
        ("2026-11-20T12:00", NIGHT, "2026-11-21T08:00"),  # a Friday
        ("2026-11-20T05:00", NIGHT, "2026-11-20T08:00"),
        ("2026-11-20T08:00", NIGHT, "2026-11-20T08:00"),
        ("2026-11-20T08:01", NIGHT, "2026-11-21T08:00"),
        ("2026-11-21T12:00", NIGHT, "2026-11-23T08:00"),  # no Sunday
        ("2026-11-21T12:00", NIGHT.model_copy(update={"sundays": True}), "2026-11-22T08:00"),
        ("2026-11-20T23:30", Wishes(quiet_from=22, quiet_until=7), "2026-11-21T07:00"),
        ("2026-03-07T12:00", NIGHT.model_copy(update={"sundays": True}), "2026-03-08T08:00"),  # clocks go forward
        ("2026-10-31T12:00", NIGHT.model_copy(update={"sundays": True}), "2026-11-01T08:00"),  # and back
    ],
)
def test_the_next_morning_is_when_the_night_ends(start: str, wishes: Wishes, local: str) -> None:
    zone = ZoneInfo("America/Indiana/Indianapolis")
    found = morning(datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC), wishes, zone)
    assert found == datetime.fromisoformat(local).replace(tzinfo=zone)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis wants it bare
    st.builds(Wishes, quiet_from=st.integers(18, 22), quiet_until=st.integers(5, 9), sundays=st.booleans()),
    st.sampled_from(ZONES).map(ZoneInfo),
)
def test_a_morning_is_never_quiet_never_earlier_and_at_most_two_days_ahead(
    start: datetime, wishes: Wishes, zone: ZoneInfo
) -> None:
    found = morning(start, wishes, zone)
    assert start <= found <= start + timedelta(days=2, hours=1)
    assert waking(found, wishes, zone) == found
    assert found.astimezone(zone).hour == wishes.quiet_until
    assert morning(found, wishes, zone) == found
