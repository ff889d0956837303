"""The roster's first screen, and looking somebody up."""

from dataclasses import replace

from telegram import Bot

from bot.office.visit import Onward, Visit
from bot.roster.entry import endorsements_of, name_of, sought
from bot.roster.intake import taken
from bot.roster.lateness import lateness
from bot.roster.words import LABELS
from bot.storage import EntryRow, RosterCounts
from dialogs.event import Typed
from dialogs.keyboard import WIDEST, Rows, flowing
from dialogs.misunderstood import Misunderstood
from dialogs.scene import do, go
from dialogs.screen import Screen

HOME = "o_roster_home"

_MOST_FOUND = 8
_LONGEST_SOUGHT = 100


async def enter(visit: Visit) -> Onward:
    """To the first screen; how many are at risk is worked out after the commit, when nobody waits for it."""
    counts = await visit.transaction.roster_counts()

    async def counted(_bot: Bot) -> Screen:
        found = await lateness(visit.room.storage, visit.scene.pack, visit.now)
        return _home(visit, counts, len({one.person_id for one in found.late}))

    return replace(visit.to(HOME), effect=counted if counts.linked else None)


async def show_home(visit: Visit) -> Screen:
    """How many there are, and what can be done."""
    return _home(visit, await visit.transaction.roster_counts(), None)


async def written(visit: Visit) -> Onward:
    """A file to import, or somebody to look up."""
    if not isinstance(visit.event, Typed):
        return taken(visit)
    part = sought(visit.event.text)
    if not 0 < len(part) <= _LONGEST_SOUGHT:
        raise Misunderstood(visit.scene.words.page("screens/not_understood").text)
    found = await visit.transaction.entries_like(part, _MOST_FOUND + 1)
    screen = _found(visit, found, " ".join(visit.event.text.split()))

    async def shown(_bot: Bot) -> Screen:
        return screen

    return replace(visit.to(HOME), effect=shown)


def _home(visit: Visit, counts: RosterCounts, late: int | None) -> Screen:
    return replace(
        visit.scene.screen("office/roster", _rows(visit, counts), counts=counts, late=late),
        name=HOME,
    )


def _rows(visit: Visit, counts: RosterCounts) -> Rows:
    labels = visit.scene.words.labels(LABELS)
    begin = [go(labels["import"], "o_import")]
    if not counts.entries:
        return flowing([*begin, go(labels["office"], "o_office")])
    return flowing(
        [
            do(labels["at_risk"], "o_at_risk"),
            *begin,
            do(labels["export_csv"], "o_roster_export", "csv"),
            do(labels["export_xlsx"], "o_roster_export", "xlsx"),
            go(labels["links"], "o_roster_links"),
            go(labels["office"], "o_office"),
        ]
    )


def _found(visit: Visit, found: list[EntryRow], said: str) -> Screen:
    labels = visit.scene.words.labels(LABELS)
    shown = found[:_MOST_FOUND]
    writing = [
        go(labels["write"].format(name=name_of(one) or one.email)[:WIDEST], "o_write", str(one.person_id))
        for one in shown
        if one.person_id is not None
    ]
    deleting = [
        go(labels["delete"].format(name=name_of(one) or one.email)[:WIDEST], "o_entry_delete", str(one.id))
        for one in shown
    ]
    return visit.scene.screen(
        "office/roster_found",
        flowing([*writing, *deleting, go(labels["back"], "o_roster")]),
        found=[_described(visit, one) for one in shown],
        more=len(found) > _MOST_FOUND,
        sought=said,
        nameless=labels["nameless"],
    )


def _described(visit: Visit, one: EntryRow) -> dict[str, object]:
    by_code = visit.scene.pack.by_code
    return {
        "name": name_of(one),
        "email": one.email,
        "held": [(by_code[held.category].credential(held.age_band), held.earned_on) for held in endorsements_of(one)],
        "until": one.membership_until,
        "tags": ", ".join(one.tags),
        "linked": one.person_id is not None,
    }
