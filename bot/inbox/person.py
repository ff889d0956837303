"""What a person's row learns from a message that is sent to them outside their conversation."""

from dataclasses import replace
from datetime import datetime

from bot.storage import Reachable, Transaction


async def expecting(transaction: Transaction, chat_id: int, now: datetime) -> None:
    """A message is about to arrive below what is there: no screen is written over it, however fast it is tapped.

    Groups and strangers have no row, and none is made.
    """
    row = await transaction.lock_known_person(chat_id, now) if chat_id > 0 else None
    if row is not None:
        await transaction.save_person(replace(row, message_id=(row.message_id or 0) + 1, message_stays=True))


async def reached(transaction: Transaction, chat_id: int, reachable: Reachable | None, now: datetime) -> None:
    """Note that somebody cannot be reached; None: nothing was learnt."""
    row = await transaction.lock_known_person(chat_id, now) if chat_id > 0 and reachable is not None else None
    if row is not None and reachable is not None:
        await transaction.save_person(replace(row, reachable=reachable))
