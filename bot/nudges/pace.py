"""An even pace: Telegram allows about 30 messages a second, and people who write are to find room beside the nudges."""

import asyncio

from bot.gateway.stop import Stop

_PATIENCE = 60.0
"""A longer pause is not waited out: the work ends, and begins again at some later tick."""


class Pace:
    """Turns at equal distances, at most `rate` a second."""

    def __init__(self, rate: float, stop: Stop) -> None:
        self._between = 1 / rate
        self._stop = stop
        self._next = 0.0

    async def turn(self) -> bool:
        """Wait for the next turn; False if there is none: asked to stop, or a long pause was ordered."""
        now = asyncio.get_running_loop().time()
        at = max(self._next, now)
        if at - now > _PATIENCE:
            return False
        self._next = at + self._between
        return not await self._stop.within(at - now) if at > now else not self._stop.asked

    def hold(self, seconds: float) -> None:
        """No turn for so long."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)
