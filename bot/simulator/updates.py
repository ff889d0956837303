"""The queue of updates, and long polling on it."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from bot.simulator.errors import Json, conflict

LONGEST_POLL = 50.0
MOST_AT_ONCE = 100
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_REMEMBERED = 10_000
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_TERMINATED_BY_WEBHOOK = "terminated by setWebhook request"


@dataclass(frozen=True, slots=True)
class Update:
    """`lane` is the chat whose order it keeps."""

    id: int
    kind: str
    payload: Json
    lane: int

    def as_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """Updates wait here until the bot has confirmed them, by offset or by a 2xx to the webhook."""

    def __init__(self, start: int, conflict_pause: float) -> None:
        self.next_id = start
        self.conflict_pause = conflict_pause
        self.allowed: frozenset[str] | None = None
        self.on_push: Callable[[Update], None] | None = None
        self.on_confirmed: Callable[[int], None] = lambda _: None
        self._pending: dict[int, Update] = {}
        self._again: deque[Update] = deque()
        self._recent: deque[Update] = deque(maxlen=_REMEMBERED)
        self._poll: asyncio.Future[None] | None = None
        self._quiet_until = 0.0

    @property
    def pending(self) -> tuple[Update, ...]:
        return tuple(self._pending.values())

    def allow(self, kinds: Sequence[str]) -> None:
        """The kinds wanted from now on; an empty list means the usual ones."""
        self.allowed = frozenset(kinds) if kinds else None

    def wants(self, kind: str) -> bool:
        return kind not in _ASKED_FOR_ONLY if self.allowed is None else kind in self.allowed

    def push(self, kind: str, payload: Json, lane: int) -> Update:
        """Makes the next update; one of a kind that the bot did not ask for is made but not delivered."""
        update = Update(self.next_id, kind, payload, lane)
        self.next_id += 1
        self._recent.append(update)
        if self.wants(kind):
            self._pending[update.id] = update
            self._offer(update)
        return update

    def repeat(self, update: Update) -> None:
        """Delivers an update once more, confirmed or not, as Telegram does after a slow answer."""
        if self.on_push is None:
            self._again.append(update)
        self._offer(update)

    def recent(self, update_id: int) -> Update | None:
        return next((one for one in reversed(self._recent) if one.id == update_id), None)

    def confirm(self, update_id: int) -> None:
        if self._pending.pop(update_id, None) is not None:
            self.on_confirmed(update_id)

    def drop_pending(self) -> None:
        self._pending.clear()
        self._again.clear()

    async def get(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109  # Telegram's name
        """What getUpdates answers; `timeout` in seconds, at most 50.

        Raises:
            ApiError: 409 to a waiting call when another one comes.
        """
        self.end_poll(by_webhook=False)
        self._confirm_below(offset)
        if not self._again and not self._pending and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        again = [self._again.popleft() for _ in range(min(len(self._again), limit))]
        fresh = islice(self._pending.values(), limit - len(again))
        return [update.as_json() for update in (*again, *fresh)]

    def end_poll(self, *, by_webhook: bool) -> None:
        """Ends the waiting getUpdates with a 409."""
        waiting, self._poll = self._poll, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(conflict(_TERMINATED_BY_WEBHOOK if by_webhook else _TERMINATED))

    def release_poll(self) -> None:
        """Lets the waiting getUpdates answer now, with what there is."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    async def pause_before_conflict(self) -> None:
        """The first conflict is told at once, those soon after it only after a pause, as the server does it."""
        now = asyncio.get_running_loop().time()
        if now < self._quiet_until:
            await asyncio.sleep(self.conflict_pause)
        else:
            self._quiet_until = now + self.conflict_pause

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        timer = asyncio.get_running_loop().call_later(seconds, self.release_poll)
        try:
            await poll
        finally:
            timer.cancel()
            if self._poll is poll:
                self._poll = None

    def _offer(self, update: Update) -> None:
        if self.on_push is not None:
            self.on_push(update)
        else:
            self.release_poll()

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            kept = list(self._pending)[offset:]
            offset = kept[0] if kept else 0
        for update_id in list(takewhile(lambda one: one < offset, self._pending)):
            self.confirm(update_id)
