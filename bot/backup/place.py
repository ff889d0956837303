"""Where a backup is put back: what is known of the present database, and whether it may be replaced."""

from dataclasses import dataclass

from bot.backup.scratch import Scratch
from bot.backup.stones import Stones
from bot.storage.address import Address
from rules.complaints import BadInput


@dataclass(frozen=True, slots=True)
class Place:
    """The scratch database, and who was forgotten in the present one; None where there is none to be read."""

    scratch: Scratch
    stones: Stones | None


def check_may_be_replaced(address: Address, *, holds: bool, force: bool) -> None:
    """Refuse to replace what people told, unless that is what is meant."""
    if holds and not force:
        raise BadInput(
            f"DATABASE_URL: {address.shown!r} is not empty; --force replaces what people told there"
            " (make a backup of it first)"
        )
