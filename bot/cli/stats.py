"""`endorse stats`: how many people stand where, and what was sent. The same numbers as in the bot, as much hidden."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cli.command import DONE
from bot.cli.printing import print_json, print_text
from bot.clock import SystemClock
from bot.figures.counting import counted
from bot.logs import quiet_logs
from bot.settings import Settings, settings
from bot.storage import StorageError, migrate, open_storage
from dialogs.book import Book
from dialogs.catalogue import SOURCE
from dialogs.figures.chart import Telling
from dialogs.figures.figures import Figures, Line
from dialogs.figures.shown import Shown
from dialogs.library import library
from dialogs.words import words
from rules.complaints import BadInput
from rules.loading import load_pack

EXAMPLES = """examples:
  endorse stats
  endorse stats --json

Groups of 1 to 4 people are told as "under 5", and a sum that has one in it as "at least" so many."""


def add_arguments(parser: ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def run(options: Namespace) -> int:
    """Count everybody, and print it."""
    quiet_logs()
    chosen = settings(Settings)
    book = Book(load_pack(chosen.rule_pack), library())
    now = SystemClock().now()
    try:
        figures = asyncio.run(_counted(chosen.database_url, book, now))
    except StorageError as error:
        raise BadInput(str(error)) from None
    if options.json:
        print_json(_as_json(figures, now.astimezone(ZoneInfo(book.pack.association.time_zone)).date()))
    else:
        print_text("\n".join(": ".join(line) for line in Telling(words(SOURCE), book).lines(figures)))
    return DONE


async def _counted(database: str, book: Book, now: datetime) -> Figures:
    await migrate(database)
    async with open_storage(database) as storage:
        return await counted(storage, book, now)


def _as_json(figures: Figures, on: date) -> dict[str, object]:
    """`number` is null where `how` is "under" or "some", and the least there are where it is "at_least"."""
    return {
        "as_of": on.isoformat(),
        **{
            str(topic): {"all": _number(figures.whole(topic)), "groups": _groups(lines)}
            for topic, lines in figures.tables.items()
        },
        "announcements": dict(_months(figures)),
    }


def _months(figures: Figures) -> Iterator[tuple[str, object]]:
    for month in figures.months:
        yield f"{month.first:%Y-%m}", _groups(month.lines)


def _groups(lines: Iterable[Line]) -> dict[str, object]:
    return {line.code: _number(line.shown) for line in lines}


def _number(shown: Shown) -> dict[str, object]:
    return {"how": str(shown.how), "number": shown.number}
