"""For whom an announcement is too long once their own words are in it: known before anybody gets it."""

import asyncio

from bot.announcements.fields import fields_of
from bot.office.visit import Room
from bot.storage import ListenerRow
from dialogs.announcements.checking import fault_of
from dialogs.announcements.content import Content
from dialogs.announcements.merging import fields_in, rendered
from dialogs.session import Session
from dialogs.zone import zone_of

_PAGE = 200


async def too_long(room: Room, announcement_id: int) -> list[int]:
    """The ids of pending recipients whose copy Telegram would not take, in short transactions of its own.

    Raises:
        LookupError: if there is no such announcement.
    """
    async with room.storage.transaction() as transaction:
        row = await transaction.announcement(announcement_id)
    if row is None:
        raise LookupError(announcement_id)
    content = Content.model_validate_json(row.content)
    # Without fields it is the same for everybody; one look is enough.
    everybody_fits = not fields_in(content.text) and fault_of(rendered(content, {})) is None
    found: list[int] = []
    after = 0
    while not everybody_fits:
        async with room.storage.transaction() as transaction:
            people = await transaction.waiting_listeners(announcement_id, after, _PAGE)
        if not people:
            break
        # As long as a hundred updates; others are not to wait for it.
        found += await asyncio.to_thread(_too_long, room, content, people)
        after = people[-1].id
    return found


def _too_long(room: Room, content: Content, people: list[ListenerRow]) -> list[int]:
    return [person.id for person in people if _is_too_long(room, content, person)]


def _is_too_long(room: Room, content: Content, person: ListenerRow) -> bool:
    session = Session.model_validate_json(person.session)
    day = room.clock.now().astimezone(zone_of(session, room.book.pack)).date()
    return fault_of(rendered(content, fields_of(session, person.first_name, room.book, day))) is not None
