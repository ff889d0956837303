"""A screen as calls of the Bot API: each makes one request and lets the library's errors through."""

from functools import lru_cache, partial

from telegram import Bot, CopyTextButton, Document, InlineKeyboardButton, InlineKeyboardMarkup, Message, PhotoSize
from telegram.constants import ParseMode

from bot.gateway.call import call
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


def _text(outgoing: Outgoing) -> dict[str, object]:
    return {
        "chat_id": outgoing.chat_id,
        "text": outgoing.screen.text,
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(outgoing.screen.rows),
        "link_preview_options": _NO_PREVIEW,
    }


async def write_over(bot: Bot, outgoing: Outgoing, message_id: int) -> None:
    """Replace the text and the buttons of a message."""
    await call(bot, "editMessageText", {**_text(outgoing), "message_id": message_id})


async def send_anew(bot: Bot, outgoing: Outgoing) -> int:
    """Send a new message, with its file if it has one; the id of the message."""
    if outgoing.file is None:
        message_id: int = (await call(bot, "sendMessage", _text(outgoing)))["message_id"]
        return message_id
    return (await _send_file(bot, outgoing, outgoing.file)).message_id


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
