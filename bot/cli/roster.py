"""`endorse roster`: the association's list of endorsees and applicants."""

import asyncio
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.cli.command import DONE
from bot.cli.printing import print_bytes, print_text
from bot.cli.roster_work import at_risk, export, import_
from bot.logs import quiet_logs
from bot.roster.table import MOST_BYTES
from bot.settings import Settings, settings
from bot.storage import StorageError
from rules.complaints import BadInput

EXAMPLES = """examples:
  endorse roster import roster.xlsx
  endorse roster import roster.xlsx --yes
  endorse roster export --format xlsx > roster.xlsx
  endorse roster export --links > mailing.csv
  endorse roster at-risk"""


def add_arguments(parser: ArgumentParser) -> None:
    """The three actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser(
        "import", help="import a CSV or XLSX file", description="Tell what each row of a file would do, or do it."
    )
    importing.set_defaults(act=_import)
    importing.add_argument("file", metavar="FILE", help="a .csv or .xlsx file")
    either = importing.add_mutually_exclusive_group()
    either.add_argument("--dry-run", action="store_true", help="change nothing; so it is, if neither is given")
    either.add_argument("--yes", action="store_true", help="import every row that can be")
    exporting = actions.add_parser("export", help="print the list", description="Print the list as a file.")
    exporting.set_defaults(act=_export)
    exporting.add_argument("--format", choices=("csv", "xlsx"), default="csv", help="csv, if not given")
    exporting.add_argument(
        "--links", action="store_true", help="with a new one-time link for everybody not known in Telegram yet"
    )
    late = actions.add_parser(
        "at-risk", help="who may be late", description="List who will not make the deadline at their pace."
    )
    late.set_defaults(act=_at_risk)


def run(options: Namespace) -> int:
    """Do one of the three."""
    quiet_logs()
    try:
        code: int = options.act(options)
    except StorageError as error:
        raise BadInput(str(error)) from None
    return code


def _import(options: Namespace) -> int:
    path = Path(options.file)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a name that holds a zero byte is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"FILE: {options.file!r} came; allowed is a file that can be read ({reason})") from None
    print_text(asyncio.run(import_(settings(Settings), content, path.name, really=options.yes)))
    return DONE


def _export(options: Namespace) -> int:
    print_bytes(asyncio.run(export(settings(Settings), options.format, links=options.links)))
    return DONE


def _at_risk(_options: Namespace) -> int:
    print_text(asyncio.run(at_risk(settings(Settings))))
    return DONE
