"""What the association's list has about a person, for them."""

from collections.abc import Mapping

from bot.roster.entry import endorsements_of
from bot.storage import Transaction


async def entry_told(transaction: Transaction, person_id: int) -> Mapping[str, object]:
    """The entry that they said is theirs, empty if none is."""
    entry = await transaction.entry_of(person_id)
    if entry is None:
        return {}
    return {
        "email": entry.email,
        "first_name": entry.first_name,
        "last_name": entry.last_name,
        "endorsements": [
            {"category": one.category, "age_band": one.age_band, "earned_on": one.earned_on, "ers": one.ers}
            for one in endorsements_of(entry)
        ],
        "membership_until": entry.membership_until,
        "tags": entry.tags,
    }
