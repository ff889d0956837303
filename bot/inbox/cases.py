"""What can happen to a question. Nothing is sent here: it is written down, and the courier carries it."""

from collections.abc import Mapping
from dataclasses import replace

from telegram import Message

from bot.inbox.content import content_of, is_note
from bot.inbox.hand import Hand, Source
from bot.storage import Direction, InquiryRow, RelayRow, RelayState
from dialogs.roles import Role, may
from dialogs.scene import Refused


async def receivers(hand: Hand, person_id: int) -> tuple[int, ...]:
    """The chats that get what a person asks: the group, or every coordinator but themselves."""
    if hand.inbox_chat is not None:
        return (hand.inbox_chat,)
    members = await hand.transaction.staff()
    coordinators = (one.person_id for one in members if may(Role(one.role), Role.COORDINATOR))
    everybody = dict.fromkeys((*hand.room.settings.owner_ids, *coordinators))
    return tuple(one for one in everybody if one != person_id)


async def opened(hand: Hand, person_id: int, summary: str, holder: int | None = None) -> InquiryRow:
    """A new question, with its card on the way. It goes on in the topic of the person's last one."""
    topics = [
        (one.group_id, one.thread_id)
        for one in await hand.transaction.inquiries_of(person_id)
        if one.group_id is not None and one.thread_id is not None and one.group_id == hand.inbox_chat
    ]
    topic = topics[-1] if topics else None
    number = await hand.transaction.add_inquiry(person_id, hand.now, summary, holder, topic)
    inquiry = await hand.inquiry(str(number))
    for chat_id in await receivers(hand, person_id):
        await _relayed(hand, inquiry.id, "card", Source(person_id, -number), chat_id, {})
    return inquiry


async def heard(hand: Hand, inquiry: InquiryRow, source: Source, content: Mapping[str, str]) -> None:
    """Something from the person: for whoever has taken the question, else for everybody."""
    chats = await receivers(hand, inquiry.person_id)
    for chat_id in (inquiry.holder,) if inquiry.holder in chats else chats:
        await _relayed(hand, inquiry.id, "in", source, chat_id, content)
    await hand.transaction.save_inquiry(replace(inquiry, last_at=hand.now))


async def answered(hand: Hand, inquiry: InquiryRow, source: Source, content: Mapping[str, str]) -> None:
    """Something for the person. Who answers has taken the question, unless somebody has already."""
    await _relayed(hand, inquiry.id, "out", source, inquiry.person_id, content)
    # What stands in the topic already is not shown there again; an answer kept ready does not stand there.
    if hand.inbox_chat is not None and (source.chat_id != hand.inbox_chat or source.message_id < 0):
        await _relayed(hand, inquiry.id, "copy", source, hand.inbox_chat, content)
    holder = inquiry.holder or hand.who
    await hand.transaction.save_inquiry(replace(inquiry, holder=holder, last_at=hand.now))
    if holder != inquiry.holder:
        await hand.transaction.revise_cards(inquiry.id)


async def told(hand: Hand, inquiry: InquiryRow, message: Message) -> str:
    """What one of the staff wrote: sent, or kept as a note; which of the two it was ("sent", "kept", "is_closed").

    Raises:
        Refused: if there is nothing in it to be passed on.
    """
    content = content_of(message)
    if content is None:
        raise Refused(message.message_id)
    source = Source(message.chat_id, message.message_id)
    if is_note(message):
        await _relayed(hand, inquiry.id, "note", source, source.chat_id, content)
        return "kept"
    if not inquiry.is_open:
        return "is_closed"
    await answered(hand, inquiry, source, content)
    return "sent"


async def taken(hand: Hand, inquiry: InquiryRow, _source: Source) -> str:
    """Theirs from now on, whoever had it before."""
    await hand.transaction.save_inquiry(replace(inquiry, holder=hand.who))
    await hand.transaction.revise_cards(inquiry.id)
    await hand.note("taken", inquiry)
    return "mine"


async def closed(hand: Hand, inquiry: InquiryRow, source: Source) -> str:
    """Closed; the person is told, unless they did it."""
    if inquiry.is_open:
        await hand.transaction.save_inquiry(replace(inquiry, state="closed", closed_at=hand.now))
        await hand.transaction.revise_cards(inquiry.id)
        if hand.who != inquiry.person_id:
            await _relayed(hand, inquiry.id, "out", source, inquiry.person_id, {"kind": "goodbye", "html": ""})
            await hand.note("closed", inquiry)
    return "closed"


async def reopened(hand: Hand, inquiry: InquiryRow, _source: Source) -> str:
    """Open again, if the person has not asked anew meanwhile.

    Raises:
        Refused: if they have: then that one is to be answered.
    """
    if inquiry.is_open:
        return "reopened"
    if await hand.transaction.open_inquiry_of(inquiry.person_id) is not None:
        raise Refused(inquiry.id)
    await hand.transaction.save_inquiry(replace(inquiry, state="open", closed_at=None))
    await hand.transaction.revise_cards(inquiry.id)
    await hand.note("reopened", inquiry)
    return "reopened"


async def _relayed(  # noqa: PLR0913, PLR0917  one more than the columns that make a row
    hand: Hand, number: int, direction: Direction, source: Source, to_chat: int, content: Mapping[str, str]
) -> None:
    state: RelayState = "sent" if direction == "note" else "pending"
    await hand.transaction.add_relay(
        RelayRow(number, direction, source.chat_id, source.message_id, to_chat, content, state, hand.now)
    )
