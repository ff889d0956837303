"""Importing by chat: a file comes, is shown what it would do, and is imported or not."""

import asyncio
import hashlib
from collections import Counter
from dataclasses import replace
from functools import partial
from html import escape

from telegram import Bot
from telegram.error import TelegramError

from bot.office.visit import Effect, Onward, Visit
from bot.roster.comparing import LEFT_OUT, Plan
from bot.roster.exporting import outcome_rows
from bot.roster.importing import carry_out, planned
from bot.roster.table import MOST_BYTES, BadFile
from bot.roster.undisturbed import undisturbed
from bot.roster.words import LABELS, RosterWords
from bot.spreadsheet import csv_of
from dialogs.keyboard import flowing
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Document, Screen
from dialogs.words import plain

PLACE = "o_import"

_LONGEST_CAPTION = 1000
_MOST_SHOWN = 8
_MOST_LISTED = 20
_LONGEST_NAME = 100


async def show_import(visit: Visit, file_id: str = "", name: str = "") -> Screen:
    """What to send; or once it has come, what can be done with it."""
    labels = visit.scene.words.labels(LABELS)
    cancel = go(labels["back"], "o_roster")
    rows = flowing([do(labels["look_again"], "o_import_look"), cancel] if file_id else [cancel])
    screen = visit.scene.screen("office/roster_import", rows, file=bool(file_id), file_name=name)
    # What an effect sends in its place is a file, which no later screen is to be written over.
    return replace(screen, stays=bool(file_id))


async def written(visit: Visit, *_: str) -> Onward:
    """Take a file."""
    return taken(visit)


def taken(visit: Visit) -> Onward:
    """Show what a file that came would do.

    Raises:
        Misunderstood: if it is no file, or too large.
    """
    document = visit.message.document if visit.message is not None else None
    if document is None:
        raise Misunderstood(visit.scene.words.page("office/roster_send_file").text)
    if (document.file_size or 0) > MOST_BYTES:
        raise Misunderstood(RosterWords(visit.scene.words).refusal(BadFile("too_large")))
    name = " ".join((document.file_name or "").split())[-_LONGEST_NAME:]
    return replace(visit.to(PLACE, document.file_id, name), effect=_look(visit, document.file_id, name))


async def look(visit: Visit) -> Onward:
    """Show once more what the file would do now."""
    file_id, name = _at_hand(visit)
    return replace(visit.to(PLACE, file_id, name), effect=_look(visit, file_id, name))


async def confirm(visit: Visit, mark: str) -> Onward:
    """Import the file that was shown last; `mark` is of its content, so that an old button imports no other."""
    file_id, name = _at_hand(visit)
    return replace(visit.to("o_roster_home"), effect=undisturbed(partial(_imported, visit, file_id, name, mark)))


def _look(visit: Visit, file_id: str, name: str) -> Effect:
    return undisturbed(partial(_looked, visit, file_id, name))


def _at_hand(visit: Visit) -> tuple[str, str]:
    match visit.session.place.name, visit.session.place.arguments:
        case "o_import", (file_id, name):
            return file_id, name
    raise Refused(visit.session.place.name)


async def _looked(visit: Visit, file_id: str, name: str, bot: Bot) -> Screen:
    words = RosterWords(visit.scene.words)
    try:
        content = await _fetched(bot, file_id)
        plan = await planned(visit.room.storage, visit.scene.pack, content, name, visit.now)
    except BadFile as bad:
        return _refused(visit, bad)
    table = await asyncio.to_thread(lambda: csv_of(outcome_rows(plan, words)))
    caption = await asyncio.to_thread(_caption, visit, plan, words)
    labels, counts = words.labels, plan.counts
    rows = sum(counts.values()) - counts[LEFT_OUT]
    label = labels["import_one"] if rows == 1 else labels["import_yes"].format(count=visit.scene.words.number(rows))
    buttons = [do(label, "o_import_yes", _mark(content))] if plan.saves else []
    return Screen(
        name=PLACE,
        text=caption,
        rows=flowing([*buttons, go(labels["cancel"], "o_roster")]),
        attachment=Document(table, "dry-run.csv"),
        stays=True,
    )


async def _imported(visit: Visit, file_id: str, name: str, mark: str, bot: Bot) -> Screen:
    words = RosterWords(visit.scene.words)
    try:
        content = await _fetched(bot, file_id)
        _check(content, mark)
        plan = await planned(visit.room.storage, visit.scene.pack, content, name, visit.now)
    except BadFile as bad:
        return _refused(visit, bad)
    await carry_out(visit.room.storage, plan, visit.person.id, visit.now)
    shown = [words.fault(one) for one in plan.reading.faults[:_MOST_LISTED]]
    back = go(words.labels["back"], "o_roster")
    return visit.scene.screen("office/roster_imported", ((back,),), counts=plan.counts, shown=shown)


async def _fetched(bot: Bot, file_id: str) -> bytes:
    """The content of a file.

    Raises:
        BadFile: if it is too large, or cannot be had now.
    """
    try:
        file = await bot.get_file(file_id)
        if (file.file_size or 0) > MOST_BYTES:
            raise BadFile("too_large")
        return bytes(await file.download_as_bytearray())
    except TelegramError:
        raise BadFile("not_fetched") from None


def _check(content: bytes, mark: str) -> None:
    if _mark(content) != mark:
        raise BadFile("other_file")


def _caption(visit: Visit, plan: Plan, words: RosterWords) -> str:
    """As many of the errors as a caption has room for; all of them are in the file that it belongs to."""
    faults = plan.reading.faults
    fields = Counter(name for changes in plan.changes.values() for name in changes or ())
    given = {
        "counts": plan.counts,
        "fields": ", ".join(f"{words.fields((name,))}: {count}" for name, count in fields.most_common()),
        "faults": len(faults),
    }
    said = [words.said(one) for one in plan.reading.said]
    shown = [words.fault(one) for one in faults[:_MOST_SHOWN]]
    while True:
        text = visit.scene.words.page("office/roster_dry_run", **given, said=said, shown=shown).text
        if len(plain(text)) <= _LONGEST_CAPTION or not (said or shown):
            return text
        (shown or said).pop()


def _refused(visit: Visit, bad: BadFile) -> Screen:
    words = RosterWords(visit.scene.words)
    page = visit.scene.words.page("office/roster_import", file=False)
    return Screen(
        name=PLACE,
        text=f"{escape(words.refusal(bad))}\n\n{page.text}",
        rows=((go(words.labels["back"], "o_roster"),),),
        stays=True,
    )


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
