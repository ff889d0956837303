"""`endorse demo`: the bot in a browser, beside a clock that can be moved; no token, no network."""

import asyncio
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from ipaddress import AddressValueError, IPv4Address
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cli.command import DONE
from bot.cli.printing import print_text
from bot.demo import Demo
from bot.demo.calendar import Calendar
from bot.demo.people import COORDINATOR
from bot.embedded import embedded
from bot.logs import quiet_logs
from bot.settings import RuleSettings, Settings, settings
from bot.stopping import asked_to_stop
from bot.storage import StorageError, migrate
from rules.complaints import BadInput
from rules.loading import load_pack

EXAMPLES = """examples:
  endorse demo
  endorse demo --port 8030 --data demo.db

Open the address it prints. Ctrl-C ends it."""

_PORT = 8026
_LAST_PORT = 65_535


def add_arguments(parser: ArgumentParser) -> None:
    """--port, --host and --data."""
    parser.add_argument("--port", type=_port, default=_PORT, metavar="N", help=f"{_PORT}, if not given; 0: any free")
    parser.add_argument("--host", type=_host, default="127.0.0.1", help="127.0.0.1, if not given: this machine only")
    parser.add_argument("--data", type=Path, metavar="FILE", help="keep the answers in this SQLite file")


def run(options: Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    quiet_logs()
    with tempfile.TemporaryDirectory(prefix="endorse-") as folder:
        data = Path(options.data or Path(folder, "demo.db")).absolute()
        asyncio.run(_serve(options.host, options.port, data))
    return DONE


async def _serve(host: str, port: int, data: Path) -> None:
    # Not the rest of the environment: neither a token nor a database address has a say here.
    chosen = Settings.model_construct(
        rule_pack=settings(RuleSettings).rule_pack,
        database_url=f"sqlite:///{data.as_posix()}",
        owner_ids=(COORDINATOR,),
    )
    pack = load_pack(chosen.rule_pack)
    calendar = Calendar(ZoneInfo(pack.association.time_zone), pack.covers.first)
    stop = asked_to_stop()
    try:
        await migrate(chosen.database_url)  # before an address is printed: it fails where the file is no good
        async with (
            _opened(Demo(calendar, host=host, port=port), f"{host}:{port}") as demo,
            embedded(chosen, calendar.clock, demo) as look_who_is_due,
        ):
            calendar.moved = look_who_is_due
            print_text(demo.url)
            await stop.wait()
    except* StorageError as errors:
        raise BadInput(f"--data: {data} cannot be used ({errors.exceptions[0]}); allowed is a SQLite file") from None


@asynccontextmanager
async def _opened(demo: Demo, place: str) -> AsyncIterator[Demo]:
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(demo)
        except OSError as error:
            raise BadInput(
                f"--port: {place} cannot be used ({error.strerror}); allowed is a free port, 0 for any"
            ) from None
        yield demo


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise ArgumentTypeError(f"{text!r} came; allowed is a whole number from 0 to {_LAST_PORT}")
    return int(text)


def _host(text: str) -> str:
    try:
        return str(IPv4Address("127.0.0.1" if text == "localhost" else text))
    except AddressValueError:
        raise ArgumentTypeError(f"{text!r} came; allowed is localhost or an IPv4 address of this machine") from None
