"""The command line: `endorse COMMAND`."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext

from bot.cli.command import DONE, REFUSED
from bot.cli.commands import COMMANDS
from bot.cli.parser import parser_for
from bot.cli.printing import print_refusal
from bot.stopping import stops_when_started
from rules.complaints import BadInput
from rules.loading import PackFault

_INTERRUPTED = 130
"""What shells expect of a program that was stopped by Ctrl-C: 128 and the signal's number."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and tell its exit code; bad usage and bad input are one line on stderr and a 2."""
    given = sys.argv[1:] if arguments is None else arguments
    serves = any(command.serves for command in COMMANDS if list(given[:1]) == [command.name])
    try:
        with stops_when_started() if serves else nullcontext():
            return _run(given)
    except (BadInput, PackFault) as refusal:
        print_refusal(f"endorse: {refusal}")
        return REFUSED
    except BrokenPipeError:
        return DONE  # the reader has all it wanted (`| head`)
    except KeyboardInterrupt:
        print_refusal("endorse: stopped")
        return _INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    options = parser_for(COMMANDS, arguments).parse_args(arguments)
    code: int = options.run(options)
    return code
