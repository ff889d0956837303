"""A person opens their link, says whether the entry is theirs, and may take that back."""

from bot.office.visit import Onward, Visit
from bot.roster.entry import endorsements_of
from bot.roster.linking import hash_of
from bot.roster.words import LABELS
from bot.storage import EntryRow
from dialogs.keyboard import flowing, stacked
from dialogs.listed import unlisted, with_listed
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen


async def claim(visit: Visit, secret: str) -> Onward:
    """Open a link. It is used up only by a yes."""
    hashed = hash_of(secret)
    if await visit.transaction.entry_of(visit.person.id) is not None:
        return visit.to("o_unlink", notice=_said(visit, "roster_linked_before"))
    if await visit.transaction.entry_behind(hashed, visit.now) is None:
        return visit.to("menu", notice=_said(visit, "roster_no_link"))
    return visit.to("o_yours", hashed)


async def show_yours(visit: Visit, hashed: str) -> Screen:
    """What the association has, and whether that is them."""
    entry = await _behind(visit, hashed)
    labels = visit.scene.words.labels(LABELS)
    buttons = [do(labels["that_is_me"], "o_yours_yes"), go(labels["not_me"], "menu")]
    by_code = visit.scene.pack.by_code
    held = [
        (
            by_code[one.category].credential(one.age_band),
            visit.scene.words.say(by_code[one.category].credential_name(one.age_band)),
            one.earned_on,
        )
        for one in endorsements_of(entry)
    ]
    association = visit.scene.pack.association.name
    return visit.scene.screen(
        "office/roster_yours", flowing(buttons), association=association, held=held, until=entry.membership_until
    )


async def confirm(visit: Visit) -> Onward:
    """Yes: the entry is theirs from now on, and what it has is taken over."""
    place = visit.session.place
    if place.name != "o_yours" or len(place.arguments) != 1:
        raise Refused(place.name)
    entry = await _behind(visit, place.arguments[0])
    if await visit.transaction.entry_of(visit.person.id) is not None:
        return visit.to("o_unlink", notice=_said(visit, "roster_linked_before"))
    if not await visit.transaction.use_link(place.arguments[0], visit.person.id, visit.now):
        return visit.to("menu", notice=_said(visit, "roster_no_link"))  # somebody else was faster
    await visit.note("roster.linked", f"person {visit.person.id}")
    session = with_listed(visit.session, endorsements_of(entry), entry.membership_until, visit.scene.on)
    return visit.having(session).to(
        "endorsements" if session.endorsements else "menu", notice=_said(visit, "roster_linked")
    )


async def show_unlink(visit: Visit) -> Screen:
    """Whether they are matched, and the way out."""
    labels = visit.scene.words.labels(LABELS)
    linked = await visit.transaction.entry_of(visit.person.id) is not None
    back = visit.scene.button("settings", "settings")
    buttons = [do(labels["unlink_yes"], "o_unlink_yes"), back] if linked else [back]
    association = visit.scene.pack.association.name
    return visit.scene.screen("office/roster_unlink", stacked(buttons), linked=linked, association=association)


async def unlink(visit: Visit) -> Onward:
    """Take it back; a second time changes nothing."""
    if await visit.transaction.unlink_entry(visit.person.id):
        await visit.note("roster.unlinked", f"person {visit.person.id}")
    return visit.having(unlisted(visit.session)).to("settings", notice=_said(visit, "roster_unlinked"))


async def _behind(visit: Visit, hashed: str) -> EntryRow:
    entry = await visit.transaction.entry_behind(hashed, visit.now)
    if entry is None:
        raise Refused(hashed)
    return entry


def _said(visit: Visit, page: str) -> str:
    return visit.scene.words.page(f"office/{page}", association=visit.scene.pack.association.name).text
