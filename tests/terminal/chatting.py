"""`endorse chat` as a process: lines in, everything it prints out."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

COMMAND = (sys.executable, "-m", "bot", "chat")


def chat(told: Mapping[str, str], files: Path, *lines: str | bytes) -> subprocess.CompletedProcess[bytes]:
    """What comes of a conversation from a pipe."""
    given = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)
    return subprocess.run(
        [*COMMAND, "--files", str(files)], input=given, env=dict(told), capture_output=True, timeout=60, check=False
    )


def printed(told: Mapping[str, str], files: Path, *lines: str | bytes) -> str:
    """What a conversation prints that ends well and complains of nothing."""
    done = chat(told, files, *lines)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()
