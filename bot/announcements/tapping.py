"""A tap on a counted button of an announcement, by whoever received it."""

from bot.announcements.drafts import found
from bot.office.visit import Onward, Visit
from dialogs.announcements.content import ReplyButton
from dialogs.roles import Role, may
from dialogs.scene import Refused

_HAVE_IT = frozenset({"sending", "sent", "unknown"})
"""A tap can come before the sending of its message is settled."""


async def tap(visit: Visit, number: str, place: str) -> Onward:
    """Count it, once per person, by the button's place; the staff may try the buttons of a test, uncounted.

    Raises:
        Refused: for anybody who is no recipient, and for buttons that do not exist.
    """
    draft = await found(visit, number)
    received = await has_it(visit, draft.row.id)
    if not received and not may(visit.role, Role.DRAFTER):
        raise Refused(number)
    if place not in {str(one) for one, button in enumerate(draft.content.buttons) if isinstance(button, ReplyButton)}:
        raise Refused(place)
    if received:
        await visit.transaction.note_tap(draft.row.id, place, visit.person.id, visit.now)
    return Onward(visit.session, visit.scene.words.page("office/thanks", counted=received).text, silent=True)


async def has_it(visit: Visit, number: int) -> bool:
    """Whether an announcement has arrived, or perhaps has."""
    recipient = await visit.transaction.recipient_of(number, visit.person.id)
    return recipient is not None and recipient.state in _HAVE_IT
