"""What the staff do about one question: take it, answer it, close it; and write to somebody first."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.inbox import cases
from bot.inbox.casefile import name_of
from bot.inbox.content import is_note, over, plain_content
from bot.inbox.courier import carried
from bot.inbox.hand import Hand, Source, hand_of, number_in, tapped
from bot.office.visit import Onward, Visit
from bot.storage import InquiryRow, PersonRow
from dialogs.keyboard import flowing
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, go
from dialogs.screen import Button, Screen

Change = Callable[[Hand, InquiryRow, Source], Awaitable[str]]


async def show_answer(visit: Visit, number: str) -> Screen:
    """Asks for the answer."""
    inquiry = await visit.transaction.inquiry(number_in(number))
    if inquiry is None or not inquiry.is_open:
        raise Refused(number)
    person = await _person(visit, inquiry.person_id)
    labels = visit.scene.words.labels("office_inbox")
    buttons = [
        go(labels["canned"], "o_canned", number),
        go(labels["case"], "o_case", number),
        visit.scene.button("menu", "menu"),
    ]
    return _writing(visit, person, name_of(visit.scene.words, person.first_name, inquiry.id), buttons)


async def answer(visit: Visit, number: str) -> Onward:
    """What one of the staff writes there."""
    return await _told(visit, await hand_of(visit).inquiry(number))


async def show_write(visit: Visit, person: str) -> Screen:
    """Asks for the first words to somebody; their open question goes on, if they have one."""
    row = await _person(visit, number_in(person))
    name = row.first_name or str(row.id)
    return _writing(visit, row, name, [visit.scene.button("menu", "menu")])


async def write(visit: Visit, person: str) -> Onward:
    """Begin a question from our side with what was written, in the hand of whoever wrote it."""
    row = await _person(visit, number_in(person))
    hand = hand_of(visit)
    _check(visit)
    there = await visit.transaction.open_inquiry_of(row.id)
    if there is None:
        inquiry = await cases.opened(hand, row.id, "", visit.person.id)
        await hand.note("begun", inquiry)
    else:
        inquiry = await hand.inquiry(str(there.id))
    return await _told(visit, inquiry)


async def take(visit: Visit, number: str) -> Onward:
    """Take a question, whoever has it."""
    return await _changed(visit, number, cases.taken)


async def close(visit: Visit, number: str) -> Onward:
    """Close a question."""
    return await _changed(visit, number, cases.closed)


async def reopen(visit: Visit, number: str) -> Onward:
    """Open a question again."""
    return await _changed(visit, number, cases.reopened)


async def say(visit: Visit, number: str, canned: str) -> Onward:
    """Send an answer that was kept ready."""
    hand = hand_of(visit)
    inquiry = await hand.inquiry(number)
    await said(hand, inquiry, canned, tapped(visit.now, visit.person.id))
    return _onward(visit, inquiry, "sent")


async def said(hand: Hand, inquiry: InquiryRow, canned: str, source: Source) -> str:
    """The same in any transaction.

    Raises:
        Refused: if the question is closed, or the answer was thrown away.
    """
    found = await hand.transaction.canned_one(number_in(canned))
    if found is None or not inquiry.is_open:
        raise Refused(canned)
    await cases.answered(hand, inquiry, source, plain_content(found.text))
    return "sent"


async def again(visit: Visit, relay: str) -> Onward:
    """Send once more what failed, or of what nobody knows whether it arrived."""
    number = await sent_again(hand_of(visit), relay)
    return _onward(visit, await hand_of(visit).inquiry(str(number)), "again")


async def sent_again(hand: Hand, relay: str) -> int:
    """The same in any transaction; the number of the question.

    Raises:
        Refused: if it is neither of the two, or the question is closed.
    """
    row = await hand.transaction.relay(number_in(relay))
    inquiry = None if row is None else await hand.inquiry(str(row.inquiry_id))
    if inquiry is None or await hand.transaction.send_relay_again(number_in(relay), hand.now) is None:
        raise Refused(relay)
    await hand.note("sent_again", inquiry)
    return inquiry.id


async def _changed(visit: Visit, number: str, change: Change) -> Onward:
    hand = hand_of(visit)
    inquiry = await hand.inquiry(number)
    what = await change(hand, inquiry, tapped(visit.now, visit.person.id))
    return replace(_onward(visit, inquiry, what), effect=carried(visit.room, inquiry.id, moved=True))


async def _told(visit: Visit, inquiry: InquiryRow) -> Onward:
    _check(visit)
    if visit.message is None:
        raise Refused(inquiry.id)
    what = await cases.told(hand_of(visit), inquiry, visit.message)
    onward = _onward(visit, inquiry, what)
    return replace(onward, session=visit.session.at("o_answer", str(inquiry.id))) if inquiry.is_open else onward


def _onward(visit: Visit, inquiry: InquiryRow, what: str) -> Onward:
    notice = visit.scene.words.page("office/inbox_told", what=what).text
    return replace(visit.to("o_case", inquiry.id, notice=notice), effect=carried(visit.room, inquiry.id))


def _check(visit: Visit) -> None:
    """Raises Misunderstood for what is too long with the association's name before it."""
    message = visit.message
    if message is None or is_note(message):
        return
    excess = over(message, visit.scene.pack.association.name)
    if excess:
        raise Misunderstood(visit.scene.words.page("office/inbox_too_long", over=excess).text)


def _writing(visit: Visit, person: PersonRow, name: str, buttons: list[Button]) -> Screen:
    return visit.scene.screen(
        "office/inbox_answer",
        flowing(buttons),
        name=name,
        association=visit.scene.pack.association.name,
        trouble=person.reachable,
    )


async def _person(visit: Visit, person_id: int) -> PersonRow:
    row = await visit.transaction.person(person_id)
    if row is None:
        raise Refused(person_id)
    return row
