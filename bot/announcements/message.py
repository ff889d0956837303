"""A letter as calls of the Bot API: the same for everybody, for a test and for a look at it."""

import asyncio

import structlog
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.gateway.failure import reason_of, wait_of
from bot.gateway.message import Rows, keyboard
from dialogs.announcements.content import Piece
from dialogs.announcements.letter import Letter

log = structlog.get_logger(__name__)

InputMedia = InputMediaPhoto | InputMediaDocument | InputMediaVideo

_MEDIA: dict[str, type[InputMedia]] = {
    "photo": InputMediaPhoto,
    "document": InputMediaDocument,
    "video": InputMediaVideo,
}
_ATTEMPTS = 3
_LONGEST_WAIT = 30.0
"""Seconds that the buttons of an album are waited with; longer, and they are left out."""


async def send_copy(bot: Bot, chat_id: int, letter: Letter) -> tuple[int, ...]:
    """Send a letter; the ids of its messages. It goes out whole, or an error of the library tells that it did not.

    The buttons below an album are a message of their own. If that one fails, it is recorded and left out: an error
    would have the album sent once more.
    """
    return (*await send_body(bot, chat_id, letter), *await send_below(bot, chat_id, letter))


async def send_body(bot: Bot, chat_id: int, letter: Letter) -> tuple[int, ...]:
    """A letter without the buttons below an album; the ids of its messages."""
    match letter.pieces:
        case ():
            return (await _send_words(bot, chat_id, letter.text, letter.rows),)
        case (piece,):
            return (await _send_piece(bot, chat_id, letter, piece),)
    album = await bot.send_media_group(chat_id, _media(letter))
    return tuple(message.message_id for message in album)


async def send_below(bot: Bot, chat_id: int, letter: Letter) -> tuple[int, ...]:
    """The message with an album's buttons, if there is one to be sent and it can be; its id."""
    for _ in range(_ATTEMPTS if letter.below else 0):
        try:
            return (await send_buttons(bot, chat_id, letter),)
        except RetryAfter as error:
            if wait_of(error) > _LONGEST_WAIT:
                break
            await asyncio.sleep(wait_of(error))
        except TelegramError as error:
            log.warning("buttons of an album not sent", error=type(error).__name__, reason=reason_of(error))
            break
    return ()


async def send_buttons(bot: Bot, chat_id: int, letter: Letter) -> int:
    """The message that carries an album's buttons; its id."""
    return await _send_words(bot, chat_id, letter.below, letter.rows)


async def _send_words(bot: Bot, chat_id: int, text: str, rows: Rows) -> int:
    markup = {"reply_markup": keyboard(rows)}
    message = await bot.send_message(chat_id, text, parse_mode=ParseMode.HTML, api_kwargs=markup)
    return message.message_id


async def _send_piece(bot: Bot, chat_id: int, letter: Letter, piece: Piece) -> int:
    caption, markup = letter.text or None, {"reply_markup": keyboard(letter.rows)}
    if piece.kind == "photo":
        sent = await bot.send_photo(chat_id, piece.file_id, caption, parse_mode=ParseMode.HTML, api_kwargs=markup)
    elif piece.kind == "document":
        sent = await bot.send_document(chat_id, piece.file_id, caption, parse_mode=ParseMode.HTML, api_kwargs=markup)
    else:
        sent = await bot.send_video(
            chat_id, piece.file_id, caption=caption, parse_mode=ParseMode.HTML, api_kwargs=markup
        )
    return sent.message_id


def _media(letter: Letter) -> list[InputMedia]:
    """The files of an album; the first has the caption, so the first id is the one to edit."""
    first, *rest = letter.pieces
    captioned = _MEDIA[first.kind](first.file_id, caption=letter.text or None, parse_mode=ParseMode.HTML)
    return [captioned, *(_MEDIA[piece.kind](piece.file_id) for piece in rest)]
