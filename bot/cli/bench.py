"""`endorse bench`: the same work by us and by peers, measured in one run. Only where the source tree is."""

import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from bot.cli.command import DONE, REFUSED
from rules.complaints import BadInput

EXAMPLES = """examples:
  endorse bench --quick
  endorse bench --only interview --rounds 5

Peers are installed with pip into a cache folder of their own the first time."""

_ROOT = Path(__file__).parents[2]


def add_arguments(parser: ArgumentParser) -> None:
    """--quick, --only, --rounds, --json, --write."""
    parser.add_argument("--quick", action="store_true", help="one short round: for a look, not for the record")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this contest; repeatable")
    parser.add_argument("--rounds", type=_count, metavar="N", help="how many rounds, by default 3")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument("--write", action="store_true", help="keep the results, and put the tables into the README")


def run(options: Namespace) -> int:
    """Hand over to `python -m tests.benchmarks`, which is no part of what is installed.

    Raises:
        BadInput: if this is not a source tree.
    """
    if not (_ROOT / "tests" / "benchmarks" / "__main__.py").exists():
        raise BadInput("bench: benchmarks are not part of the installed package; run it in the source tree")
    given = [f"--{name}" for name in ("quick", "json", "write") if getattr(options, name)]
    given += [part for name in options.only for part in ("--only", name)]
    given += [] if options.rounds is None else ["--rounds", str(options.rounds)]
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks", *given], cwd=_ROOT, check=False)  # noqa: S603  ours
    return DONE if done.returncode == 0 else REFUSED


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} came; allowed is a whole number from 1")
    return int(text)
