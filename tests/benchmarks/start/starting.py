"""Starts one bot a few times and prints the medians. Linux only, standard library only: peers run it too."""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.cores import CONTENDER_CORE, pin
from tests.benchmarks.server.launch import TOKEN, Telegram, fake_telegram

_OURS = ("-m", "bot", "run")
_BOTS = {
    "ours": _OURS,
    "telegram": ("-m", "tests.benchmarks.start.telegram_bot"),
    "aiogram": ("-m", "tests.benchmarks.start.aiogram_bot"),
}
_ENGINE = ("-m", "tests.benchmarks.start.engine")
_START = {"script": [["say", "/start"]], "people": 1, "at_once": 1}
_PATIENCE = 60.0
_REST, _SHORT_REST = 3.0, 1.0
"""Seconds after the first reply at which a bot is taken to be idle; the shorter one in quick runs."""


@dataclass(frozen=True, slots=True)
class Started:
    """A bot that has replied, after so many seconds, of which it worked for `cpu`."""

    id: int
    seconds: float
    cpu: float

    def memory(self, rest: float) -> float:
        """Its share of resident memory (PSS: what it shares with other processes is divided by their number), in MB."""
        time.sleep(rest)
        for line in Path(f"/proc/{self.id}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise ProcessLookupError(self.id)


@contextmanager
def started(command: tuple[str, ...], telegram: Telegram, folder: Path) -> Iterator[Started]:
    """The bot on a core of its own once somebody has their reply, who has waited since before it was started."""
    told = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": telegram.url,
        "DATABASE_URL": f"sqlite:///{folder / 'endorse.db'}",
    }
    telegram.begin(**_START)
    with subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **told}, stdout=subprocess.DEVNULL, stderr=None
    ) as process:
        pin(process.pid, CONTENDER_CORE)
        try:
            seconds = _first_reply(telegram, process)
            yield Started(process.pid, seconds, _cpu(process.pid))
            time.sleep(0.3)  # so that it can tell that it has the update
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE)


def _first_reply(telegram: Telegram, process: "subprocess.Popen[bytes]") -> float:
    """Seconds from when the person began to wait, by the server's clock."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        figures = telegram.figures()
        if figures["replies"]:
            return float(figures["lasted"])
        time.sleep(0.05)
    raise SystemExit(f"no reply; exit code {process.returncode}")


def _cpu(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def figures(name: str, times: int, rest: float) -> dict[str, float]:
    """`start` and `cpu` in seconds, `idle` in MB; of ours also `anew`, in an empty folder, and `engine`, MB with it."""
    command, found = _BOTS[name], {}
    with fake_telegram() as telegram, tempfile.TemporaryDirectory() as place:
        with started(command, telegram, _folder(place, "warm")):
            pass  # what is compiled and cached by now, others find
        folder = _folder(place, "kept")
        if command == _OURS:
            with started(command, telegram, folder) as anew:
                found["anew"] = anew.seconds
        starts = []
        for time_left in reversed(range(times)):
            with started(command, telegram, folder) as again:
                starts.append(again)
                if not time_left:
                    found["idle"] = again.memory(rest)
        found["start"] = statistics.median(one.seconds for one in starts)
        found["cpu"] = statistics.median(one.cpu for one in starts)
        if command == _OURS:
            with started(_ENGINE, telegram, folder) as working:
                found["engine"] = working.memory(rest)
    return found


def _folder(place: str, name: str) -> Path:
    folder = Path(place) / name
    folder.mkdir()
    return folder


def main() -> None:
    """Print the figures of the bot that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.start.starting", description=__doc__)
    parser.add_argument("bot", choices=_BOTS)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    told = figures(given.bot, 1, _SHORT_REST) if given.quick else figures(given.bot, 5, _REST)
    print(json.dumps(told))  # noqa: T201  the frame reads it


if __name__ == "__main__":
    main()
