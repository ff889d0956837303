"""`endorse flow`: the interviews, drawn from their declarations."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from bot.cli.command import DONE
from bot.cli.printing import print_json, print_text
from dialogs.chart import declaration, mermaid
from dialogs.library import library

EXAMPLES = """examples:
  endorse flow apply > apply.mmd
  endorse flow ers --format json

An arrow's number is the order in which it is tried; "needed" means that the rules cannot settle the
outcome without it."""


def add_arguments(parser: ArgumentParser) -> None:
    """NAME and --format."""
    parser.add_argument(
        "name", nargs="?", type=_name, metavar="NAME", help=f"one of {_allowed()}; all, if none is named"
    )
    parser.add_argument("--format", choices=("mermaid", "json"), default="mermaid", help="mermaid, if not given")


def run(options: Namespace) -> int:
    """Print one flow or all of them."""
    known = library()
    names = [options.name] if options.name else list(known.flows)
    if options.format == "mermaid":
        print_text("\n\n".join(mermaid(known.flows[name], known.questions) for name in names))
        return DONE
    declared = {name: declaration(known.flows[name], known.questions) for name in names}
    print_json(declared[options.name] if options.name else declared)
    return DONE


def _allowed() -> str:
    return ", ".join(library().flows)


def _name(text: str) -> str:
    if text not in library().flows:
        raise ArgumentTypeError(f"{text!r} came; allowed is {_allowed()}")
    return text
