"""`endorse chat` for somebody who sits at a terminal."""

import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.terminal.chatting import COMMAND
from tests.terminal.pseudo import terminal

Told = Mapping[str, str]


def test_a_person_talks_and_leaves_with_ctrl_d(told: Told, files: Path) -> None:
    with terminal([*COMMAND, "--files", str(files)], told) as person:
        person.waits_for("> ")
        person.types("/start\n")
        assert "[1]" in person.waits_for("Help")
        person.types("1\n")
        person.waits_for("Which children")
        person.types("\x04")
        assert person.ends() == 0
    assert person.shown.count("/start\r\n") == 1, "what was typed is not printed twice"


def test_ctrl_c_ends_it_at_once_and_in_one_line(told: Told, files: Path) -> None:
    with terminal([*COMMAND, "--files", str(files)], told) as person:
        person.waits_for("> ")
        person.types("/start\n")
        person.waits_for("Help")
        begun = time.monotonic()
        person.types("\x03")
        assert person.ends() == 130
    assert time.monotonic() - begun < 5
    assert "Traceback" not in person.shown
    assert person.shown.rstrip().endswith("endorse: stopped")


def test_an_interrupt_ends_a_chat_from_a_pipe_too(told: Told, files: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--files", str(files)],
        env=dict(told),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"/start\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"> /start\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, b"endorse: stopped\n")
