"""What `endorse roster` does, by the same code as the bot."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from telegram.error import TelegramError

from bot.clock import SystemClock
from bot.gateway.connection import telegram_bot
from bot.roster.comparing import LEFT_OUT, Plan, every_entry
from bot.roster.entry import name_of
from bot.roster.exporting import FORMATS, exported
from bot.roster.importing import carry_out, planned
from bot.roster.lateness import lateness
from bot.roster.linking import with_links
from bot.roster.table import BadFile
from bot.roster.words import RosterWords
from bot.settings import Settings
from bot.storage import Storage, migrate, open_storage
from bot.storage.audit import NOBODY
from dialogs.catalogue import SOURCE
from dialogs.words import words
from rules.complaints import BadInput
from rules.loading import load_pack


async def import_(chosen: Settings, content: bytes, name: str, *, really: bool) -> str:
    """What a file would do, or did: counts, then a line for each row that is left out.

    Raises:
        BadInput: if nothing of the file can be taken.
    """
    said = RosterWords(words(SOURCE))
    now = SystemClock().now()
    async with _opened(chosen) as storage:
        try:
            plan = await planned(storage, load_pack(chosen.rule_pack), content, name, now)
        except BadFile as bad:
            raise BadInput(f"FILE: {name!r} came. {said.refusal(bad)}") from None
        if really:
            await carry_out(storage, plan, NOBODY, now)
    return "\n".join(_lines(plan, said, really=really))


async def export(chosen: Settings, kind: str, *, links: bool) -> bytes:
    """The list as a file.

    Raises:
        BadInput: if links are wanted and Telegram does not tell whose bot this is.
    """
    pack = load_pack(chosen.rule_pack)
    link = await _link(chosen) if links else None
    async with _opened(chosen) as storage:
        if link is None:
            entries, made = [one async for one in every_entry(storage)], None
        else:
            entries, made = await with_links(storage, link, NOBODY, SystemClock().now())
    return await asyncio.to_thread(lambda: FORMATS[kind](exported(entries, pack, made)))


async def at_risk(chosen: Settings) -> str:
    """A line for each Endorsement that is behind, the most pressing first."""
    pack = load_pack(chosen.rule_pack)
    async with _opened(chosen) as storage:
        found = await lateness(storage, pack, SystemClock().now())
    lines = [
        f"{one.risk.short:g} hours short, {one.risk.days_left} days left until {one.risk.deadline}:"
        f" {pack.by_code[one.risk.endorsement.category].credential(one.risk.endorsement.age_band)},"
        f" {name_of(one.entry) or 'endorsee without a name'} <{one.entry.email}>"
        for one in found.late
    ]
    people = len({one.person_id for one in found.late})
    summary = f"{people} of {found.looked_at} people known in Telegram may be late; {found.lapsed} have lapsed"
    return "\n".join((*lines, summary))


def _lines(plan: Plan, said: RosterWords, *, really: bool) -> Iterator[str]:
    counts = plan.counts
    yield ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    yield from (said.said(one) for one in plan.reading.said)
    yield from (said.fault(one) for one in plan.reading.faults)
    rows = sum(counts.values()) - counts[LEFT_OUT]
    if not really:
        yield f"nothing was changed; --yes imports {rows} rows"


async def _link(chosen: Settings) -> Callable[[str], str]:
    """Makes links to this bot, whose name only Telegram knows."""
    if chosen.telegram_bot_token is None:
        raise BadInput("TELEGRAM_BOT_TOKEN: missing; a link needs the name of the bot that it opens")
    bot = telegram_bot(chosen.telegram_bot_token.get_secret_value(), api_root=chosen.telegram_api_base_url)
    try:
        async with bot:
            username = bot.username
    except TelegramError as error:
        # The type alone: the library's message can quote the token.
        raise BadInput(f"Telegram does not tell the name of the bot ({type(error).__name__})") from None
    return lambda payload: f"https://t.me/{username}?start={payload}"


@asynccontextmanager
async def _opened(chosen: Settings) -> AsyncIterator[Storage]:
    await migrate(chosen.database_url)
    async with open_storage(chosen.database_url) as storage:
        yield storage
