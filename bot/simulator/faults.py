"""Faults that tests order: refusals, delays, lost answers, cut connections."""

from dataclasses import dataclass

from bot.simulator.errors import ApiError, too_many_requests

_TEXTS = {
    400: "Bad Request",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True)
class Refuse:
    """Answers with an error; the call has no effect. A 429 carries `retry_after` seconds."""

    code: int
    description: str | None = None
    retry_after: int | None = None

    def error(self) -> ApiError:
        if self.code == 429:  # noqa: PLR2004  # Telegram's own number
            return too_many_requests(self.retry_after or 1)
        text = self.description or _TEXTS.get(self.code, "Internal Server Error")
        return ApiError(self.code, text, retry_after=self.retry_after)


@dataclass(frozen=True, slots=True)
class Hang:
    """Never answers: the connection stays open for `seconds`, then it is cut. `acted`: the call has its effect."""

    acted: bool
    seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class Cut:
    """Closes the connection at once without an answer. `acted`: the call has its effect first."""

    acted: bool


@dataclass(frozen=True, slots=True)
class Slow:
    """Answers properly after `seconds`."""

    seconds: float


Fault = Refuse | Hang | Cut | Slow


@dataclass(slots=True)
class Order:
    """A fault for chosen calls; `left` counts down with each call struck, None strikes for ever."""

    fault: Fault
    left: int | None
    method: str | None
    chat_id: int | None
    every: int
    met: int = 0

    def matches(self, method: str, chat_id: int | None) -> bool:
        # A long poll that happens to run must not eat the fault meant for the next message.
        named = method != "getupdates" if self.method is None else method == self.method
        return named and (self.chat_id is None or chat_id == self.chat_id)


class Faults:
    """The standing orders; the oldest that fits a call strikes it."""

    def __init__(self) -> None:
        self._orders: list[Order] = []

    def order(
        self,
        fault: Fault,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        every: int = 1,
    ) -> Order:
        """Strikes the next `times` calls (None: until cleared), of `method` and `chat_id` if given, each `every`-th.

        Without `method` any call but getUpdates is meant; fetching a file is called "download".
        """
        if every < 1 or (times is not None and times < 1):
            raise ValueError(f"every must be at least 1 and times at least 1 or None, not {every} and {times}")
        order = Order(fault, times, method.lower() if method else None, chat_id, every)
        self._orders.append(order)
        return order

    def clear(self) -> None:
        self._orders.clear()

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault for a call of `method` (lower case), used up by it."""
        for order in self._orders:
            if not order.matches(method, chat_id):
                continue
            order.met += 1
            if order.met % order.every:
                continue
            if order.left is not None:
                order.left -= 1
                if order.left == 0:
                    self._orders.remove(order)
            return order.fault
        return None
