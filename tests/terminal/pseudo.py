"""A terminal that a program believes in."""

import contextlib
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

WITHIN = 20.0
_LOG_IN = "import os, sys; os.login_tty(0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """What is typed goes to the program, with the terminal's own keys; what it prints is read here."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self._master = master
        self._process = process
        self.shown = ""

    def types(self, text: str) -> None:
        """Also `\\x03` for Ctrl-C and `\\x04` for Ctrl-D."""
        os.write(self._master, text.encode())

    def waits_for(self, text: str) -> str:
        """What was printed since the last call, up to the end of what is there once `text` has come."""
        until, since = time.monotonic() + WITHIN, ""
        while text not in since:
            ready, _, _ = select.select([self._master], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"waited for {text!r} and saw {since!r}"
            since += self._read()
        return since

    def ends(self) -> int:
        """The exit code; what is printed until then is added to `shown`."""
        with contextlib.suppress(OSError):  # how a terminal without a program answers
            while select.select([self._master], [], [], WITHIN)[0]:
                self._read()
        return self._process.wait(WITHIN)

    def _read(self) -> str:
        piece = os.read(self._master, 65_536).decode()
        self.shown += piece
        return piece


@contextmanager
def terminal(command: Sequence[str], told: Mapping[str, str]) -> Iterator[Terminal]:
    """A program in a terminal of its own; it does not outlive the block."""
    master, slave = pty.openpty()
    try:
        with subprocess.Popen([sys.executable, "-c", _LOG_IN, *command], stdin=slave, env=dict(told)) as process:
            os.close(slave)
            try:
                yield Terminal(master, process)
            finally:
                process.kill()
    finally:
        os.close(master)
