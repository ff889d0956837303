"""Who may do what in the office of the association."""

from enum import StrEnum


class Role(StrEnum):
    """From the least to the most: a drafter writes, a coordinator sends and answers, an owner invites and removes."""

    DRAFTER = "drafter"
    COORDINATOR = "coordinator"
    OWNER = "owner"


_RANKS = {role: rank for rank, role in enumerate(Role)}


def may(role: Role | None, least: Role | None) -> bool:
    """Whether somebody with `role` may do what asks for at least `least`; None: nobody in particular, everybody."""
    return least is None or (role is not None and _RANKS[role] >= _RANKS[least])
