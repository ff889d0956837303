"""Retention, as the engine does it: once a day, in the small hours of the association, whatever is too old."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot.engine.job import Bench, Hire, Step, Steps
from bot.retention.fate import NOTICE
from bot.retention.silence import RetentionParts, Silence
from bot.storage import LONGEST_SILENT, SilentRow

log = structlog.get_logger(__name__)

_HOUR = 3
"""Of the association's day."""

_LINKS = timedelta(days=30)
"""How long an invitation or a link is kept that was used or ran out: nobody asks about it any more."""

_PAGE = 500


class RetentionJob:
    """See `bot.engine.job.Job`."""

    name = "retention"
    every = 3600.0

    def __init__(self, parts: RetentionParts, bench: Bench) -> None:
        self._parts = parts
        self._bench = bench
        self._zone = ZoneInfo(parts.pack.association.time_zone)

    async def waiting(self, now: datetime) -> bool:
        if now.astimezone(self._zone).hour != _HOUR:
            return False
        silent = (now - self._parts.kept + NOTICE).date()
        async with self._parts.storage.transaction() as transaction:
            return await transaction.anything_old(silent, now - _LINKS, now - self._parts.kept)

    def steps(self) -> Steps:
        return Run(self._parts, lambda: self._bench.stop.asked).steps

    async def workers(self) -> frozenset[str]:
        """Nobody: it sends nothing by itself."""
        return frozenset()

    async def abandon(self, _worker: str, _reason: str) -> int:
        """Nothing."""
        return 0

    async def prepare(self) -> None:
        """Nothing."""


class Run:
    """One run. Each step can be done again: it finds only what is still there."""

    def __init__(self, parts: RetentionParts, stops: Callable[[], bool]) -> None:
        self._parts = parts
        self._stops = stops
        self._silence = Silence(parts)
        self._last: SilentRow = LONGEST_SILENT
        self._links = self._invites = self._copies = 0

    @property
    def steps(self) -> Sequence[tuple[str, Step]]:
        """By their names."""
        return ("days", self._days), ("people", self._people), ("links", self._drop_links), ("copies", self._unname)

    async def _days(self) -> int:
        async with self._parts.storage.transaction() as transaction:
            return 0 if self._stops() else await transaction.fill_heard(_PAGE)

    async def _people(self) -> int:
        page = [] if self._stops() else await self._silence.page(self._last)
        if not page:
            await self._silence.wipe()
        self._last = page[-1] if page else self._last
        return len(page)

    async def _drop_links(self) -> int:
        before = self._parts.clock.now() - _LINKS
        async with self._parts.storage.transaction() as transaction:
            invites, links = await transaction.drop_invites(before), await transaction.drop_links(before)
        self._invites += invites
        self._links += links
        return invites + links

    async def _unname(self) -> int:
        before = self._parts.clock.now() - self._parts.kept
        async with self._parts.storage.transaction() as transaction:
            copies = 0 if self._stops() else await transaction.unname_copies(before, _PAGE)
        self._copies += copies
        if not copies:
            self._tell()
        return copies

    def _tell(self) -> None:
        log.info(
            "what was too old is gone",
            people_told=self._silence.told,
            people_forgotten=self._silence.forgotten,
            invitations=self._invites,
            links=self._links,
            copies=self._copies,
        )


def retaining(parts: RetentionParts) -> Hire:
    """Retention, looked at every hour."""
    return partial(RetentionJob, parts)
