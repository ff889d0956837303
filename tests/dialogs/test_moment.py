"""Typed moments to come."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.announcements.moment import parse_moment

NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001  a local time, as people type it


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tomorrow 9am", "2026-11-23 09:00"),
        ("Tomorrow", "2026-11-23 09:00"),
        ("today 18:00", "2026-11-22 18:00"),
        ("5 December 9:30 pm", "2026-12-05 21:30"),
        ("Dec 24 at 5pm", "2026-12-24 17:00"),
        ("December 24, 2026, 5:15 p.m.", "2026-12-24 17:15"),
        ("12/5/2026 14:00", "2026-12-05 14:00"),
        ("2026-12-01", "2026-12-01 09:00"),
        ("2026-12-01 08:00", "2026-12-01 08:00"),
        ("noon", "2026-11-22 12:00"),
        ("tomorrow at noon", "2026-11-23 12:00"),
        ("9:30", "2026-11-23 09:30"),
        ("10:30", "2026-11-22 10:30"),
        ("at 5pm", "2026-11-22 17:00"),
        ("12am", "2026-11-23 00:00"),
        ("12 pm", "2026-11-22 12:00"),
        ("5 May", "2027-05-05 09:00"),
        ("Jan 2 9am", "2027-01-02 09:00"),
        ("mañana a las 9:00", "2026-11-23 09:00"),
        ("5/5/2025 9:00", "2025-05-05 09:00"),
    ],
)
def test_what_people_type_is_understood(text: str, meant: str) -> None:
    assert parse_moment(text, NOW) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    "text", ["", "9", "13pm", "0 am", "25:00", "9:75", "hello", "yesterday", "ayer 9:00", "some day 9am", "May 2027"]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert parse_moment(text, NOW) is None


@given(st.datetimes(min_value=NOW + timedelta(minutes=1), max_value=NOW + timedelta(days=360)))
def test_a_moment_written_out_is_itself(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0)
    for text in (f"{minute:%Y-%m-%d %H:%M}", f"{minute:%m/%d/%Y %I:%M %p}", f"{minute:%B %d at %H:%M}"):
        assert parse_moment(text, NOW) == minute


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    parse_moment(text, NOW)
