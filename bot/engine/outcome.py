"""What became of a message: sent, or by the failed request again later, never, or nobody knows."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.bug import record
from bot.gateway.failure import NotSent, reason_of, wait_of
from bot.storage import Reachable

log = structlog.get_logger(__name__)

_NO_CONNECTION = timedelta(seconds=10)
_NO_TOKEN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`again` is after which time it goes back into the queue, for everybody: Telegram's limits are the bot's own.

    `flooded`: it was Telegram that asked to wait. `refused`: nobody would be sent this.
    """

    state: Literal["pending", "sent", "failed", "unknown"]
    reason: str | None = None
    message_ids: tuple[int, ...] = ()
    again: timedelta = timedelta()
    reachable: Reachable | None = None
    flooded: bool = False
    refused: bool = False


async def attempted(sending: Awaitable[Sequence[int]], what: str) -> Outcome:
    """What became of sending a message, which gives its ids; `what` names it in the log."""
    try:
        return Outcome("sent", message_ids=tuple(await sending))
    except TelegramError as error:
        outcome = outcome_of(error)
        log.warning("not sent", what=what, state=outcome.state, reason=outcome.reason, error=type(error).__name__)
        return outcome
    except Exception as error:  # noqa: BLE001  it has to be settled, whatever happened
        record("sending failed", error, what=what)
        return Outcome("unknown", type(error).__name__)


def outcome_of(error: TelegramError) -> Outcome:
    """Only what surely did not arrive is tried again; what perhaps arrived is `unknown` and stays so."""
    reason = reason_of(error)
    match error:
        case RetryAfter() | NotSent() | InvalidToken():
            return Outcome("pending", reason, again=_pause_after(error), flooded=isinstance(error, RetryAfter))
        case Forbidden():
            return Outcome("failed", reason, reachable="gone" if "deactivated" in reason else "blocked")
        case NetworkError() if not isinstance(error, BadRequest):
            return Outcome("unknown", reason)
        case _:
            return Outcome("failed", reason, refused=isinstance(error, BadRequest))


def _pause_after(error: TelegramError) -> timedelta:
    match error:
        case RetryAfter():
            return timedelta(seconds=wait_of(error))
        case NotSent():
            return _NO_CONNECTION
        case _:
            return _NO_TOKEN
