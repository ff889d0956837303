"""A bot of the contest while it runs, seen from outside: the same ruler for all. Linux only, standard library only."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.cores import CONTENDER_CORE, pin
from tests.benchmarks.server.launch import TOKEN, Telegram

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Bot:
    """A process."""

    id: int

    def cpu(self) -> float:
        """Seconds of all its threads, in user code and in the kernel, since it was started."""
        # The name, which may hold anything, is in brackets before all that is counted here.
        fields = Path(f"/proc/{self.id}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Resident, in MB (of a million bytes)."""
        for line in Path(f"/proc/{self.id}/status").read_text("utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise ProcessLookupError(self.id)


@contextmanager
def bot(script: tuple[str, ...], telegram: Telegram, folder: Path) -> Iterator[Bot]:
    """The bot on a core of its own, stopped by SIGTERM at the end."""
    with tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, *script, "serve", telegram.url, TOKEN, str(folder)]
        with subprocess.Popen(command, stdout=said, stderr=said) as process:
            pin(process.pid, CONTENDER_CORE)
            try:
                yield Bot(process.pid)
            except Exception:
                said.seek(0)
                sys.stderr.write(said.read()[-4000:])
                raise
            finally:
                _stop(process)


def clone(script: tuple[str, ...], folder: Path, like: int, first: int, people: int) -> None:
    """Enter as many people into the bot's storage who have come as far as `like`; the bot must not run."""
    subprocess.run([sys.executable, *script, "clone", str(folder), *map(str, (like, first, people))], check=True)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
