"""What the benchmark of announcements calls met."""

from collections.abc import Mapping

import pytest

from tests.benchmarks.announcement.contests import PACED, UNLIMITED
from tests.benchmarks.announcement.work import MESSAGES, SHARE, WORST, told
from tests.benchmarks.contest import Contest, Result


def verdicts(contest: Contest, **numbers: Mapping[str, tuple[float, ...]]) -> list[bool | None]:
    result = Result({name.replace("_", " "): one for name, one in numbers.items()})
    return [bar.holds(result) for bar in contest.bars]


@pytest.mark.parametrize(
    ("share", "worst", "met"),
    [
        ((95.0, 96.1), (30.0, 29.0), [True, True]),
        ((96.0, 94.9), (30.0, 30.0), [False, True]),
        ((96.0, 96.0), (30.0, 31.0), [True, False]),
    ],
)
def test_the_free_limit_has_to_be_kept_in_every_round(
    share: tuple[float, ...], worst: tuple[float, ...], met: list[bool]
) -> None:
    assert verdicts(PACED, endorse={SHARE: share, WORST: worst}) == met


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    assert verdicts(PACED) == [None, None]
    assert verdicts(UNLIMITED) == [None, None]


def test_the_server_has_to_be_three_times_as_fast_as_anybody() -> None:
    ours, server = {MESSAGES: (1500.0,)}, {MESSAGES: (4499.0,)}
    assert verdicts(UNLIMITED, endorse=ours, the_server_alone=server) == [True, False]
    assert verdicts(UNLIMITED, endorse=ours, the_server_alone={MESSAGES: (4500.0,)}) == [True, True]


def test_a_quick_run_sends_to_fewer_people() -> None:
    assert told(["--paced", "60"]).people == 1800
    assert told(["--paced", "60", "--quick"]).people == 225
    assert told(["--quick"]).people == 2000
