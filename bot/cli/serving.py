"""Running a service from the command line until somebody stops it."""

import asyncio
import gc
from collections.abc import Awaitable, Callable

from bot.clock import Clock, SystemClock
from bot.logs import structured_logs
from bot.settings import Settings
from bot.stopping import asked_to_stop
from bot.storage import StorageError
from rules.complaints import BadInput

Serve = Callable[[Settings, Clock, asyncio.Event], Awaitable[None]]


def until_stopped(serve: Serve, settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C; what is under way is finished first.

    Raises:
        BadInput: if a setting is missing, or the database cannot be opened.
    """
    structured_logs()
    gc.freeze()  # what is imported by now stays, and no collection has to look through it again
    try:
        asyncio.run(_serve(serve, settings))
    except StorageError as error:
        raise BadInput(str(error)) from None


async def _serve(serve: Serve, settings: Settings) -> None:
    stop = asked_to_stop()
    if not stop.is_set():
        await serve(settings, SystemClock(), stop)
