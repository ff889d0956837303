"""`python -m tests`: everything a change has to pass, in one command; the same that CI runs.

Steps run one after the other and all of them run, so that one visit tells everything. Exit code 1 if any failed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_PYTHON = (sys.executable, "-m")
_SCRIPTS = Path(sys.executable).parent

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lint", (*_PYTHON, "ruff", "check", ".")),
    ("format", (*_PYTHON, "ruff", "format", "--check", ".")),
    ("types", (*_PYTHON, "mypy")),
    ("layers", (str(_SCRIPTS / "lint-imports"), "--no-logo")),
    ("forget old coverage", (*_PYTHON, "coverage", "erase")),
    ("tests", (*_PYTHON, "coverage", "run", "-m", "pytest", "-n", "4", "--dist", "worksteal")),
    ("gather coverage", (*_PYTHON, "coverage", "combine", "--quiet")),
    ("coverage", (*_PYTHON, "coverage", "report")),
    (
        "coverage of rules and dialogs: all",
        (*_PYTHON, "coverage", "report", "--include=rules/*,dialogs/*", "--fail-under=100", "--show-missing"),
    ),
)


def main() -> int:
    """Run every step; tell at the end which failed."""
    failed = []
    for name, command in STEPS:
        print(f"\n== {name}", flush=True)  # noqa: T201  this is a command
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall passed", flush=True)  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
