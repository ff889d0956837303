"""A screen as calls of the Bot API: each makes one request and lets the library's errors through."""

from functools import lru_cache, partial

from telegram import Bot, CopyTextButton, Document, InlineKeyboardButton, InlineKeyboardMarkup, Message, PhotoSize
from telegram.constants import ParseMode

from bot.gateway.desk import Outgoing
from dialogs import screen
from dialogs.screen import Attachment, Button, Certificate, Picture

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


async def _send_file(bot: Bot, outgoing: Outgoing, file: bytes | str) -> Message:
    """A picture shows itself in the chat; anything else is there to be opened. Telegram knows its own by their kind."""
    # An id goes out as an object: a bare string that happened to name a file here would be uploaded.
    if _is_picture(outgoing.screen.attachment):
        send = partial(bot.send_photo, photo=PhotoSize(file, file, 0, 0) if isinstance(file, str) else file)
    else:
        send = partial(bot.send_document, document=Document(file, file) if isinstance(file, str) else file)
    return await send(
        chat_id=outgoing.chat_id,
        caption=outgoing.screen.text,
        parse_mode=ParseMode.HTML,
        filename=outgoing.file_name or None,
        api_kwargs={"reply_markup": keyboard(outgoing.screen.rows)},
    )


def _is_picture(attachment: Attachment | None) -> bool:
    match attachment:
        case Picture():
            return True
        case Certificate(credit=credit):
            return credit.is_photo
        case screen.Document(shown=shown):
            return shown
    return False
