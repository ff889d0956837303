"""The ways a request can fail on its way: what may be repeated, and what may not."""

from datetime import timedelta

from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError


class NotSent(NetworkError):
    """Nothing reached the server (refused, no name, no free connection): safe to repeat."""


class PerhapsSent(NetworkError):
    """The server may have acted (answer lost, late or broken, or 5xx): repeat only what does no harm twice."""


class TooLong(NetworkError):
    """The answer is longer than it may be: it would not be shorter another time."""


def wait_of(error: RetryAfter) -> float:
    """Seconds Telegram asks for; the library gives an int or a timedelta, depending on the environment."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def reason_of(error: TelegramError) -> str:
    """Telegram's description up to the first detail: a detail may quote what a person wrote."""
    description = error.message
    if isinstance(error, Forbidden):
        description = description.removeprefix("Forbidden: ")
    return description.partition(":")[0].partition(". ")[0][:120]
