"""Other processes that serve the same people: what keeps one person's turns and replies in order across all of them."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.gateway.desk import Outgoing


class Neighbours(Protocol):
    """Asked once a person's turn has come in this process."""

    def turn(self, person_id: int) -> AbstractAsyncContextManager[None]:
        """During the block no other process takes an update of this person, or replies to them.

        Raises:
            NotCommitted: on entering, if another is still busy with them, or nobody can tell.
        """
        ...

    def repeating(self, outgoing: Outgoing) -> AbstractAsyncContextManager[bool]:
        """As `turn`, for a screen that has to be sent again: whether it still should be, or a newer one came first."""
        ...


class NoNeighbours:
    """There is only this process, which keeps the order by itself."""

    @asynccontextmanager
    async def turn(self, _person_id: int) -> AsyncIterator[None]:
        yield

    @asynccontextmanager
    async def repeating(self, _outgoing: Outgoing) -> AsyncIterator[bool]:
        yield True
