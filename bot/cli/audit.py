"""`endorse audit`: who did what, when and on whom."""

import asyncio
import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from bot.cli.command import DONE
from bot.cli.printing import print_text
from bot.logs import quiet_logs
from bot.settings import Settings, settings
from bot.storage import AuditRow, StorageError, migrate, open_storage
from rules.complaints import BadInput

EXAMPLES = """examples:
  endorse audit
  endorse audit --limit 500 --json

Newest first, times in UTC. Who: a Telegram id, 0 is the command line or the bot itself."""

_LIMIT = 50
_MOST = 100_000


def add_arguments(parser: ArgumentParser) -> None:
    """--limit and --json."""
    parser.add_argument("--limit", type=_limit, default=_LIMIT, metavar="N", help=f"{_LIMIT}, if not given")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: Namespace) -> int:
    """Print the newest entries of the audit log."""
    quiet_logs()
    try:
        entries = asyncio.run(_entries(settings(Settings).database_url, options.limit))
    except StorageError as error:
        raise BadInput(str(error)) from None
    print_text("\n".join((_as_json if options.json else _as_line)(one) for one in entries) or "nothing was done yet")
    return DONE


async def _entries(database: str, limit: int) -> list[AuditRow]:
    await migrate(database)
    async with open_storage(database) as storage, storage.transaction() as transaction:
        return await transaction.audit_log(limit)


def _as_line(one: AuditRow) -> str:
    detail = f": {one.detail}" if one.detail else ""
    return f"{one.at:%Y-%m-%d %H:%M:%S}  {one.who}  {one.what}  {one.subject}{detail}"


def _as_json(one: AuditRow) -> str:
    entry = {"id": one.id, "at": one.at.isoformat(), "who": one.who, "what": one.what, "subject": one.subject}
    return json.dumps({**entry, "detail": one.detail}, ensure_ascii=False)


def _limit(text: str) -> int:
    if not (text.isdecimal() and text.isascii()) or not 0 < int(text) <= _MOST:
        raise ArgumentTypeError(f"{text!r} came; allowed is a whole number from 1 to {_MOST}")
    return int(text)
