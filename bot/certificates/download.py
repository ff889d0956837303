"""Fetching a file from Telegram, of a bounded size."""

import asyncio
from collections.abc import Iterator

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.gateway.backoff import Backoff
from bot.gateway.failure import NotSent, PerhapsSent, TooLong, wait_of
from dialogs.entries import LARGEST_COPY

_ATTEMPTS = 3
_BACKOFF = Backoff(first=0.5, most=5.0)
_LONGEST_WAIT = 60.0
_READ = 60.0
"""Seconds between two pieces of a file, and for the whole of it beside what connecting may take."""


async def downloaded(bot: Bot, file_id: str) -> bytes:
    """The file's content; tried again where that can help.

    Raises:
        TooLong: if it is larger than `LARGEST_COPY`.
        BadRequest: if Telegram refuses it for good.
        TelegramError: if it could not be had now.
    """
    pauses = _BACKOFF.pauses()
    for _ in range(_ATTEMPTS - 1):
        try:
            return await _fetched(bot, file_id)
        except TelegramError as error:
            pause = _pause_after(error, pauses)
            if pause is None:
                raise
        await asyncio.sleep(pause)
    return await _fetched(bot, file_id)


async def _fetched(bot: Bot, file_id: str) -> bytes:
    try:
        file = await bot.get_file(file_id)
    except BadRequest as error:
        if "too big" in error.message.lower():
            raise TooLong(error.message) from None
        raise
    if (file.file_size or 0) > LARGEST_COPY:
        raise TooLong("The file is too big")
    # A server of one's own may answer with a path of its own disk; what lies on this one is nobody's certificate.
    if not (file.file_path or "").startswith(("http://", "https://")):
        raise BadRequest("No address to fetch the file from")
    content = bytes(await file.download_as_bytearray(read_timeout=_READ))
    if len(content) > LARGEST_COPY:
        raise TooLong("The file is too big")
    return content


def _pause_after(error: TelegramError, pauses: Iterator[float]) -> float | None:
    """Seconds until it may be tried again; None where that is in vain, or for a later look."""
    match error:
        case RetryAfter():
            wait = wait_of(error)
            return None if wait > _LONGEST_WAIT else wait + next(pauses)
        case NotSent() | PerhapsSent():
            return next(pauses)
        case BadRequest() | TooLong():
            return None
        case NetworkError():  # such as a 502 that is told in words
            return next(pauses)
    return None
