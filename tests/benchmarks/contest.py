"""A contest: the same work by several contenders, each a script in a process of its own, in rounds that take turns."""

import json
import statistics
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tests.benchmarks.cores import CONTENDER_CORE, pin
from tests.benchmarks.peers import ROOT, environment, python_of

Numbers = Mapping[str, float]
OURS = "endorse"
"""The name of our own contender, in every contest; ratios are to it."""

_PATIENCE = 900.0


class Spoilt(Exception):
    """A contender that failed or said no numbers; the message names it and tells its last words."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that contenders print, and which way is better, None: neither. `name` is its key in their JSON."""

    name: str
    unit: str
    better: Literal["high", "low"] | None = "high"


@dataclass(frozen=True, slots=True)
class Contender:
    """A script: `command` is what follows `python`, such as ("-m", "tests.benchmarks.interview.ours").

    It prints one line of JSON last on stdout: measure -> number; a measure that it has not, it leaves out. `--quick` is
    added in quick runs. `peers` names the file in `peers/` whose packages it needs; without one it runs where we do.
    `competes` is False for what only shows what the rest of the machinery can do.
    """

    name: str
    command: tuple[str, ...]
    peers: str | None = None
    competes: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """Every number, per contender and measure, in the order of the rounds."""

    numbers: Mapping[str, Mapping[str, tuple[float, ...]]]

    def all(self, contender: str, measure: str) -> tuple[float, ...]:
        """Empty where the contender has no such measure."""
        return self.numbers.get(contender, {}).get(measure, ())

    def median(self, contender: str, measure: str) -> float | None:
        """Of the rounds; None where there are none."""
        values = self.all(contender, measure)
        return statistics.median(values) if values else None

    def spread(self, contender: str, measure: str) -> float:
        """How far the rounds lie apart: from lowest to highest, as a share of the median."""
        values, middle = self.all(contender, measure), self.median(contender, measure)
        return (max(values) - min(values)) / abs(middle) if values and middle else 0.0

    def ratio(self, contender: str, measure: Measure) -> float | None:
        """How many times better we are than this contender; below 1 where it is better than we are."""
        ours, theirs = self.median(OURS, measure.name), self.median(contender, measure.name)
        if not ours or not theirs or measure.better is None:
            return None
        return ours / theirs if measure.better == "high" else theirs / ours


@dataclass(frozen=True, slots=True)
class Bar:
    """What has to hold; `holds` is None where the numbers for it are missing."""

    says: str
    holds: Callable[[Result], bool | None]


@dataclass(frozen=True, slots=True)
class Contest:
    """`note` tells what the numbers mean and what limits them; at most `rounds` are played, however many are asked."""

    name: str
    title: str
    contenders: Sequence[Contender]
    measures: Sequence[Measure]
    note: str = ""
    bars: Sequence[Bar] = ()
    rounds: int | None = None


@dataclass(slots=True)
class _Kept:
    numbers: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, contender: str, said: Numbers) -> None:
        for measure, number in said.items():
            self.numbers.setdefault(contender, {}).setdefault(measure, []).append(number)

    def result(self) -> Result:
        return Result({who: {name: tuple(each) for name, each in own.items()} for who, own in self.numbers.items()})


def play(contest: Contest, rounds: int, *, quick: bool, told: Callable[[str], None] = lambda _: None) -> Result:
    """Every contender once, then every contender again, and so on; `told` hears what goes on.

    Raises:
        Spoilt: if a contender fails.
    """
    kept = _Kept()
    for turn, contender in _turns(contest, rounds):
        told(f"{contest.name}, round {turn}: {contender.name}")
        kept.add(contender.name, _run(contender, quick=quick))
    return kept.result()


def _turns(contest: Contest, rounds: int) -> Iterator[tuple[int, Contender]]:
    played = rounds if contest.rounds is None else min(rounds, contest.rounds)
    for turn in range(1, played + 1):
        for contender in contest.contenders:
            yield turn, contender


def _run(contender: Contender, *, quick: bool) -> Numbers:
    command = [str(python_of(contender.peers)), *contender.command, *(["--quick"] if quick else [])]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        pin(process.pid, CONTENDER_CORE)
        try:
            out, err = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Spoilt(f"{contender.name}: still at it after {_PATIENCE:.0f} seconds") from None
    if process.returncode != 0:
        raise Spoilt(f"{contender.name}: exit code {process.returncode}; {_last(err)}")
    return _numbers(contender.name, _last(out))


def _numbers(name: str, line: str) -> Numbers:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not all(isinstance(number, int | float) for number in said.values()):
        raise Spoilt(f"{name}: its last line has to be a JSON object of numbers, and was {line!r}")
    return said


def _last(text: str) -> str:
    return text.strip().rpartition("\n")[2]
