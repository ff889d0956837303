"""One even pace for all that is sent by itself. Who writes to the bot goes first, and Telegram's word is everybody's.

Telegram allows about 30 messages a second to all chats together, and one to each chat. When it says "too many", nothing
is sent by any worker for as long as it asks; after that at half the rate, and faster again for every clean half minute.
"""

import asyncio
import math
from collections import OrderedDict, deque
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.gateway.stop import Stop
from bot.storage import PaceRow, Storage, StorageError

log = structlog.get_logger(__name__)

PATIENCE = 60.0
"""A longer pause is not waited out: the work ends, and begins again at some later look."""

_SHARE = 0.965
"""Of the rate that is used: messages arrive a few hundredths of a second sooner or later than they were sent."""

_LEAD = 0.05
"""Seconds before its moment that a turn begins, for what has to be written down before anything is sent."""

_CATCH_UP = 0.25
"""Seconds by which a turn may come late without all later ones moving too; they follow at half the distance then."""

_WINDOW = 1.04
"""Seconds in which never more go out than are allowed in one, however late some were."""

_LEAST_SHARE = 0.2
"""Of the rate, that replies of other processes leave: Telegram limits replies far less, and all this has to end."""

_CLEAN = timedelta(seconds=30)
_LEAST = 1.0
_DEBT = 5.0
"""Seconds of turns that replies can take away in advance."""

_PER_CHAT = 1.0
"""Seconds between two messages to one chat."""

_ANSWER = 0.32
"""Seconds that an answer may take before the pace suffers."""

_SIDE_BY_SIDE = 8


class Pace:
    """Turns at equal distances, at most `limit` a second; none are saved up."""

    def __init__(self, limit: float, stop: Stop, clock: Clock, storage: Storage) -> None:
        self._limit = limit
        self._stop = stop
        self._clock = clock
        self._storage = storage
        self._next = self._last = 0.0
        self.elsewhere = 0.0
        """Replies a second that other processes have sent lately."""
        self._shared = PaceRow(datetime.min.replace(tzinfo=clock.now().tzinfo), limit)
        self._sent = deque[float](maxlen=max(int(limit), 1))
        self._written: OrderedDict[int, float] = OrderedDict()

    @property
    def limit(self) -> float:
        """Messages a second, as set."""
        return self._limit

    @property
    def rate(self) -> float:
        """Messages a second that are tried now."""
        clean = max(self._clock.now() - self._shared.not_before, timedelta()) // _CLEAN
        return max(min(self._limit, self._shared.rate + clean), min(self._limit, _LEAST))

    @property
    def side_by_side(self) -> int:
        """Messages under way at once: enough while an answer takes a third of a second, and `unknown` after a crash."""
        return max(_SIDE_BY_SIDE, math.ceil(self._limit * _ANSWER))

    @property
    def between(self) -> float:
        """Seconds from one turn to the next."""
        return 1 / (max(self.rate - self.elsewhere, self.rate * _LEAST_SHARE) * _SHARE)

    @property
    def held(self) -> float:
        """Seconds that nothing is to be sent; 0 if there is no such order."""
        return max((self._shared.not_before - self._clock.now()).total_seconds(), 0.0)

    async def join(self, *, others: bool = False) -> None:
        """Hear what Telegram has told the other workers, and leave their last message its time.

        `others`: another may have sent until now, nobody knows how much in the last second; so that second goes by.
        """
        async with self._storage.transaction() as transaction:
            self._shared = await transaction.pace() or self._shared
        now = _time()
        took_over = others and self._last < now - _WINDOW
        self._next = max(self._next, now + (_WINDOW if took_over else self.between))

    async def turn(self, turns: int = 1) -> float | None:
        """Wait until shortly before the next turns; the moment of the first, in the loop's time.

        None if there is none: asked to stop, or a long pause was ordered.
        """
        pause = self.held
        if pause > PATIENCE or (pause and await self._stop.within(pause)):
            return None
        now = _time()
        # Only who is in the midst of sending catches up: none are saved up in a pause.
        at = self._next if self._next > now - _CATCH_UP else now + _LEAD
        if at - _time() > PATIENCE:
            return None
        self._next = at + turns * self.between
        wait = at - _LEAD - _time()
        asked = await self._stop.within(wait) if wait > 0 else self._stop.asked
        return None if asked else at

    def give_back(self, turns: int) -> None:
        """Let others have turns that were taken last and are not used."""
        self._next -= turns * self.between

    async def moment(self, at: float) -> bool:
        """Wait until a turn's moment; whether it may still be used."""
        at = self._last = max(at, self._last + self.between / 2)
        while (wait := max(at, self._room) - _time()) > 0:  # noqa: ASYNC110  time has no event
            await asyncio.sleep(wait)
        if self.held:
            return False
        self._sent.append(_time())
        return True

    @property
    def _room(self) -> float:
        """The moment from which on one more may go out."""
        return self._sent[0] + _WINDOW if len(self._sent) == self._sent.maxlen else 0.0

    def taken(self, chat_id: int) -> None:
        """A reply goes out: it waits for nobody, and the next turn is later by it."""
        now = _time()
        if self._next < now + _DEBT:
            self._next = max(self._next, now) + self.between
        self._sent.append(now)
        self.wrote(chat_id)

    def wrote(self, chat_id: int) -> None:
        """A message goes to a chat."""
        now = _time()
        self._written[chat_id] = now
        self._written.move_to_end(chat_id)
        while self._written and next(iter(self._written.values())) <= now - _PER_CHAT:
            self._written.popitem(last=False)

    def chat_waits(self, chat_id: int) -> float:
        """Seconds until a chat may be written to again."""
        return max(self._written.get(chat_id, -math.inf) + _PER_CHAT - _time(), 0.0)

    async def hold(self, seconds: float, *, flooded: bool) -> None:
        """No turn for so long, for any worker; half the rate afterwards, if Telegram was `flooded`."""
        # Of several messages under way each hears the same; it counts once.
        rate = self.rate / 2 if flooded and not self.held else self.rate
        until = max(self._shared.not_before, self._clock.now() + timedelta(seconds=seconds))
        self._shared = PaceRow(until, max(rate, min(self._limit, _LEAST)))
        log.warning("sending holds", seconds=round(self.held, 1), rate=round(self._shared.rate, 1))
        try:
            async with self._storage.transaction() as transaction:
                await transaction.slow_down(self._shared)
        except StorageError as error:
            log.warning("the others do not know of it", reason=str(error))


def _time() -> float:
    return asyncio.get_running_loop().time()
