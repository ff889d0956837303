"""`endorse why`: why a person did or did not get a reminder."""

import asyncio
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from bot.cli.command import DONE
from bot.cli.printing import print_text
from bot.clock import SystemClock
from bot.logs import quiet_logs
from bot.nudges.why import why
from bot.settings import Settings, settings
from bot.storage import StorageError, migrate, open_storage
from bot.storage.person import LARGEST_ID
from rules.complaints import BadInput
from rules.loading import load_pack

EXAMPLES = """examples:
  endorse why 1234567

Shows days, states and reasons; never what a person answered."""


def add_arguments(parser: ArgumentParser) -> None:
    """PERSON."""
    parser.add_argument("person", type=_person, metavar="PERSON", help="a Telegram id, such as 1234567")


def run(options: Namespace) -> int:
    """Print every reminder of a person, and what is due next."""
    quiet_logs()
    try:
        print_text(asyncio.run(_why(settings(Settings), options.person)))
    except StorageError as error:
        raise BadInput(str(error)) from None
    return DONE


async def _why(chosen: Settings, person_id: int) -> str:
    pack = load_pack(chosen.rule_pack)
    await migrate(chosen.database_url)
    async with open_storage(chosen.database_url) as storage:
        told = await why(storage, pack, person_id, SystemClock().now())
    if told is None:
        raise BadInput(f"PERSON: {person_id} came; nobody of that id is stored")
    return told


def _person(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= LARGEST_ID:
        raise ArgumentTypeError(f"{text!r} came; allowed is a Telegram id, such as 1234567")
    return int(text)
