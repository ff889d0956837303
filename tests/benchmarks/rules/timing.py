"""Checks a contender against the ifs, and times it."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.benchmarks.rules import by_hand
from tests.benchmarks.rules.people import Said, people

Ready = TypeVar("Ready")
Result = TypeVar("Result")

_CHECKED = 3_000
_SEED = 20261122


def compete(
    made_ready: Callable[[Said], Ready],
    assess: Callable[[Ready], Result],
    outcome_of: Callable[[Result], dict[str, by_hand.Found]],
) -> None:
    """Print assessments a second on one core, of people who were never assessed before.

    Not timed: `made_ready` brings what a person says into the form that the contender takes, `outcome_of` brings what
    it says into the form in which all are compared.
    """
    for said in people(_SEED, _CHECKED):
        found, expected = outcome_of(assess(made_ready(said))), by_hand.assess(said)
        if not alike(found, expected):
            raise SystemExit(f"they do not agree about {json.dumps(said)}: {found} and, by hand, {expected}")
    each = 500 if "--quick" in sys.argv else 2_000
    passes = [_pass(assess, [made_ready(said) for said in people(_SEED + turn, each)]) for turn in range(1, 12)]
    print(json.dumps({"assessments": each / statistics.median(passes)}))  # noqa: T201  the frame reads it


def alike(found: dict[str, by_hand.Found], expected: dict[str, by_hand.Found]) -> bool:
    """By type too: Python holds that True == 1.0, and an hour that is missing is not a missing licence."""
    return _told_apart(found) == _told_apart(expected)


def _told_apart(found: dict[str, by_hand.Found]) -> dict[str, object]:
    return {
        code: (one["verdict"], {name: "yes" if short is True else short for name, short in one["missing"].items()})
        for code, one in found.items()
    }


def _pass(assess: Callable[[Ready], Result], ready: Sequence[Ready]) -> float:
    """Seconds of CPU, for those who share the machine."""
    began = time.process_time()
    for one in ready:
        assess(one)
    return time.process_time() - began
