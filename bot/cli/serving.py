"""Running a service from the command line until somebody stops it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.clock import Clock, SystemClock
from bot.gateway.bug import record
from bot.logs import structured_logs
from bot.sentry import errors_reported
from bot.settings import Settings
from bot.stopping import asked_to_stop
from bot.storage import StorageError
from rules.complaints import BadInput
from rules.loading import PackFault

Serve = Callable[[Settings, Clock, asyncio.Event], Awaitable[None]]


def until_stopped(serve: Serve, settings: Settings, command: str) -> None:
    """Serve until SIGTERM or Ctrl-C; what is under way is finished first. `command` is which one this is.

    Raises:
        BadInput: if a setting is missing, or the database cannot be opened.
    """
    structured_logs()
    with errors_reported(settings, command):
        try:
            asyncio.run(_serve(serve, settings))
        except (BadInput, PackFault):
            raise
        except StorageError as error:
            raise BadInput(str(error)) from None
        except Exception as error:
            record("the process failed", error)
            raise


def _uncaught(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """What a task or a callback let through; the loop's own words would quote the error."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        record("an error was not caught", error)
    else:
        loop.default_exception_handler(dict(context))


async def _serve(serve: Serve, settings: Settings) -> None:
    asyncio.get_running_loop().set_exception_handler(_uncaught)
    stop = asked_to_stop()
    if not stop.is_set():
        await serve(settings, SystemClock(), stop)
