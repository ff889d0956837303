"""`endorse doctor`: what is well, what to look at, what is broken, and what to do about it."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bot.cli.command import DONE
from bot.cli.printing import print_json, print_text
from bot.clock import SystemClock
from bot.doctor.doctor import examined
from bot.doctor.finding import Finding
from bot.logs import quiet_logs
from bot.settings import Settings, settings

EXAMPLES = """examples:
  endorse doctor
  endorse doctor --json

Run it with the same variables as the bot, while the bot runs or not; it changes nothing. Exits 0 if nothing is broken,
1 if something is, 2 if a variable has a value that is not allowed."""

_BROKEN = 1
_MARKS = {"ok": "✓", "look": "!", "broken": "✗"}
_WORDS = {"ok": "ok", "look": "look at this", "broken": "broken"}


def add_arguments(parser: ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="as a list of JSON objects")


def run(options: Namespace) -> int:
    """Make every check, and tell what it found."""
    quiet_logs()
    found = asyncio.run(examined(settings(Settings), SystemClock()))
    if options.json:
        print_json([asdict(one) for one in found])
    else:
        print_text("\n".join(_lines(found)))
    return _BROKEN if any(one.state == "broken" for one in found) else DONE


def _lines(found: Sequence[Finding]) -> Iterator[str]:
    width = max(len(one.check) for one in found)
    for one in found:
        # What servers say may hold anything.
        told = "".join(char if char.isprintable() else " " for char in one.found)
        todo = f" → {one.todo}" if one.todo else ""
        yield f"{_MARKS[one.state]} {one.check:<{width}}  {_WORDS[one.state]}: {told}{todo}"
