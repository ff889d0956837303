"""`endorse broadcast`: announcements for scripts."""

import asyncio
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import get_args

from bot.announcements.scripted import Refusal, Status, begin, confirm, count, status, step
from bot.cli.command import DONE
from bot.cli.printing import print_json, print_text
from bot.clock import SystemClock
from bot.logs import quiet_logs
from bot.menu import show_commands
from bot.office.visit import Room
from bot.settings import Settings, settings
from bot.storage import StorageError, migrate, open_storage
from dialogs.announcements.audience import Audience, Condition, Kind
from dialogs.announcements.content import Content
from dialogs.announcements.lifecycle import Step
from dialogs.announcements.shown import gist
from dialogs.announcements.timing import Timing
from dialogs.announcements.topic import TOPICS
from dialogs.catalogue import SOURCE
from dialogs.turn import Companion
from dialogs.words import words
from rules.complaints import BadInput
from rules.loading import load_pack

EXAMPLES = """examples:
  echo "Hello {first_name}, …" | endorse broadcast new - --topic training --to endorsed=IFS --to renewal_year=2027
  endorse broadcast send 12
  endorse broadcast send 12 --yes 34
  endorse broadcast status 12 --json

FILE holds Telegram's HTML: <b>bold</b>, <a href="…">a link</a>; write &lt; for <. `send` counts; with --yes it sends,
if that is still the number of people. The sending itself is done by `endorse run` or `endorse worker`."""

_STEPS = {"pause": Step.PAUSE, "resume": Step.RESUME, "cancel": Step.CANCEL}
_NEWEST = 20
_GIST = 60

Act = Callable[[Room, Namespace], Awaitable[None]]


def add_arguments(parser: ArgumentParser) -> None:
    """The actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    new = actions.add_parser("new", help="keep a draft and print its number")
    new.set_defaults(act=_new)
    new.add_argument("file", metavar="FILE", help="what it says; - reads stdin")
    new.add_argument("--topic", choices=TOPICS, default=TOPICS[0], help=f"{TOPICS[0]}, if not given")
    new.add_argument("--to", action="append", type=_condition, default=[], metavar="CONDITION", help=_conditions())
    new.add_argument("--except", action="append", type=_condition, default=[], metavar="CONDITION", dest="without")
    new.add_argument("--morning", action="store_true", help="to everybody in their own morning")
    new.add_argument("--hours", type=_hours, metavar="N", help="after so many hours what is left is not sent any more")
    actions.add_parser("list", help=f"the newest {_NEWEST}").set_defaults(act=_list)
    send = _about_one(actions.add_parser("send", help="count whom a draft goes to, or send it"), _send)
    send.add_argument("--yes", type=_number, metavar="COUNT", help="send it to exactly so many people")
    told = _about_one(actions.add_parser("status", help="how far it is"), _status)
    told.add_argument("--json", action="store_true")
    for name, one in _STEPS.items():
        _about_one(actions.add_parser(name, help=f"{name} it"), partial(_step, one))


def run(options: Namespace) -> int:
    """Do one of them."""
    quiet_logs()
    try:
        asyncio.run(_run(options))
    except StorageError as error:
        raise BadInput(str(error)) from None
    except Refusal as refusal:
        raise BadInput(str(refusal)) from None
    return DONE


async def _run(options: Namespace) -> None:
    async with _room(settings(Settings)) as room:
        await options.act(room, options)


@asynccontextmanager
async def _room(chosen: Settings) -> AsyncIterator[Room]:
    await migrate(chosen.database_url)
    book = Companion(load_pack(chosen.rule_pack)).book
    async with open_storage(chosen.database_url) as storage:
        yield Room(
            storage, book, chosen, SystemClock(), username=lambda: "", wake=lambda: None, show_commands=show_commands
        )


async def _new(room: Room, options: Namespace) -> None:
    timing = Timing(kind="morning" if options.morning else "now", valid_hours=options.hours)
    audience = Audience(include=tuple(options.to), exclude=tuple(options.without))
    content = Content(text=_text(options.file))
    print_text(str(await begin(room, content, audience, options.topic, timing)))


async def _list(room: Room, _: Namespace) -> None:
    async with room.storage.transaction() as transaction:
        rows = await transaction.announcements(_NEWEST)
    english = words(SOURCE)
    lines = [
        f"{row.id}  {row.state}  {row.topic}  {gist(Content.model_validate_json(row.content), english, _GIST)}"
        for row in rows
    ]
    print_text("\n".join(lines) or "there are none yet")


async def _send(room: Room, options: Namespace) -> None:
    if options.yes is not None:
        row = await confirm(room, options.number, options.yes)
        print_text(f"{options.yes} people, from {row.starts_at:%Y-%m-%d %H:%M} UTC on")
        return
    counted = await count(room, options.number)
    left_out = ", ".join(f"{many} {reason}" for reason, many in sorted(counted.left_out.items()))
    print_text(f"{counted.total} people; left out: {left_out or 'nobody'}; to send it: --yes {counted.total}")


async def _status(room: Room, options: Namespace) -> None:
    async with room.storage.transaction() as transaction:
        told = await status(transaction, options.number)
    if options.json:
        print_json(_as_json(told))
        return
    lines = [f"announcement {told.row.id}: {told.row.state}"]
    lines += [f"  {state}: {many}" for state, many in told.states.items()]
    lines += [f"    {state}, {reason}: {many}" for (state, reason), many in told.reasons.items() if reason]
    lines += [f"  {repair}, {state}: {many}" for (repair, state), many in told.repairs.items()]
    print_text("\n".join(lines))


async def _step(one: Step, room: Room, options: Namespace) -> None:
    row = await step(room, options.number, one)
    print_text(f"announcement {row.id}: {row.state}")


def _as_json(told: Status) -> dict[str, object]:
    row = told.row
    return {
        "id": row.id,
        "state": row.state,
        "topic": row.topic,
        "starts_at": row.starts_at and row.starts_at.isoformat(),
        "finished_at": row.finished_at and row.finished_at.isoformat(),
        "stopped_by": row.stopped_by,
        "copies": dict(told.states),
        "reasons": [
            {"state": state, "reason": reason, "copies": many}
            for (state, reason), many in told.reasons.items()
            if reason
        ],
        "repairs": [
            {"repair": repair, "state": state, "copies": many} for (repair, state), many in told.repairs.items()
        ],
    }


def _about_one(parser: ArgumentParser, act: Act) -> ArgumentParser:
    parser.set_defaults(act=act)
    parser.add_argument("number", type=_number, metavar="ID", help="the number of an announcement")
    return parser


def _text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig").strip()
    except (OSError, ValueError) as error:  # the latter for bytes that are not UTF-8
        raise BadInput(f"FILE: {file!r} came; allowed is a file in UTF-8 that can be read ({error})") from None


def _condition(text: str) -> Condition:
    kind, _, value = text.partition("=")
    try:
        return Condition.model_validate({"kind": kind, "value": value})
    except ValueError:
        raise ArgumentTypeError(f"{text!r} came; allowed is {_conditions()}") from None


def _conditions() -> str:
    return f"KIND or KIND=VALUE, where KIND is one of {', '.join(get_args(Kind))}"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):  # noqa: PLR2004  what fits 64 bits
        raise ArgumentTypeError(f"{text!r} came; allowed is a whole number")
    return int(text)


def _hours(text: str) -> int:
    hours = _number(text)
    if not 1 <= hours <= 24 * 31:
        raise ArgumentTypeError(f"{text!r} came; allowed is a whole number from 1 to {24 * 31}")
    return hours
