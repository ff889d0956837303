"""What a failed request means for a nudge: again later, never, or nobody knows."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.failure import NotSent, reason_of, wait_of
from bot.storage import NudgeState, Reachable

_NO_CONNECTION = timedelta(seconds=10)
_NO_TOKEN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`again` is after which time it goes back into the queue, for everybody: Telegram's limits are the bot's own."""

    state: NudgeState
    reason: str | None = None
    message_id: int | None = None
    again: timedelta = timedelta()
    reachable: Reachable | None = None


def outcome_of(error: TelegramError) -> Outcome:
    """Only what surely did not arrive is tried again; what perhaps arrived is `unknown` and stays so."""
    reason = reason_of(error)
    match error:
        case RetryAfter() | NotSent() | InvalidToken():
            return Outcome("pending", reason, again=_pause_after(error))
        case Forbidden():
            return Outcome("failed", reason, reachable="gone" if "deactivated" in reason else "blocked")
        case NetworkError() if not isinstance(error, BadRequest):
            return Outcome("unknown", reason)
        case _:
            return Outcome("failed", reason)


def _pause_after(error: TelegramError) -> timedelta:
    match error:
        case RetryAfter():
            return timedelta(seconds=wait_of(error))
        case NotSent():
            return _NO_CONNECTION
        case _:
            return _NO_TOKEN
