"""Other processes that serve the same people: what keeps one person's turns and replies in order across all of them."""

from contextlib import AbstractAsyncContextManager, nullcontext
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

    def turn(self, _person_id: int) -> AbstractAsyncContextManager[None]:
        return nullcontext()

    def repeating(self, _outgoing: Outgoing) -> AbstractAsyncContextManager[bool]:
        return nullcontext(enter_result=True)
