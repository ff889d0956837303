"""Typed dates, as people write them, and the calendar made of buttons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dates import EARLIEST, Month, parse_day
from dialogs.day_picker import Picker, day_rows
from dialogs.scene import Refused
from dialogs.screen import Button
from dialogs.words import words
from tests.dialogs.chat import ON

FIFTH = date(2025, 5, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 May 2025", FIFTH), ("May 5, 2025", FIFTH), ("May 5 2025", FIFTH), ("MAY 5TH, 2025", FIFTH),
        ("5/5/2025", FIFTH), ("5/5/25", FIFTH), ("05/05/2025", FIFTH), ("2025-05-05", FIFTH), ("2025-5-5", FIFTH),
        ("5.5.2025", FIFTH), ("2025/05/05", FIFTH), ("5 5 2025", FIFTH), ("5 / 5 / 25", FIFTH), ("May 5 '25", FIFTH),
        ("Monday, May 5, 2025", FIFTH), ("Mon. 5 May ’25", FIFTH), ("lunes 5 de mayo de 2025", FIFTH),
        ("mar 5 2025", date(2025, 3, 5)), ("Monday", None), ("Monday 2025", None),
        ("05-2025", Month(2025, 5)), ("2025-05", Month(2025, 5)), ("2025/5", Month(2025, 5)), ("2025-13", None),
        ("5-5-2025", FIFTH), ("on the 5th of May 2025", FIFTH), ("el 5 de mayo de 2025", FIFTH),
        ("since May 5, 2025.", FIFTH), ("5/6/2025", date(2025, 5, 6)), ("13/5/2025", date(2025, 5, 13)),
        ("Sept. 3, 2024", date(2024, 9, 3)),
        ("feb 29 2024", date(2024, 2, 29)), ("feb 29 2025", None), ("2/30/2025", None), ("2025-13-01", None),
        ("nov 21", ON), ("nov 22", date(2025, 11, 22)), ("feb 29", None), ("today", ON), ("ayer", date(2026, 11, 20)),
        ("May 2025", Month(2025, 5)), ("mayo de 2025", Month(2025, 5)), ("05/2025", Month(2025, 5)),
        ("2025", Month(2025)),
        ("13/2025", None), ("1889", None), ("May", None), ("5 5 may", None), ("May June 2025", None),
        ("5", None), ("12 hours", None), ("may 123", None), ("when?", None), ("", None),
        ("5 May 2025" + " " * 9 + "x" * 40, None),
        ("5 May 2025 at noon", None), ("٥ May 2025", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_in_the_united_states(text: str, day: date | Month | None) -> None:
    assert parse_day(text, ON) == day


@pytest.mark.parametrize(
    ("text", "picked", "day"),
    [
        ("5", ("2025", "5"), FIFTH), (" 31 ", ("2025", "4"), None), ("5", ("2025",), None), ("5/5", ("2025",), FIFTH),
        ("May 5", ("2025",), FIFTH), ("May 5", ("2025", "4"), FIFTH), ("may", ("2025",), Month(2025, 5)),
        ("May 5, 2024", ("2025", "5"), date(2024, 5, 5)), ("yesterday", ("2025", "5"), date(2026, 11, 20)),
        ("May 5", ("to2016",), date(2026, 5, 5)),
    ],
)  # fmt: skip
def test_what_was_picked_by_button_completes_what_is_typed(
    text: str, picked: tuple[str, ...], day: date | Month | None
) -> None:
    assert parse_day(text, ON, picked) == day


@given(st.text(max_size=50))
def test_any_text_is_a_day_a_month_or_none(text: str) -> None:
    assert parse_day(text, ON) is None or isinstance(parse_day(text, ON), (date, Month))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y", "%d %b %Y"]))
def test_a_written_day_comes_back(day: date, form: str) -> None:
    assert parse_day(day.strftime(form), ON) == day


def picker(earliest: date = EARLIEST, latest: date = ON) -> Picker:
    return Picker(
        earliest,
        latest,
        lambda label, *so_far: Button(label, tap=".".join(("step", *so_far))),
        lambda label, day: Button(label, tap=f"day.{day}"),
    )


def taps(*picked: str, earliest: date = EARLIEST, latest: date = ON) -> list[str]:
    rows = day_rows(words("en"), picker(earliest, latest), *picked)
    return [str(button.tap) for row in rows for button in row]


@given(st.dates(EARLIEST, ON))
def test_every_day_is_three_taps_away_and_earlier_years_a_page_more(day: date) -> None:
    page, so_far = taps(), 0
    while f"step.{day.year}" not in page:
        page, so_far = taps(page[-1].removeprefix("step.")), so_far + 1
    assert so_far <= 4
    assert f"step.{day.year}.{day.month}" in taps(str(day.year))
    assert f"day.{day}" in taps(str(day.year), str(day.month))


def test_days_that_cannot_be_are_not_offered() -> None:
    assert taps("2026")[-2:] == ["step.2026.11", "step"]
    assert taps("2026", "11")[-2:] == ["day.2026-11-21", "step.2026"]
    late = ON - timedelta(days=10)
    assert taps("2026", "11", earliest=late)[0] == f"day.{late}"
    assert taps("2026", earliest=late) == ["step.2026.11", "step"]
    assert taps(earliest=late) == ["step.2026"]
    assert taps("to1990") == ["step.1990"]


@pytest.mark.parametrize(
    "picked",
    [
        ("2027",),
        ("1989",),
        ("toX",),
        ("to",),
        ("26",),
        ("2026", "12"),
        ("2026", "0"),
        ("2026", "x"),
        ("2026", "1", "1"),
    ],
)
def test_what_is_not_on_the_calendar_is_refused(picked: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        taps(*picked)
