"""What a person's row learns from a message that was sent to them outside their conversation."""

from dataclasses import replace
from datetime import datetime

from bot.storage import Reachable, Transaction


async def after_sending(
    transaction: Transaction, chat_id: int, message_id: int | None, reachable: Reachable | None, now: datetime
) -> None:
    """Note the newest message, so that no screen is written over it, or that they cannot be reached.

    Groups and strangers have no row, and none is made.
    """
    row = await transaction.lock_known_person(chat_id, now) if chat_id > 0 else None
    if row is None:
        return
    if reachable is not None:
        await transaction.save_person(replace(row, reachable=reachable))
    elif message_id is not None and message_id > (row.message_id or 0):
        await transaction.save_person(replace(row, message_id=message_id, message_stays=True))
