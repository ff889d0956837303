"""What a run found, on which machine: as JSON, and as the block of the README."""

import json
import os
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rules.complaints import BadInput
from tests.benchmarks.contest import Contest, Result
from tests.benchmarks.cores import NOTE
from tests.benchmarks.peers import ROOT
from tests.benchmarks.table import table

RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
PICTURE = ROOT / ".github" / "bench.png"
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- benchmarks -->\n).*?(<!-- /benchmarks -->)", re.DOTALL)
_OURS = ("python-telegram-bot", "aiohttp", "httptools", "dbos")


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a contest, by which command and when."""

    contest: Contest
    result: Result
    command: str
    date: str

    def as_markdown(self) -> str:
        """The table, and how it came to be."""
        first = self.contest.measures[0].name
        rounds = max(len(self.result.all(one, first)) for one in self.result.numbers)
        apart = max(self.result.spread(one, first) for one in self.result.numbers)
        played = "one round" if rounds == 1 else f"{rounds} rounds, whose {first} lie at most {apart:.0%} apart"
        return f"{table(self.contest, self.result)}\n\n`{self.command}`, {self.date}, {played}."

    def as_json(self) -> Mapping[str, object]:
        """Everything; `numbers` are those of the rounds, in their order."""
        return {
            "command": self.command,
            "date": self.date,
            "units": {measure.name: measure.unit for measure in self.contest.measures},
            "numbers": self.result.numbers,
            "bars": {bar.says: bar.holds(self.result) for bar in self.contest.bars},
        }


def machine() -> Mapping[str, object]:
    """Where the numbers come from."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _OURS} | _peers(),
    }


def as_json(played: Iterable[Played]) -> Mapping[str, object]:
    """All of it, and the machine."""
    return {"machine": machine(), "contests": {one.contest.name: one.as_json() for one in played}}


def as_markdown(played: Iterable[Played]) -> str:
    """The tables, and the machine."""
    here = machine()
    versions = ", ".join(f"{name} {number}" for name, number in _peers().items())
    made = (
        f"{here['cores']} cores ({here['processor']}), {here['system']}, Python {here['python']}; {versions},"
        f" python-telegram-bot {version('python-telegram-bot')}. {NOTE} Medians of the rounds; in brackets how many"
        " times better `endorse` is."
    )
    return "\n\n".join((*(one.as_markdown() for one in played), made))


def kept(file: Path, contests: Iterable[Contest]) -> Mapping[str, Played]:
    """What the file has of these contests, if it comes from a machine like this one."""
    told = json.loads(file.read_text("utf-8")) if file.exists() else {}
    if told.get("machine") != json.loads(json.dumps(machine())):
        return {}
    return {
        contest.name: Played(contest, _result(one["numbers"]), one["command"], one["date"])
        for contest in contests
        if (one := told["contests"].get(contest.name)) is not None
    }


def write_into(readme: Path, tables: str) -> None:
    """Put the tables between the marks.

    Raises:
        BadInput: if the README has lost its marks.
    """
    text, found = _BLOCK.subn(lambda marks: f"{marks[1]}{tables}\n{marks[2]}", readme.read_text("utf-8"))
    if not found:
        raise BadInput(f"{readme.name}: the marks <!-- benchmarks --> and <!-- /benchmarks --> are missing")
    readme.write_text(text, "utf-8")


def _result(numbers: Mapping[str, Mapping[str, list[float]]]) -> Result:
    return Result({who: {name: tuple(each) for name, each in own.items()} for who, own in numbers.items()})


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*:\s*(.+)$", info.read_text("utf-8"), re.MULTILINE) if info.exists() else []
    return names[0] if names else platform.machine()


def _peers() -> dict[str, str]:
    """The packages that the contenders are named after."""
    found: dict[str, str] = {}
    for name, file in (("aiogram", "aiogram"), ("aiogram-dialog", "aiogram"), ("zen-engine", "zen")):
        lines = (ROOT / "tests" / "benchmarks" / "peers" / f"{file}.txt").read_text("utf-8").splitlines()
        found[name] = next(line.partition("==")[2] for line in lines if line.startswith(f"{name}=="))
    return found
