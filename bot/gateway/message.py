"""A screen as calls of the Bot API: each makes one request and lets the library's errors through."""

from functools import lru_cache

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode

from bot.gateway.desk import Outgoing
from dialogs.screen import Button, Document, Picture

Rows = tuple[tuple[Button, ...], ...]

_NO_PREVIEW = '{"is_disabled":true}'


# Most screens are the same for everybody. Made anew for each send, the markup is an eighth of an update's cost.
@lru_cache(maxsize=2048)
def keyboard(rows: Rows) -> str | None:
    """The inline keyboard as JSON; None for no buttons, which also takes away those of a message written over."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]).to_json()


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.tap,
        url=button.url,
        copy_text=None if button.copy is None else CopyTextButton(button.copy),
    )


def _text_options(rows: Rows) -> dict[str, str | None]:
    return {"reply_markup": keyboard(rows), "link_preview_options": _NO_PREVIEW}


async def write_over(bot: Bot, outgoing: Outgoing, message_id: int) -> None:
    """Replace the text and the buttons of a message."""
    screen = outgoing.screen
    await bot.edit_message_text(
        screen.text,
        chat_id=outgoing.chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        api_kwargs=_text_options(screen.rows),
    )


async def send_anew(bot: Bot, outgoing: Outgoing) -> int:
    """Send a new message, with its file if it has one; the id of the message."""
    if outgoing.file is None:
        message = await _send_text(bot, outgoing)
    else:
        message = await _send_file(bot, outgoing, outgoing.file)
    return message.message_id


async def _send_text(bot: Bot, outgoing: Outgoing) -> Message:
    screen = outgoing.screen
    return await bot.send_message(
        outgoing.chat_id, screen.text, parse_mode=ParseMode.HTML, api_kwargs=_text_options(screen.rows)
    )


async def _send_file(bot: Bot, outgoing: Outgoing, file: bytes) -> Message:
    """A picture shows itself in the chat; anything else is there to be opened."""
    screen = outgoing.screen
    shown = isinstance(screen.attachment, Picture) or (
        isinstance(screen.attachment, Document) and screen.attachment.shown
    )
    send = bot.send_photo if shown else bot.send_document
    return await send(
        outgoing.chat_id,
        file,
        caption=screen.text,
        parse_mode=ParseMode.HTML,
        filename=outgoing.file_name or None,
        api_kwargs={"reply_markup": keyboard(screen.rows)},
    )
