"""What a change of the rules changed for a person, as it is kept until they are told, and after."""

from datetime import date
from typing import Annotated

from pydantic import Field

from rules.values import Frozen

RULES = -1
"""The number that stands for a change of the rules among the Endorsements of rungs."""

Final = Annotated[date | bool | int | float | str | None, Field(union_mode="left_to_right")]
"""A day, an amount, a category; True: missing as a whole; None: nothing. In this order it reads back from JSON."""


class RuleChange(Frozen):
    """One thing that comes out differently for a person.

    `name` is that of the outcome, such as "apply.IFS.rsc_hours"; `rules` are the ids of the rules behind it; `told_on`
    is the rung of the ledger under which it is told; `packs` tells which two packs were compared.
    """

    name: str
    before: Final
    after: Final
    rules: tuple[str, ...]
    told_on: date
    packs: str
