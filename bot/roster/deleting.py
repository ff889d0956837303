"""Taking one entry off the list, with everything that the association has of them there."""

from bot.office.visit import Onward, Visit
from bot.roster.entry import name_of
from bot.roster.words import LABELS
from bot.storage import EntryRow
from dialogs.keyboard import stacked
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen

_LONGEST_NUMBER = 18


async def show_delete(visit: Visit, number: str) -> Screen:
    """Ask once."""
    entry = await _entry(visit, number)
    labels = visit.scene.words.labels(LABELS)
    buttons = [do(labels["delete_yes"], "o_entry_delete_yes", number), go(labels["delete_no"], "o_roster")]
    return visit.scene.screen(
        "office/roster_delete",
        stacked(buttons),
        name=name_of(entry) or labels["nameless"],
        email=entry.email,
        linked=entry.person_id is not None,
    )


async def delete(visit: Visit, number: str) -> Onward:
    """Off the list; their link is good for nothing from then on, and what they recorded themselves stays theirs."""
    entry = await _entry(visit, number)
    if not await visit.transaction.delete_entry(entry.id):
        raise Refused(number)  # somebody else was faster
    await visit.note("roster.deleted", f"entry {entry.id}")
    return visit.to("o_roster_home", notice=visit.scene.words.page("office/roster_deleted").text)


async def _entry(visit: Visit, number: str) -> EntryRow:
    is_number = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    entry = await visit.transaction.entry(int(number)) if is_number else None
    if entry is None:
        raise Refused(number)
    return entry
