"""The Bot object, wired to our HTTP and kept quiet."""

import logging

from telegram import Bot

from bot.gateway.request import AiohttpRequest
from bot.meter import Meter

TELEGRAM = "https://api.telegram.org"


def telegram_bot(token: str, *, api_root: str = TELEGRAM, connections: int = 64, meter: Meter | None = None) -> Bot:
    """A bot that is yet to be opened (`async with` it); `api_root` is a Bot API server without `/bot`."""
    # Below WARNING the library writes whole messages, with their text, into the log.
    logging.getLogger("telegram").setLevel(logging.WARNING)
    root = api_root.rstrip("/")
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(connections=connections, meter=meter),
        get_updates_request=AiohttpRequest(connections=2, meter=meter),
    )
