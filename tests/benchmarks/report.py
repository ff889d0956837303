"""What a run found, on which machine: as JSON, and as the block of the README."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bot.clock import SystemClock
from rules.complaints import BadInput
from tests.benchmarks.contest import Contest, Result
from tests.benchmarks.cores import NOTE
from tests.benchmarks.peers import ROOT
from tests.benchmarks.table import table

RESULTS = ROOT / "tests" / "benchmarks" / "results.json"
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- benchmarks -->\n).*?(<!-- /benchmarks -->)", re.DOTALL)
_OURS = ("python-telegram-bot", "aiohttp", "aiosqlite", "dbos")

Played = Sequence[tuple[Contest, Result]]


def machine() -> Mapping[str, object]:
    """Where the numbers come from."""
    return {
        "date": SystemClock().now().date().isoformat(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _OURS} | _peers(),
    }


def as_json(played: Played, command: str) -> dict[str, object]:
    """Everything that was measured; `numbers` are those of the rounds, in their order."""
    return {
        "command": command,
        "machine": machine(),
        "contests": {
            contest.name: {
                "title": contest.title,
                "units": {measure.name: measure.unit for measure in contest.measures},
                "numbers": result.numbers,
                "bars": {bar.says: bar.holds(result) for bar in contest.bars},
            }
            for contest, result in played
        },
    }


def as_markdown(played: Played, command: str) -> str:
    """The tables, and under them how they came to be."""
    here = machine()
    made = (
        f"`{command}`, {here['date']}: {here['cores']} cores ({here['processor']}), Python {here['python']}; {NOTE}"
        " Medians of the rounds; in brackets how many times better `endorse` is."
    )
    return "\n\n".join((*(table(contest, result) for contest, result in played), made))


def write_into(readme: Path, tables: str) -> None:
    """Put the tables between the marks.

    Raises:
        BadInput: if the README has lost its marks.
    """
    text, found = _BLOCK.subn(lambda marks: f"{marks[1]}{tables}\n{marks[2]}", readme.read_text("utf-8"))
    if not found:
        raise BadInput(f"{readme.name}: the marks <!-- benchmarks --> and <!-- /benchmarks --> are missing")
    readme.write_text(text, "utf-8")


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
