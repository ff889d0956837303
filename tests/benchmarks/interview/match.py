"""One contender's turn: `python -m tests.benchmarks.interview.match NAME [--quick] [--memory]`; prints its numbers.

Speed: some hundreds of people answer the whole interview, of whom 50 at a time wait for a reply; then people come at
random moments at half the rate that this gave. Memory: people whose interviews are open are entered into the bot's
storage as copies of one who really got there, the bot is started, and some thousands of them go on by one answer.
"""

import argparse
import json
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
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

_AT_ONCE = 50
_PATIENCE = 60.0
_GLANCE = 0.02


@dataclass(frozen=True, slots=True)
class Lengths:
    """People who warm the bot up, seconds of each part, people in it at least, how many people have open interviews,
    how many of those go on by one answer, and whether of peers only the memory with open interviews is looked at."""

    warm: int
    seconds: float
    at_least: int
    open: Mapping[str, int]
    going_on: int
    only_full: bool = False


FULL = Lengths(200, 8.0, 300, {"some": 10_000, "most": 100_000}, 5_000)
QUICK = Lengths(60, 1.0, 100, {"most": 5_000}, 100, only_full=True)


class Failed(Exception):
    """The bot does not do what it should."""


def speed(script: tuple[str, ...], lengths: Lengths) -> Mapping[str, float]:
    """Full load, then half of it."""
    with fake_telegram() as telegram, _folder() as folder, bot(script, telegram, folder) as running:
        play_through(telegram, people=1)  # the bot is there then, and has everything loaded
        warm, _ = _whole(telegram, running, lengths.warm)
        people = max(lengths.at_least, round(_rate(warm) * lengths.seconds / len(SCRIPT)))
        full, cpu = _whole(telegram, running, people)
        telegram.begin(script=SCRIPT, rate=_rate(full) / 2)
        time.sleep(lengths.seconds / 4)
        telegram.reset()
        time.sleep(lengths.seconds)
        half = _checked(telegram.figures())
    return {
        "updates a second": _rate(full),
        "CPU": cpu * 1000 / full["replies"],
        "p50": full["wait_p50"],
        "p99": full["wait_p99"],
        "p99 at half that speed": half["whole_p99"],
    }


def memory(script: tuple[str, ...], lengths: Lengths) -> Mapping[str, float]:
    """Resident memory while so many interviews are open, in MB."""
    with fake_telegram() as telegram, _folder() as begun:
        with bot(script, telegram, begun):
            play_through(telegram, people=1)
            like = telegram.state()["next_id"]
            play_through(telegram, people=1, steps=AFTER_A_FEW)
        found = {}
        if not lengths.only_full or script == BOTS["endorse"]:
            with _like(begun) as folder, bot(script, telegram, folder) as running:
                play_through(telegram, people=math.ceil(lengths.going_on / len(SCRIPT)))
                found["nobody"] = running.memory()
        for name, people in lengths.open.items():
            first = telegram.state()["next_id"]
            with _like(begun) as folder:
                clone(script, folder, like, first, people)
                with bot(script, telegram, folder) as running:
                    play_through(telegram, like=like, people=lengths.going_on, steps=1, first_id=first)
                    found[name] = running.memory()
    return found


def play_through(telegram: Telegram, **plan: object) -> Mapping[str, Any]:
    """Let people come, until they are through."""
    telegram.begin(script=SCRIPT, at_once=_AT_ONCE, **plan)
    for _ in range(int(_PATIENCE / _GLANCE)):
        state = telegram.state()
        if state["stuck"]:
            raise Failed(state["stuck"])
        if state["done"]:
            return telegram.figures()
        time.sleep(_GLANCE)
    raise Failed(f"nothing more comes: {telegram.figures()}")


def _whole(telegram: Telegram, running: Bot, people: int) -> tuple[Mapping[str, Any], float]:
    """So many people's interviews from beginning to end; and the seconds of the bot's CPU."""
    before = running.cpu()
    figures = _checked(play_through(telegram, people=people))
    return figures, running.cpu() - before


def _rate(figures: Mapping[str, Any]) -> float:
    return float(figures["replies"] / figures["lasted"])


def _checked(figures: Mapping[str, Any]) -> Mapping[str, Any]:
    """If it did what it is measured by: one message for each update, and one answer to each tap."""
    unanswered = abs(figures["calls"].get("answerCallbackQuery", 0) - figures["taps"])
    # At both ends of a window, a tap and its answer may lie on different sides.
    if figures["extra"] or not figures["replies"] or unanswered > max(_AT_ONCE, figures["taps"] / 10):
        raise Failed(f"one message for each update and one answer for each tap is allowed; came {figures}")
    return figures


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="endorse-bench-") as folder:
        yield Path(folder)


@contextmanager
def _like(begun: Path) -> Iterator[Path]:
    """A copy to go on from: what a bot leaves at its end may be cut short, as with a pickle that takes minutes."""
    with _folder() as folder:
        shutil.copytree(begun, folder, dirs_exist_ok=True)
        yield folder


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
    if options.name == "raw":
        # People rest between their steps: fewer of them could not ask for all that the server can do.
        lengths = replace(lengths, at_least=1000)
    print(json.dumps((memory if options.memory else speed)(BOTS[options.name], lengths)))  # noqa: T201  the numbers
    return 0


if __name__ == "__main__":
    sys.exit(main())
