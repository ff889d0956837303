"""Starts the server on a core of its own, and speaks with it. Only the standard library: peers run it too."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, cast

from tests.benchmarks.cores import SERVER_CORE, pin

TOKEN = "1234:TEST"  # noqa: S105  of nobody


@dataclass(frozen=True, slots=True)
class Telegram:
    """A server that runs. The counts of `figures` begin anew with `begin` and `reset`."""

    port: int

    @property
    def url(self) -> str:
        """For TELEGRAM_API_BASE_URL."""
        return f"http://127.0.0.1:{self.port}"

    def begin(self, **plan: object) -> None:
        """Let people come; the keywords are those of `load.Plan`."""
        self._ask("_begin", plan)

    def end(self) -> None:
        """Let nobody do anything more."""
        self._ask("_end", {})

    def reset(self) -> None:
        """Count from now on."""
        self._ask("_reset", {})

    def delay(self, seconds: float) -> None:
        """Answer messages only after so long."""
        self._ask("_delay", {"seconds": seconds})

    def figures(self) -> Mapping[str, Any]:
        """What was counted up to now: see `figures.Figures.told`. Working that out takes the server a while."""
        return self._ask("_figures", {})

    def state(self) -> Mapping[str, Any]:
        """How far the load is: whether it is `done`, how many are `through`, `next_id` of whoever comes next, and why
        somebody is `stuck`."""
        return self._ask("_state", {})

    def _ask(self, what: str, told: Mapping[str, object]) -> Mapping[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", f"/{what}", json.dumps(told))
            return cast("Mapping[str, Any]", json.loads(connection.getresponse().read()))
        finally:
            connection.close()


@contextmanager
def fake_telegram() -> Iterator[Telegram]:
    """A server of one's own."""
    python = os.environ.get("BENCH_PYTHON", sys.executable)
    with subprocess.Popen(
        [python, "-m", "tests.benchmarks.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        pin(process.pid, SERVER_CORE)
        assert process.stdout is not None, "it is piped"
        try:
            yield Telegram(int(process.stdout.readline()))
        finally:
            process.kill()
