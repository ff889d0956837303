"""One contender's turn: `python -m tests.benchmarks.interview.match NAME [--quick] [--memory]`; prints its numbers.

Speed: 100 people at once answer the interview, each as fast as the bot replies, and whoever is through makes place for
somebody new; then people come at random moments at half the rate that this gave. Memory: people whose interviews are
open are entered into the bot's storage as copies of one who really got there, the bot is started, and some thousands
of them go on by one answer.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.interview.process import Bot, bot, clone
from tests.benchmarks.interview.questions import AFTER_A_FEW, SCRIPT
from tests.benchmarks.server.launch import Telegram, fake_telegram

BOTS: Mapping[str, tuple[str, ...]] = {
    "endorse": ("-m", "tests.benchmarks.interview.ours"),
    "pickle": ("-m", "tests.benchmarks.interview.conversation", "pickle"),
    "sqlite": ("-m", "tests.benchmarks.interview.conversation", "sqlite"),
    "fsm": ("-m", "tests.benchmarks.interview.machine"),
    "dialog": ("-m", "tests.benchmarks.interview.windows"),
    "raw": ("-m", "tests.benchmarks.interview.raw"),
}

_AT_ONCE = 100
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Lengths:
    """Seconds of each part, how many people have open interviews, and how many of them go on at most."""

    warm: float
    measured: float
    open: Mapping[str, int]
    going_on: int


FULL = Lengths(2.0, 8.0, {"nobody": 0, "10,000": 10_000, "100,000": 100_000}, 5_000)
QUICK = Lengths(0.5, 2.0, {"nobody": 0, "1,000": 1_000, "5,000": 5_000}, 300)


class Failed(Exception):
    """The bot does not do what it should."""


def speed(script: tuple[str, ...], lengths: Lengths) -> Mapping[str, float]:
    """Full load, then half of it."""
    with fake_telegram() as telegram, _folder() as folder, bot(script, telegram, folder) as running:
        _play_alone(telegram)
        telegram.begin(script=SCRIPT, at_once=_AT_ONCE)
        full, cpu = _window(telegram, running, lengths)
        rate = full["replies"] / full["seconds"]
        _check(full)
        telegram.begin(script=SCRIPT, rate=rate / 2)
        half, _ = _window(telegram, running, lengths)
    return {
        "speed": rate,
        "cpu": cpu * 1000 / full["replies"],
        "p50": full["wait_p50"],
        "p99": full["wait_p99"],
        "half_p99": half["whole_p99"],
    }


def memory(script: tuple[str, ...], lengths: Lengths) -> Mapping[str, float]:
    """Resident memory while so many interviews are open, in MB."""
    found = {}
    for name, people in lengths.open.items():
        with fake_telegram() as telegram, _folder() as folder:
            found[name] = _memory_with(script, telegram, folder, people, lengths.going_on)
    return found


def _memory_with(script: tuple[str, ...], telegram: Telegram, folder: Path, people: int, going_on: int) -> float:
    with bot(script, telegram, folder):
        _play_alone(telegram)
        like = telegram.figures()["next_id"]
        telegram.begin(script=SCRIPT, people=1, steps=AFTER_A_FEW)
        _until(telegram, lambda figures: figures["done"])
        first = like + 1
    if people:
        clone(script, folder, like, first, people)
    with bot(script, telegram, folder) as running:
        telegram.begin(script=SCRIPT, like=like, people=min(people, going_on) or 1, steps=1, first_id=first)
        _until(telegram, lambda figures: figures["done"])
        return running.memory()


def _play_alone(telegram: Telegram) -> None:
    """One whole interview: the bot is there then, and has everything loaded."""
    telegram.begin(script=SCRIPT, people=1)
    _until(telegram, lambda figures: figures["done"])


def _window(telegram: Telegram, running: Bot, lengths: Lengths) -> tuple[Mapping[str, Any], float]:
    """What was counted, and the seconds of the bot's CPU, once it has warmed up."""
    time.sleep(lengths.warm)
    telegram.reset()
    before = running.cpu()
    time.sleep(lengths.measured)
    figures = telegram.figures()
    return figures, running.cpu() - before


def _check(figures: Mapping[str, Any]) -> None:
    """Whether it did what it is measured by: one message for each update, and one answer to each tap."""
    answered = figures["calls"].get("answerCallbackQuery", 0)
    # At both ends of the window, a tap and its answer may lie on different sides.
    if figures["stuck"] or figures["extra"] or not figures["replies"] or abs(answered - figures["taps"]) > _AT_ONCE:
        raise Failed(f"one message for each update and one answer for each tap is allowed; came {figures}")


def _until(telegram: Telegram, holds: Callable[[Mapping[str, Any]], bool]) -> None:
    for _ in range(int(_PATIENCE / 0.05)):
        figures = telegram.figures()
        if figures["stuck"]:
            raise Failed(figures["stuck"])
        if holds(figures):
            return
        time.sleep(0.05)
    raise Failed(f"nothing more comes: {telegram.figures()}")


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="endorse-bench-") as folder:
        yield Path(folder)


def main() -> int:
    """Play, and print the numbers."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.interview.match", description=__doc__)
    parser.add_argument("name", choices=BOTS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--profile", metavar="FILE", help="keep there what cProfile finds in ours (which slows it)")
    options = parser.parse_args()
    if options.profile:
        os.environ["BENCH_PROFILE"] = str(Path(options.profile).absolute())
    lengths = QUICK if options.quick else FULL
    print(json.dumps((memory if options.memory else speed)(BOTS[options.name], lengths)))  # noqa: T201  the numbers
    return 0


if __name__ == "__main__":
    sys.exit(main())
