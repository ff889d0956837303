"""What polling and webhook share: an update is read, committed in its person's turn, and then replied to."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.gateway.bug import record
from bot.gateway.desk import Desk, Errand, NotCommitted, Outgoing
from bot.gateway.neighbours import Neighbours, NoNeighbours
from bot.gateway.order import Lanes
from bot.gateway.sending import Sender
from bot.gateway.update import RawUpdate, kind_of
from bot.meter import Meter


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that is being taken in.

    `committed` is done once it is committed or, after a bug, recorded, and is `NotCommitted` if it must come again;
    `over` ends when a reply was attempted.
    """

    committed: asyncio.Future[None]
    over: asyncio.Task[object]


class Intake:
    """Takes updates in; at most `at_once` people have a turn at the same time."""

    def __init__(
        self,
        desk: Desk,
        sender: Sender,
        *,
        at_once: int = 256,
        meter: Meter | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        self._desk = desk
        self._sender = sender
        self._lanes = Lanes(at_once=at_once)
        self._meter = meter or Meter()
        self._neighbours = neighbours or NoNeighbours()

    def read(self, raw: Mapping[str, Any]) -> RawUpdate | None:
        """The update, or None if it cannot be read: then it is recorded, and counts as done."""
        try:
            return RawUpdate(raw)
        except Exception as error:  # noqa: BLE001  one odd update must not hold up the others
            record("unreadable update", error, update_id=raw["update_id"], kind=kind_of(raw))
            self._meter.update_taken(kind_of(raw), "unreadable")
            return None

    def begin(self, update: RawUpdate) -> Taken:
        """Take an update in, behind those of the same person that came before.

        The person's next update is not begun before a reply to this one was attempted.
        """
        loop = asyncio.get_running_loop()
        committed: asyncio.Future[None] = loop.create_future()
        over = self._lanes.start(update.person_id, partial(self._turn, update, committed, loop.time()))
        over.add_done_callback(partial(_cut_short, committed))
        return Taken(committed, over)

    async def drain(self, within: float) -> None:
        """Wait for turns, then for sends; what is not over `within` seconds is dropped."""
        until = asyncio.get_running_loop().time() + within
        await self._lanes.drain(within)
        await self._sender.drain(max(0.0, until - asyncio.get_running_loop().time()))

    @property
    def waiting(self) -> int:
        """Updates whose turn has not come yet."""
        return self._lanes.waiting

    async def _turn(self, update: RawUpdate, committed: asyncio.Future[None], came: float) -> None:
        try:
            async with self._neighbours.turn(update.person_id):
                await self._served(update, committed, came)
        except NotCommitted as error:
            self._meter.update_taken(update.kind, "not_committed")
            if not committed.done():  # done here and below means that whoever waited has gone away
                _fail(committed, error)

    async def _served(self, update: RawUpdate, committed: asyncio.Future[None], came: float) -> None:
        outgoing: Outgoing | Errand | None = None
        outcome = "committed"
        try:
            outgoing = await self._desk.receive(update)
        except NotCommitted:
            raise
        except Exception as error:  # noqa: BLE001  a bug in one update must not hold up the others
            record("update failed", error, update_id=update.update_id, kind=update.kind)
            outcome = "failed"
        self._meter.update_taken(update.kind, outcome)
        if not committed.done():
            committed.set_result(None)
        # On SQLite, what came in together is committed first and replied to then: so it is acknowledged sooner, and the
        # same code over and over, which stays in the processor's cache, takes an eighth less time.
        await asyncio.sleep(0)
        await self._reply(update, outgoing)
        if outgoing is not None:
            self._meter.replied(asyncio.get_running_loop().time() - came)

    async def _reply(self, update: RawUpdate, outgoing: Outgoing | Errand | None) -> None:
        if isinstance(outgoing, Errand):
            await self._sender.run(outgoing)
        elif outgoing is not None:
            await self._sender.deliver(outgoing)
        elif update.tap_id is not None:
            await self._sender.acknowledge(update.tap_id)


def _cut_short(committed: asyncio.Future[None], _turn: asyncio.Task[object]) -> None:
    """A turn that was cancelled before its commit must not leave anybody waiting."""
    if not committed.done():
        _fail(committed, NotCommitted("stopped before the commit"))


def _fail(committed: asyncio.Future[None], error: NotCommitted) -> None:
    committed.set_exception(error)
    committed.exception()  # whoever waited may have gone away; then nobody is to complain that it was not heard
