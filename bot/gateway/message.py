"""A screen as calls of the Bot API: each makes one request and lets the library's errors through."""

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode

from bot.gateway.desk import Outgoing
from dialogs.screen import Button, Picture

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """None for no buttons, which also takes away those of a message written over."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.label,
        callback_data=button.tap,
        url=button.url,
        copy_text=None if button.copy is None else CopyTextButton(button.copy),
    )


async def write_over(bot: Bot, outgoing: Outgoing, message_id: int) -> None:
    """Replace the text and the buttons of a message."""
    await bot.edit_message_text(
        outgoing.screen.text,
        chat_id=outgoing.chat_id,
        message_id=message_id,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard(outgoing.screen.rows),
    )


async def send_anew(bot: Bot, outgoing: Outgoing) -> int:
    """Send a new message, with its file if it has one; the id of the message."""
    screen = outgoing.screen
    buttons = keyboard(screen.rows)
    if outgoing.file is None:
        message: Message = await bot.send_message(
            outgoing.chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons,
        )
    elif isinstance(screen.attachment, Picture):
        message = await bot.send_photo(
            outgoing.chat_id,
            outgoing.file,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons,
            filename=outgoing.file_name or None,
        )
    else:
        message = await bot.send_document(
            outgoing.chat_id,
            outgoing.file,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons,
            filename=outgoing.file_name or None,
        )
    return message.message_id
