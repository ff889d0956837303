"""The argument parser: whatever is wrong is one line, and nothing is imported for commands that are not used."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from typing import NoReturn

from typing_extensions import override

from bot.cli.command import Command
from rules.complaints import BadInput


class Parser(ArgumentParser):
    """Raises BadInput where argparse would print its usage and leave."""

    @override
    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}; see {self.prog} --help")


def parser_for(commands: Iterable[Command], arguments: Sequence[str]) -> Parser:
    """The parser of `endorse`; only the command that `arguments` begins with has its own arguments filled in."""
    parser = Parser(
        prog="endorse",
        description="A companion for the Infant / Early Childhood Mental Health Endorsement.",
        epilog="example:\n  endorse rules show IFS\n\nEvery command has its own --help.",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    places = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands:
        own = places.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        if list(arguments[:1]) == [command.name]:
            module = command.load()
            own.epilog = module.EXAMPLES
            own.set_defaults(run=module.run)
            module.add_arguments(own)
    return parser
