"""What can be done about copies afterwards: send once more, correct, delete. Each is begun here and done by the sender.

Whoever begins one has locked the announcement, and kicks the engine after the commit. `retry_failed` and
`resend_unknown` need the announcement to be sending again: `move(…, Step.REOPEN, …)`.
"""

from bot.storage import Transaction


async def begin_correction(transaction: Transaction, number: int) -> int:
    """Have every copy that arrived say what the announcement says by now; how many there are."""
    return await transaction.begin_repair(number, "correct")


async def begin_deletion(transaction: Transaction, number: int) -> int:
    """Have every copy that arrived deleted; how many there are. After two days Telegram does not allow it any more."""
    return await transaction.begin_repair(number, "delete")


async def retry_failed(transaction: Transaction, number: int) -> int:
    """Have whatever surely did not arrive sent once more; how many that is."""
    return await transaction.pending_again(number, "failed")


async def resend_unknown(transaction: Transaction, number: int) -> int:
    """Have whatever perhaps arrived sent once more: only a person can decide that. How many that is."""
    return await transaction.pending_again(number, "unknown")
