"""What somebody may do."""

from bot.settings import Settings
from bot.storage import Transaction
from dialogs.roles import Role


async def role_of(settings: Settings, transaction: Transaction, person_id: int) -> Role | None:
    """What somebody may do now. Owners are those whom the environment names, nobody else."""
    if person_id in settings.owner_ids:
        return Role.OWNER
    given = await transaction.staff_role(person_id)
    return None if given is None else Role(given)
