"""Several web processes at one PostgreSQL: one person's turns and replies in order across all of them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from bot.gateway.desk import NotCommitted, Outgoing
from bot.gateway.neighbours import Neighbours
from bot.storage import Storage, StorageError
from bot.storage.address import PostgresAddress
from bot.storage.server_turns import ServerTurns, StillBusy

log = structlog.get_logger(__name__)


class ServerNeighbours:
    """See `bot.gateway.neighbours.Neighbours`."""

    def __init__(self, turns: ServerTurns, storage: Storage) -> None:
        self._turns = turns
        self._storage = storage

    @asynccontextmanager
    async def turn(self, person_id: int) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._turns.turn(person_id))
            except StorageError as error:
                raise NotCommitted from error
            yield

    @asynccontextmanager
    async def repeating(self, outgoing: Outgoing) -> AsyncIterator[bool]:
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._turns.turn(outgoing.person_id))
                due = await self._is_newest(outgoing)
            except StillBusy:
                due = False  # whoever is busy with them has something newer
            except StorageError as error:
                log.warning("sent again without knowing what is newest", reason=str(error))
                due = True
            yield due

    async def _is_newest(self, outgoing: Outgoing) -> bool:
        """Nothing of theirs was taken after it. A file goes out whatever came later: no other screen stands for it."""
        if outgoing.file is not None or not outgoing.seen:
            return True
        async with self._storage.transaction() as transaction:
            row = await transaction.person(outgoing.person_id)
        return row is None or row.seen == outgoing.seen


@asynccontextmanager
async def crossing(address: PostgresAddress, storage: Storage) -> AsyncIterator[Neighbours]:
    """Whoever else may serve from this server; a session of its own is begun when the first turn is."""
    turns = ServerTurns(address)
    try:
        yield ServerNeighbours(turns, storage)
    finally:
        await turns.close()
