"""`python -m tests.readme`: writes what the README's example commands print into it; a test holds it to that."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_EXAMPLE = re.compile(
    r"(?P<before><!-- output of the command above -->\n```text\n)(?P<printed>.*?)(?P<after>^```$)",
    re.DOTALL | re.MULTILINE,
)
_COMMAND = re.compile(r"<!-- example -->\n```sh\n(?P<command>.*?)^```$", re.DOTALL | re.MULTILINE)


def printed() -> str:
    """What the example prints, in a database of its own."""
    command = _COMMAND.search(README.read_text("utf-8"))
    assert command is not None, "the README has lost its example"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/chat.db", "LANG": "C.UTF-8"}
        done = subprocess.run(
            [
                "bash",
                "-o",
                "pipefail",
                "-c",
                command["command"].replace(".venv/bin/endorse", f"{sys.executable} -m bot"),
            ],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout.strip("\n") + "\n"


def shown() -> str:
    """What the README says that it prints."""
    example = _EXAMPLE.search(README.read_text("utf-8"))
    assert example is not None, "the README has lost its example's output"
    return example["printed"]


def main() -> int:
    """Bring the README up to date."""
    output = printed()
    text = _EXAMPLE.sub(lambda match: f"{match['before']}{output}{match['after']}", README.read_text("utf-8"))
    README.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
