"""A relayed message as it looks where it arrives, and the calls of the Bot API that bring it there."""

from dataclasses import dataclass

from telegram import Bot
from telegram.constants import ParseMode

from bot.gateway.message import Rows, keyboard
from bot.inbox.casefile import CaseFile
from bot.inbox.content import is_captioned, named, overlong
from bot.office.visit import Room
from bot.storage import RelayRow
from dialogs.keyboard import flowing
from dialogs.scene import do, go
from dialogs.screen import Button


@dataclass(frozen=True, slots=True)
class Letter:
    """`words` are HTML. `copies`: a file goes with them, from where it was sent; `captioned`: they stand below."""

    words: str
    rows: Rows = ()
    copies: bool = False
    captioned: bool = False


def letter_of(room: Room, file: CaseFile, row: RelayRow) -> Letter:
    """What `row` brings to its chat."""
    match row.direction:
        case "card":
            return _card(room, file, row.to_chat)
        case "out":
            return _to_person(room, file, row)
        case "copy":
            return _with_content(row, file.names.get(row.from_chat, ""), ())
    if row.to_chat < 0:
        return _with_content(row, "", ())
    label = file.words_in(row.to_chat).labels("office_inbox")["answer"]
    name = file.name_in(row.to_chat)
    return _with_content(row, name, ((go(f"{label} · {name}", "o_answer", str(file.inquiry.id)),),))


async def post(bot: Bot, row: RelayRow, letter: Letter, thread_id: int | None) -> int:
    """Send it; the id of the message."""
    markup = {"reply_markup": keyboard(letter.rows)}
    if not letter.copies:
        sent = await bot.send_message(
            row.to_chat, letter.words, parse_mode=ParseMode.HTML, message_thread_id=thread_id, api_kwargs=markup
        )
        return sent.message_id
    copied = await bot.copy_message(
        row.to_chat,
        row.from_chat,
        row.from_message,
        caption=letter.words if letter.captioned else None,
        parse_mode=ParseMode.HTML,
        message_thread_id=thread_id,
        api_kwargs=markup,
    )
    return copied.message_id


async def write_anew(bot: Bot, row: RelayRow, letter: Letter) -> None:
    """Show a change where the message arrived; a message without words has none to change."""
    if row.to_message is None or (letter.copies and not letter.captioned):
        return
    markup = {"reply_markup": keyboard(letter.rows)}
    if letter.copies:
        await bot.edit_message_caption(
            row.to_chat, row.to_message, caption=letter.words, parse_mode=ParseMode.HTML, api_kwargs=markup
        )
    else:
        await bot.edit_message_text(
            letter.words, row.to_chat, row.to_message, parse_mode=ParseMode.HTML, api_kwargs=markup
        )


def _with_content(row: RelayRow, name: str, rows: Rows) -> Letter:
    """What was written, with a name before it where there is one and it fits."""
    content = row.content
    words = content["html"]
    if name and not overlong(content, name):
        words = named(words, name)
    return Letter(words, rows, copies=content["kind"] != "text", captioned=is_captioned(content))


def _to_person(room: Room, file: CaseFile, row: RelayRow) -> Letter:
    spoken, association = file.words_in(row.to_chat), room.book.pack.association.name
    labels = spoken.labels("office_inbox")
    if row.content["kind"] == "goodbye":
        words = spoken.page("office/inbox_told", what="goodbye", association=association).text
        return Letter(words, ((go(labels["ask_again"], "o_ask"),),))
    letter = _with_content(row, "", ((go(labels["reply"], "o_ask"),),))
    return Letter(named(letter.words, association), letter.rows, letter.copies, letter.captioned)


def _card(room: Room, file: CaseFile, chat_id: int) -> Letter:
    spoken = file.words_in(chat_id)
    page = spoken.page(
        "office/inbox_card",
        name=file.name_in(chat_id),
        inquiry=file.inquiry,
        holder=file.holder,
        topic=chat_id < 0,
        association=room.book.pack.association.name,
    )
    return Letter(page.text, flowing(_card_buttons(room, file, chat_id)))


def _card_buttons(room: Room, file: CaseFile, chat_id: int) -> list[Button]:
    labels, number = file.words_in(chat_id).labels("office_inbox"), str(file.inquiry.id)
    every = Button(labels["list"], url=room.link("inbox-open")) if chat_id < 0 else go(labels["list"], "o_inbox")
    if not file.inquiry.is_open:
        return [do(labels["reopen"], "o_reopen", number), every]
    answer = [] if chat_id < 0 else [go(labels["answer"], "o_answer", number)]
    return [
        *answer,
        do(labels["mine"], "o_mine", number),
        do(labels["close"], "o_close", number),
        go(labels["canned"], "o_canned", number),
        every,
    ]


def topic_name(file: CaseFile) -> str:
    """The name of a topic; at most 128 characters of Telegram's, which counts some signs as two."""
    number = f" · {file.inquiry.id}"
    first_name = (file.person.first_name or "").strip()[:_FIRST_NAME] or "?"
    return first_name + number


_FIRST_NAME = 50
