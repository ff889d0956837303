"""What Telegram must never have to tell this bot."""

from bot.simulator import Call, Simulator

_FORGIVEN = (
    "message is not modified",  # a tap that changes nothing
    "query is too old",  # a tap that was answered already, or whose bot had died
)
_ORDERED = 429
_POLLERS = 409


def refused(telegram: Simulator) -> list[str]:
    """Calls that were wrong in themselves, with Telegram's words; faults that tests ordered are no such thing."""
    return [f"{call.method}: {call.reply.get('description')}" for call in telegram.calls if _is_wrong(call)]


def _is_wrong(call: Call) -> bool:
    description = str(call.reply.get("description", ""))
    if call.code in {0, 200, _POLLERS, _ORDERED} or call.code >= 500:
        return False
    return not any(words in description for words in _FORGIVEN)
