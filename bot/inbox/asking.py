"""What everybody can do: ask the coordinator, with or without the case, and talk until it is settled."""

from collections.abc import Mapping
from dataclasses import replace

from telegram import Message

from bot.inbox import cases
from bot.inbox.content import KINDS, content_of, plain_content, words_of
from bot.inbox.courier import carried
from bot.inbox.hand import Source, hand_of, number_in, tapped
from bot.office.visit import Onward, Visit
from bot.storage import InquiryRow
from dialogs.announcements.shown import shortened
from dialogs.inquiry import summary_of
from dialogs.keyboard import flowing, stacked
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do
from dialogs.screen import Button, Screen

_CHECK = "o_ask_check"
_MOST_SHOWN = 1500
"""Characters of a question, each of which may be two to Telegram, so that the screen has room for everything else."""


async def show_ask(visit: Visit, *_: str) -> Screen:
    """Asks for the question; while one is open, tells that whatever comes goes to a person.

    What stands behind the command is no question yet: they are to see first what is told here.
    """
    inquiry = await visit.transaction.open_inquiry_of(visit.person.id)
    association = visit.scene.pack.association
    settle = [] if inquiry is None else [do(_labels(visit, "done"), "o_done", str(inquiry.id))]
    return visit.scene.screen(
        "office/inbox_ask",
        flowing([*settle, visit.scene.button("menu", "menu")]),
        reachable=inquiry is not None or bool(await cases.receivers(hand_of(visit), visit.person.id)),
        number=None if inquiry is None else inquiry.id,
        summary=summary_of(visit.scene),
        association=association.name,
        email=association.coordinator_email,
        crisis=association.crisis_line,
    )


async def ask(visit: Visit, *_: str) -> Onward:
    """What somebody writes there: passed on if a question is open, else shown before it is sent."""
    message, content = _written(visit)
    inquiry = await visit.transaction.open_inquiry_of(visit.person.id)
    if inquiry is None:
        if not await cases.receivers(hand_of(visit), visit.person.id):
            return Onward(visit.session)
        return visit.to(_CHECK, message.message_id, content["kind"], words_of(message))
    hand = hand_of(visit)
    locked = await hand.inquiry(str(inquiry.id))
    await cases.heard(hand, locked, Source(message.chat_id, message.message_id), content)
    return Onward(visit.session.at("o_ask"), effect=carried(visit.room, inquiry.id), silent=True)


async def show_check(visit: Visit, message_id: str, kind: str, words: str = "") -> Screen:
    """The question, or how a long one begins, and the case, just as they will be sent."""
    number_in(message_id)
    if kind not in KINDS or (kind == "text" and not words):
        raise Refused(kind)
    summary = summary_of(visit.scene)
    return visit.scene.screen(
        "office/inbox_check",
        (*stacked(_ways(visit, summary)), (visit.scene.button("back", "o_ask"),)),
        kind=kind,
        question=shortened(words, _MOST_SHOWN),
        summary=summary,
        association=visit.scene.pack.association.name,
    )


async def send(visit: Visit, how: str) -> Onward:
    """Send what is shown, with the summary or without; tapped twice, it is sent once."""
    place = visit.session.place
    if how not in {"with", "without"}:
        raise Refused(how)
    if place.name != _CHECK:
        return visit.to("o_ask")
    await show_check(visit, *place.arguments)  # refuses what was forged
    message_id, kind, words, *_ = (*place.arguments, "")
    hand = hand_of(visit)
    inquiry = await _asked(visit, summary_of(visit.scene) if how == "with" else "")
    source = Source(visit.person.id, number_in(message_id))
    await cases.heard(hand, inquiry, source, {**plain_content(words), "kind": kind})
    notice = visit.scene.words.page("office/inbox_told", what="asked").text
    return replace(visit.to("o_ask", notice=notice), effect=carried(visit.room, inquiry.id, moved=True))


async def done(visit: Visit, number: str) -> Onward:
    """The person has what they wanted."""
    hand = hand_of(visit)
    inquiry = await hand.inquiry(number)
    if inquiry.person_id != visit.person.id:
        raise Refused(number)
    await cases.closed(hand, inquiry, tapped(visit.now, visit.person.id))
    notice = visit.scene.words.page("office/inbox_told", what="done").text
    return replace(visit.to("menu", notice=notice), effect=carried(visit.room, inquiry.id, moved=True))


async def _asked(visit: Visit, summary: str) -> InquiryRow:
    """The question that is open already, if one of the staff began it meanwhile; else a new one."""
    there = await visit.transaction.open_inquiry_of(visit.person.id)
    hand = hand_of(visit)
    return await cases.opened(hand, visit.person.id, summary) if there is None else await hand.inquiry(str(there.id))


def _ways(visit: Visit, summary: str) -> list[Button]:
    if not summary:
        return [do(_labels(visit, "send"), "o_send", "without")]
    return [
        do(_labels(visit, "send_with"), "o_send", "with"),
        do(_labels(visit, "send_without"), "o_send", "without"),
    ]


def _written(visit: Visit) -> tuple[Message, Mapping[str, str]]:
    content = None if visit.message is None else content_of(visit.message)
    if visit.message is None or content is None:
        raise Misunderstood(visit.scene.words.page("screens/not_understood").text)
    return visit.message, content


def _labels(visit: Visit, name: str) -> str:
    return visit.scene.words.labels("office_inbox")[name]
