"""The command line as a script would call it, in this process or in one of its own."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import structlog

from bot.cli import main

ENVIRONMENT = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_BASE_URL",
    "DATABASE_URL",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "PORT",
    "HEALTH_PORT",
    "SENTRY_DSN",
    "RULE_PACK",
    "OWNER_IDS",
)


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  whatever the command printed
        return json.loads(self.out)


Endorse = Callable[..., Ran]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing set, whatever this machine has."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def logs_of_their_own() -> Iterator[None]:
    """A command sets logging up for its process, and its stderr is pytest's own here; later tests get theirs back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def endorse(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Endorse:
    """Run a command in this process; `stdin` is text or bytes."""

    def run(*arguments: str, stdin: str | bytes = "") -> Ran:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        caught = capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    return run


def in_its_own_process(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    """The same as a real program."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
