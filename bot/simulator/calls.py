"""The record of calls, for assertions on rates and order."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from bot.simulator.errors import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One answered (or deliberately unanswered) call.

    `at` is the event loop's time in seconds when it came in. `code` is 200, Telegram's error code, or 0 when no answer
    was sent. `acted` says whether it had its effect.
    """

    method: str
    parameters: Json
    at: float
    code: int
    acted: bool
    reply: Json

    @property
    def ok(self) -> bool:
        return self.code == 200  # noqa: PLR2004  # HTTP's own number

    @property
    def chat_id(self) -> int | None:
        try:
            return int(self.parameters["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None


class Calls:
    """The newest calls, at most `kept` of them; with 0 nothing is recorded."""

    def __init__(self, kept: int) -> None:
        self._calls: deque[Call] = deque(maxlen=kept)
        self.recording = kept > 0
        self.total = 0

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def of(self, method: str, *, chat_id: int | None = None) -> list[Call]:
        """The recorded calls of one method, oldest first."""
        wanted = method.lower()
        return [
            call
            for call in self._calls
            if call.method.lower() == wanted and (chat_id is None or call.chat_id == chat_id)
        ]

    def record(self, call: Call) -> None:
        self.total += 1
        if self.recording:
            self._calls.append(call)

    def clear(self) -> None:
        self._calls.clear()
