"""Files of the roster to take away, links for a mailing, and who may be late."""

import asyncio
from dataclasses import replace
from functools import partial

from telegram import Bot

from bot.office.visit import Onward, Visit
from bot.roster.comparing import every_entry
from bot.roster.entry import name_of
from bot.roster.exporting import FORMATS, exported
from bot.roster.lateness import Late, lateness
from bot.roster.linking import LASTS, with_links
from bot.roster.undisturbed import undisturbed
from bot.roster.words import LABELS
from dialogs.endorsed import letters_of
from dialogs.keyboard import Rows, stacked
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Document, Screen

_PAGE = 6
_LONGEST_LABEL = 60


async def export(visit: Visit, kind: str) -> Onward:
    """The whole list as a file."""
    if kind not in FORMATS:
        raise Refused(kind)
    counts = await visit.transaction.roster_counts()
    await visit.note("roster.exported", "roster", f"{counts.entries} entries as {kind}")
    return replace(visit.to("o_roster_file"), effect=undisturbed(partial(_exported, visit, kind)))


async def show_links(visit: Visit) -> Screen:
    """What the links do, before they are made."""
    labels = visit.scene.words.labels(LABELS)
    buttons = [do(labels["links_yes"], "o_roster_links_yes"), go(labels["back"], "o_roster")]
    return visit.scene.screen("office/roster_links", stacked(buttons), days=LASTS.days)


async def make_links(visit: Visit) -> Onward:
    """A file for a mail merge, with a new link for everybody who is not known yet."""
    return replace(visit.to("o_roster_file"), effect=undisturbed(partial(_linked, visit)))


async def show_file(visit: Visit) -> Screen:
    """What stands here until the file comes, or if none does."""
    return replace(visit.scene.screen("office/roster_at_hand", _back(visit)), stays=True)


async def at_risk(visit: Visit, begin: str = "0") -> Onward:
    """Who may be late, a page at a time, from the place `begin` on."""
    if not begin.isdecimal() or len(begin) > 6:  # noqa: PLR2004  a place among 100,000
        raise Refused(begin)
    return replace(visit.to("o_roster_home"), effect=partial(_at_risk, visit, int(begin)))


async def _exported(visit: Visit, kind: str, _bot: Bot) -> Screen:
    entries = [one async for one in every_entry(visit.room.storage)]
    content = await asyncio.to_thread(lambda: FORMATS[kind](exported(entries, visit.scene.pack)))
    text = visit.scene.words.page("office/roster_exported", links=False, count=len(entries)).text
    return _file(visit, text, Document(content, f"roster.{kind}"))


async def _linked(visit: Visit, _bot: Bot) -> Screen:
    entries, links = await with_links(visit.room.storage, visit.room.link, visit.person.id, visit.now)
    content = await asyncio.to_thread(lambda: FORMATS["csv"](exported(entries, visit.scene.pack, links)))
    text = visit.scene.words.page("office/roster_exported", links=True, count=len(links)).text
    return _file(visit, text, Document(content, "roster-links.csv"))


async def _at_risk(visit: Visit, begin: int, _bot: Bot) -> Screen:
    found = await lateness(visit.room.storage, visit.scene.pack, visit.now)
    shown = found.late[begin : begin + _PAGE]
    labels = visit.scene.words.labels(LABELS)
    writing = [_write(visit, one) for one in shown]
    onward = [do(labels["more"], "o_at_risk", str(begin + _PAGE))] if len(found.late) > begin + _PAGE else []
    return visit.scene.screen(
        "office/roster_at_risk",
        stacked([*writing, *onward, go(labels["back"], "o_roster")]),
        late=[_described(visit, one) for one in shown],
        looked_at=found.looked_at,
        lapsed=found.lapsed,
        nameless=labels["nameless"],
    )


def _write(visit: Visit, one: Late) -> Button:
    labels = visit.scene.words.labels(LABELS)
    name = name_of(one.entry) or labels["nameless"]
    return go(labels["write"].format(name=name)[:_LONGEST_LABEL], "o_write", str(one.person_id))


def _described(visit: Visit, one: Late) -> dict[str, object]:
    return {
        "name": name_of(one.entry),
        "letters": letters_of(visit.scene, one.risk.endorsement),
        "short": one.risk.short,
        "deadline": one.risk.deadline,
    }


def _file(visit: Visit, text: str, document: Document) -> Screen:
    return Screen(name="o_roster_file", text=text, rows=_back(visit), attachment=document, stays=True)


def _back(visit: Visit) -> Rows:
    return ((go(visit.scene.words.labels(LABELS)["back"], "o_roster"),),)
