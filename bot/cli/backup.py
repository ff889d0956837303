"""`endorse backup`: everything that cannot be had again, in one private file, while the bot runs."""

import signal
from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.backup.making import make_backup, make_tombstones
from bot.cli.command import DONE
from bot.cli.printing import print_text
from bot.clock import SystemClock
from bot.logs import quiet_logs
from bot.settings import Settings, settings
from bot.storage import StorageError
from rules.complaints import BadInput

EXAMPLES = """examples:
  endorse backup /backups/endorse-monday.tar
  endorse backup --tombstones-only /elsewhere/forgotten.json

It holds the database and CERTIFICATE_FOLDER: people's answers, so keep it on an encrypted disk. The file of
--tombstones-only holds hashes and days only; where it is made often and kept elsewhere, `endorse restore` knows who
asked to be forgotten even if the database is lost. PostgreSQL takes its own pg_dump, not older than the server."""


def add_arguments(parser: ArgumentParser) -> None:
    """FILE, --force and --tombstones-only."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it, for this user only")
    parser.add_argument("--force", action="store_true", help="over a file that is there")
    parser.add_argument("--tombstones-only", action="store_true", help="only who asked to be forgotten, as hashes")


def run(options: Namespace) -> int:
    """Write it whole, or not at all."""
    quiet_logs()
    chosen = settings(Settings)
    if options.file.exists() and not (options.force and options.file.is_file()):
        raise BadInput(f"FILE: {str(options.file)!r} is there already; --force writes over it")
    # As Ctrl-C does: what is half written is cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.tombstones_only:
            print_text(f"{make_tombstones(chosen.database_url, options.file)} asked to be forgotten: {options.file}")
            return DONE
        size = make_backup(chosen.database_url, chosen.certificate_folder, options.file, SystemClock().now())
    except StorageError as error:
        raise BadInput(str(error)) from None
    print_text(f"{size >> 10:,} KB: {options.file}")
    return DONE
