"""Long polling that acknowledges after the commit; the library's own updater acknowledges before."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar, cast

import structlog
from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.gateway.backoff import Backoff
from bot.gateway.bug import record
from bot.gateway.desk import NotCommitted
from bot.gateway.failure import reason_of, wait_of
from bot.gateway.intake import Intake, Taken
from bot.gateway.stop import Stop
from bot.gateway.update import ALLOWED_UPDATES, RawUpdate

T = TypeVar("T")
Batch = Sequence[Mapping[str, Any]]

# After a week without updates Telegram goes on from a random id, which may be lower than our offset.
_QUIET = 6 * 24 * 3600.0
# Beyond the long poll itself, for an answer that is on its way.
_READ_MARGIN = 10.0
_LAST_WORD = 2.0

log = structlog.get_logger(__name__)


class Polling:
    """One poller: `run` it in a task, `stop` it from another. It is not started twice."""

    def __init__(self, bot: Bot, intake: Intake, *, long_poll: int = 50, backoff: Backoff | None = None) -> None:
        """`long_poll` is how many seconds Telegram may hold an empty answer, at most 50."""
        self._bot = bot
        self._intake = intake
        self._long_poll = long_poll
        self._backoff = backoff or Backoff(first=1.0, most=30.0)
        self._stop = Stop()
        self._ended = asyncio.Event()
        self._ended.set()
        self._offset: int | None = None
        self._offset_since = 0.0
        self._acknowledged = True

    async def run(self) -> None:
        """Poll until `stop`; nothing that the network or the server does ends it."""
        self._ended.clear()
        try:
            await self._persist(self._let_go_of_webhook)
            while not self._stop.asked:
                if batch := await self._persist(self._fetch):
                    await self._commit(batch)
            await self._acknowledge()
        finally:
            self._ended.set()

    async def stop(self, within: float = 10.0) -> None:
        """End the long poll at once; turns and sends may take `within` seconds more, then they are dropped."""
        self._stop.ask()
        now = asyncio.get_running_loop().time
        until = now() + within
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await self._ended.wait()
        await self._intake.drain(max(0.0, until - now()))

    async def _let_go_of_webhook(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _fetch(self) -> Batch:
        batch = await self._get_updates(self._current_offset(), 100, self._long_poll, _READ_MARGIN)
        self._acknowledged = True
        return batch

    async def _get_updates(self, offset: int | None, limit: int, hold: int, margin: float) -> Batch:
        """Raw, because `Bot.get_updates` parses a batch as one: an update it cannot read would block all others."""
        request = {"offset": offset, "limit": limit, "timeout": hold, "allowed_updates": ALLOWED_UPDATES}
        updates = await self._bot._post("getUpdates", request, read_timeout=hold + margin)  # noqa: SLF001
        return cast("Batch", updates)

    def _current_offset(self) -> int | None:
        quiet_for = asyncio.get_running_loop().time() - self._offset_since
        return self._offset if quiet_for < _QUIET else None

    async def _commit(self, batch: Batch) -> None:
        """Move the offset once everything is committed; a batch that is cut short by `stop` comes again."""
        people: dict[int, list[RawUpdate]] = {}
        for raw in batch:
            if (update := self._intake.read(raw)) is not None:
                people.setdefault(update.person_id, []).append(update)
        if await self._taken(people.values()):
            self._offset = max(raw["update_id"] for raw in batch) + 1
            self._offset_since = asyncio.get_running_loop().time()
            self._acknowledged = False

    async def _taken(self, people: Collection[Sequence[RawUpdate]]) -> bool:
        """Whether all updates of all people were committed."""
        # Most people have one, and most are committed at the first attempt: that takes no task beside the turn's own.
        firsts = [(updates[0], self._intake.begin(updates[0])) for updates in people if len(updates) == 1]
        async with asyncio.TaskGroup() as group:
            others = [group.create_task(self._take_in_order(updates)) for updates in people if len(updates) > 1]
            for update, first in firsts:
                if not await _is_committed(first):
                    others.append(group.create_task(self._take_surely(update, first)))
        return all(other.result() for other in others)

    async def _take_in_order(self, updates: Sequence[RawUpdate]) -> bool:
        """Whether all of one person's updates were committed; one after another, even when storage fails."""
        for update in updates:
            if not await self._take_surely(update):
                return False
        return True

    async def _take_surely(self, update: RawUpdate, first: Taken | None = None) -> bool:
        """Whether it was committed at last; `first` is an attempt that was begun already."""
        for pause in self._backoff.pauses():
            if await _is_committed(first or self._intake.begin(update)):
                return True
            first = None
            log.warning("not committed, will try again", update_id=update.update_id)
            if await self._stop.within(pause):
                break
        return False

    async def _acknowledge(self) -> None:
        """Tell Telegram of the last batch, which otherwise comes again after the restart."""
        if not self._acknowledged:
            with suppress(TelegramError):
                await self._get_updates(self._offset, 1, 0, _LAST_WORD)

    async def _persist(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T | None:
        """The result of `call`, tried until it comes; None on `stop`."""
        told: type[Exception] | None = None
        for pause in self._backoff.pauses():
            try:
                result = await self._stop.unless(call())
            except Exception as error:  # noqa: BLE001  polling outlives whatever a server answers
                wait = wait_of(error) if isinstance(error, RetryAfter) else pause
                if type(error) is not told:
                    _tell(error)
                told = type(error)
            else:
                if told is not None:
                    log.info("Telegram answers again")
                return result
            if await self._stop.within(wait):
                break
        return None


async def _is_committed(taken: Taken) -> bool:
    try:
        await taken.committed
    except NotCommitted:
        return False
    return True


def _tell(error: Exception) -> None:
    match error:
        case Conflict():
            log.error("another poller or a webhook uses this bot's token: only one may, trying again")
        case TelegramError():
            log.warning("Telegram does not answer", error=type(error).__name__, reason=reason_of(error))
        case _:
            record("polling failed", error)
