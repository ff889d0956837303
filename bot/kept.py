"""What is stored about a person beside their row: every part of the bot tells what it keeps."""

from collections.abc import Mapping
from dataclasses import asdict

from bot.announcements.told import announcements_told
from bot.inbox.told import inquiries_told
from bot.roster.told import entry_told
from bot.storage import Transaction


async def kept_of(
    transaction: Transaction, person_id: int, certificates: tuple[Mapping[str, object], ...]
) -> Mapping[str, object]:
    """By its name in an export; what there is nothing of is left out. `certificates` are the copies on disk."""
    told = {
        "heard_on": await transaction.heard_on(person_id),
        "nudges": [asdict(nudge) for nudge in await transaction.nudges_of(person_id)],
        "announcements": await announcements_told(transaction, person_id),
        "questions": await inquiries_told(transaction, person_id),
        "roster": await entry_told(transaction, person_id),
        "certificates_on_disk": certificates,
    }
    return {name: kept for name, kept in told.items() if kept or name == "nudges"}
