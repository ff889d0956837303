"""`endorse chat`: talk with the bot in the terminal; no token, no network."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.cli.command import DONE
from bot.clock import SystemClock
from bot.embedded import embedded
from bot.logs import quiet_logs
from bot.settings import Settings, settings
from bot.simulator import Simulator
from bot.storage import StorageError
from bot.terminal.conversation import Conversation
from bot.terminal.display import Display
from bot.terminal.lines import lines
from bot.terminal.output import Output
from rules.complaints import BadInput

EXAMPLES = """examples:
  endorse chat
  printf '/start\\n1\\n' | endorse chat

Type an answer, or the number of a button. Where a number is asked for, "#1" is the first button.
Ctrl-D ends it; your answers are kept."""

_YOU = 1
_FILES = Path("endorse-files")


def add_arguments(parser: ArgumentParser) -> None:
    """--files."""
    parser.add_argument(
        "--files",
        type=Path,
        default=_FILES,
        metavar="FOLDER",
        help=f"where pictures and PDFs go ({_FILES}, if not given)",
    )


def run(options: Namespace) -> int:
    """Hold the conversation until the input ends."""
    quiet_logs()
    asyncio.run(_chat(settings(Settings), options.files))
    return DONE


async def _chat(chosen: Settings, files: Path) -> None:
    clock = SystemClock()
    interactive = sys.stdin is not None and sys.stdin.isatty()
    display = Display(Output(), files)
    try:
        async with Simulator(clock=clock.now) as simulator, embedded(chosen, clock, simulator):
            conversation = Conversation(simulator, simulator.person(_YOU), display)
            if interactive:
                display.tell("Type /start to begin, Ctrl-D to leave.")
            await conversation.hold(lines("> " if interactive else ""), echo=not interactive)
    except* StorageError as errors:
        raise BadInput(str(errors.exceptions[0])) from None
    except* BrokenPipeError:
        pass  # the reader has all it wanted (`| head`)
