"""What the members of the team are called."""

from bot.storage import Transaction
from bot.storage.audit import NOBODY


async def name_of(transaction: Transaction, person_id: int, nobody: str) -> str:
    """The first name that Telegram gives, else the id; `nobody` where it was the bot itself."""
    if person_id == NOBODY:
        return nobody
    row = await transaction.person(person_id)
    return f"{row.first_name} ({person_id})" if row is not None and row.first_name else str(person_id)
