"""Which announcements were meant for a person, for them."""

from collections.abc import Mapping
from dataclasses import asdict

from bot.storage import Transaction


async def announcements_told(transaction: Transaction, person_id: int) -> tuple[Mapping[str, object], ...]:
    """Each with its topic, what became of it, and which of its buttons they tapped."""
    return tuple(asdict(row) for row in await transaction.announcements_of(person_id))
