"""How far an announcement is, for whoever confirmed it."""

from dataclasses import replace

import pytest

from dialogs.announcements.progress import Progress, show_progress
from dialogs.tap import parse
from dialogs.words import words

GOING_OUT = Progress(12, "sending", pending=1500, sent=400, skipped=60, failed=30, unknown=10, rate=25.0)


def told(progress: Progress) -> str:
    return show_progress(words("en"), progress).text


def test_what_is_done_stands_beside_what_is_still_to_come() -> None:
    lines = told(GOING_OUT).splitlines()
    assert lines == [
        "<b>Announcement 12 is going out</b>",
        "",
        "▓▓░░░░░░░░ 500 of 2,000",
        "",
        "Sent: 400",
        "Left out: 60",
        "Not delivered: 30",
        "Perhaps delivered: 10",
        "",
        "25 a second, about 1 min left",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pending": 100}, "25 a second, less than a minute left"),
        ({"pending": 1501}, "25 a second, about 2 min left"),
        ({"rate": 0.0}, "Still to come: 1,500"),
        ({"state": "paused", "stopped_by": "refused"}, "Telegram refused it three times in a row"),
        ({"state": "paused", "stopped_by": "failing"}, "more than a fifth of the first fifty"),
        ({"state": "paused"}, "Announcement 12 is paused"),
        ({"state": "cancelled", "pending": 0}, "Announcement 12 was cancelled"),
        ({"state": "finished", "pending": 0}, "▓▓▓▓▓▓▓▓▓▓ 500 of 500"),
    ],
)
def test_every_state_is_told(changes: dict[str, object], said: str) -> None:
    assert said in told(replace(GOING_OUT, **changes))  # type: ignore[arg-type]  # fields of it


def test_an_empty_list_is_done() -> None:
    assert Progress(12, "sending", 0, 0, 0, 0, 0).bar == "▓" * 10


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("sending", ["o_pause", "o_cancel"]),
        ("paused", ["o_resume", "o_cancel"]),
        ("finished", ["o_report"]),
        ("cancelled", ["o_report"]),
    ],
)
def test_the_buttons_are_what_can_be_done_now(state: str, acts: list[str]) -> None:
    screen = show_progress(words("en"), replace(GOING_OUT, state=state))
    taps = [parse(button.tap or "").arguments for row in screen.rows for button in row]
    assert taps == [(act, "12") for act in acts]
