"""Where the peers' packages live: a virtual environment per file beside this one.

A peer must not force our own pins (aiogram wants an older pydantic), so each set has a place of its own in the user's
cache, made with pip the first time that a benchmark needs it.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from platformdirs import user_cache_path

from tests.benchmarks import cores

ROOT = Path(__file__).parents[3]
_HERE = Path(__file__).parent
_NOT_HANDED_ON = ("TELEGRAM_", "DATABASE_", "WEBHOOK_", "RULE_PACK", "OWNER_", "INBOX_", "SEND_", "NUDGE_", "COVERAGE_")


def python_of(peers: str | None) -> Path:
    """The interpreter that has these packages, or ours; it may still have to be made, see `prepare`."""
    return Path(sys.executable) if peers is None else _folder_of(peers) / "bin" / "python"


def prepare(names: Iterable[str], told: Callable[[str], None]) -> None:
    """Make the environments that are missing.

    Raises:
        subprocess.CalledProcessError: if pip fails.
    """
    for name in names:
        python = python_of(name)
        if _ready(name).exists():
            continue
        told(f"installing {name} for the benchmark into {_folder_of(name)}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(_folder_of(name))], check=True)
        wanted = ("--requirement", str(_HERE / f"{name}.txt"))
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *wanted], check=True, stdout=sys.stderr)
        _ready(name).touch()


def environment() -> dict[str, str]:
    """What contenders are told: nothing of the settings that a real bot here may have.

    `BENCH_PYTHON` is the interpreter that has our own packages, for the servers that a contender starts.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_HANDED_ON)}
    return {**kept, "PYTHONPATH": str(ROOT), "BENCH_PYTHON": sys.executable, "BENCH_CORES": cores.TOLD}


def _folder_of(name: str) -> Path:
    wanted = (_HERE / f"{name}.txt").read_bytes() + sys.version.encode()
    return user_cache_path("endorse") / "bench" / f"{name}-{hashlib.sha256(wanted).hexdigest()[:12]}"


def _ready(name: str) -> Path:
    """There once everything is installed: a run that was cut short leaves an environment without it."""
    return _folder_of(name) / "ready"
