"""`endorse restore`: puts a backup back."""

import asyncio
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from bot.backup.restoring import Order, Restored, restore
from bot.backup.stones import stones_of
from bot.cli.command import DONE
from bot.cli.printing import print_text
from bot.clock import SystemClock
from bot.logs import quiet_logs
from bot.settings import Settings, settings
from bot.storage import StorageError
from rules.complaints import BadInput
from rules.loading import load_pack

EXAMPLES = """examples:
  endorse restore /backups/endorse-monday.tar
  endorse restore /backups/endorse-monday.tar --force
  endorse restore /backups/endorse-monday.tar --tombstones /elsewhere/forgotten.json

Stop the bot first. What people told comes back as it was. Where the database can still be read, who asked to be
forgotten since then stays forgotten, and what was sent, answered and done since stays; where it is lost, whatever may
have been sent since counts as unknown, and nobody gets it again by itself. Tombstones take 50 ms for each person."""


def add_arguments(parser: ArgumentParser) -> None:
    """FILE, --force and --tombstones."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `endorse backup` made")
    parser.add_argument("--force", action="store_true", help="also where people are in the database already")
    parser.add_argument(
        "--tombstones",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a later backup, or a file of --tombstones-only; may be given several times",
    )


def run(options: Namespace) -> int:
    """Put it back as a whole, or not at all."""
    quiet_logs()
    # As Ctrl-C does: what is half done is cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    chosen = settings(Settings)
    stones = tuple(stones_of(path) for path in options.tombstones)
    pack = load_pack(chosen.rule_pack)
    order = Order(chosen.database_url, chosen.certificate_folder, pack, force=options.force, stones=stones)
    try:
        done = asyncio.run(restore(options.file, order, SystemClock().now()))
    except StorageError as error:
        raise BadInput(str(error)) from None
    print_text("\n".join(_told(done, knows_stones=done.has_present or bool(stones))))
    return DONE


def _told(done: Restored, *, knows_stones: bool) -> Iterator[str]:
    as_of = f"{done.manifest.made_at:%Y-%m-%d %H:%M} UTC"
    yield f"restored: {done.people} people, as of {as_of}"
    yield f"forgotten: {done.forgotten} who asked for it after the backup stay forgotten"
    if not knows_stones:
        yield f"look: nothing here tells who asked to be forgotten after {as_of}; --tombstones would"
    if done.kept:
        yield "kept: what was sent, answered and done since, as the database here had it"
    else:
        yield "look: who has which role is as of the backup; so are drafts, some of which may have gone out since"
    doubts = done.doubts
    if doubts.reminders or doubts.copies or doubts.messages:
        yield (
            f"unknown: {doubts.reminders} reminders, {doubts.copies} copies of announcements, {doubts.messages} of"
            " the messages of questions may have gone out since; none goes again by itself"
        )
    if done.put_back or done.left_out:
        yield f"certificates: {done.put_back} put back, {done.left_out} of the backup left out"
