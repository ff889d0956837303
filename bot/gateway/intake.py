"""What polling and webhook share: an update is read, committed in its person's turn, and then replied to."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from telegram import Update

from bot.gateway.bug import record
from bot.gateway.desk import Desk, Errand, NotCommitted, Outgoing
from bot.gateway.order import Lanes
from bot.gateway.sending import Sender
from bot.meter import Meter

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
NOBODY = 0


def person_of(update: Update) -> int:
    """Whose turn it is: the user, else the chat (in a private chat the same id), else `NOBODY`."""
    who = update.effective_user or update.effective_chat
    return NOBODY if who is None else who.id


def kind_of(raw: Mapping[str, Any]) -> str:
    """Which of the kinds we ask for this is: a word that is safe to log."""
    return next((kind for kind in ALLOWED_UPDATES if kind in raw), "other")


def kind_in(update: Update) -> str:
    """The same of an update that was read."""
    return next((kind for kind in ALLOWED_UPDATES if getattr(update, kind) is not None), "other")


class Intake:
    """Takes updates in; at most `at_once` people have a turn at the same time."""

    def __init__(self, desk: Desk, sender: Sender, *, at_once: int = 256, meter: Meter | None = None) -> None:
        self._desk = desk
        self._sender = sender
        self._lanes = Lanes(at_once=at_once)
        self._meter = meter or Meter()

    def read(self, raw: Mapping[str, Any]) -> Update | None:
        """The update, or None if it cannot be read: then it is recorded, and counts as done."""
        try:
            return Update.de_json(dict(raw), None)
        except Exception as error:  # noqa: BLE001  one odd update must not hold up the others
            record("unreadable update", error, update_id=raw["update_id"], kind=kind_of(raw))
            self._meter.update_taken(kind_of(raw), "unreadable")
            return None

    async def take(self, update: Update) -> None:
        """Return once the update is committed or, after a bug, recorded; the reply follows in the same turn.

        The person's next update is not begun before that reply was attempted.

        Raises:
            NotCommitted: it must come again.
        """
        loop = asyncio.get_running_loop()
        committed: asyncio.Future[None] = loop.create_future()
        turn = self._lanes.start(person_of(update), partial(self._turn, update, committed, loop.time()))
        turn.add_done_callback(partial(_cut_short, committed))
        await committed

    async def drain(self, within: float) -> None:
        """Wait for turns, then for sends; what is not over `within` seconds is dropped."""
        until = asyncio.get_running_loop().time() + within
        await self._lanes.drain(within)
        await self._sender.drain(max(0.0, until - asyncio.get_running_loop().time()))

    @property
    def waiting(self) -> int:
        """Updates whose turn has not come yet."""
        return self._lanes.waiting

    async def _turn(self, update: Update, committed: asyncio.Future[None], came: float) -> None:
        outgoing: Outgoing | Errand | None = None
        outcome = "committed"
        try:
            outgoing = await self._desk.receive(update)
        except NotCommitted as error:
            self._meter.update_taken(kind_in(update), "not_committed")
            if not committed.done():
                committed.set_exception(error)
            return
        except Exception as error:  # noqa: BLE001  a bug in one update must not hold up the others
            record("update failed", error, update_id=update.update_id, kind=kind_in(update))
            outcome = "failed"
        self._meter.update_taken(kind_in(update), outcome)
        if not committed.done():  # done here means that whoever waited has gone away
            committed.set_result(None)
        await self._reply(update, outgoing)
        if outgoing is not None:
            self._meter.replied(asyncio.get_running_loop().time() - came)

    async def _reply(self, update: Update, outgoing: Outgoing | Errand | None) -> None:
        if isinstance(outgoing, Errand):
            await self._sender.run(outgoing)
        elif outgoing is not None:
            await self._sender.deliver(outgoing)
        elif update.callback_query is not None:
            await self._sender.acknowledge(update.callback_query.id)


def _cut_short(committed: asyncio.Future[None], _turn: asyncio.Task[object]) -> None:
    """A turn that was cancelled before its commit must not leave anybody waiting."""
    if not committed.done():
        committed.set_exception(NotCommitted("stopped before the commit"))
