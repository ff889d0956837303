"""What may be told of a count of people. The rule, and its reason:

    1. From 1 to 4 people are told as "under 5", in words, pictures, files and on the command line. Whoever knows who
       uses the bot could else find out about one of them: that the only clinical mentor has lapsed, say.
    2. A sum is told exactly only if nothing in it is hidden. Else it is told as "at least" so many, worked out of what
       is told of its parts and nothing else: each hidden part as one person. Otherwise the sum less the parts that are
       told would be the hidden part, or leave little room for it.
    3. Everybody is counted in one group, and every number is a group or a sum of groups, so there is no second way to
       add people up. Nobody is a question of exactly nobody: 0 is told.

It follows that all that is told stays the same, whichever number from 1 to 4 a hidden one is. What the rule cannot
hide is a change: of two looks at a group of 5, the second of which says "under 5", somebody left between them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LIMIT = 5
"""People from whom on a group is told."""


class How(StrEnum):
    """How much of a number is told."""

    EXACTLY = "exactly"
    UNDER = "under"
    """From 1 to LIMIT - 1."""
    AT_LEAST = "at_least"
    SOME = "some"
    """A sum of hidden parts of which not even LIMIT is certain."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it may be told. `number` is exact or the least there are; None: it is not told."""

    how: How
    number: int | None = None

    @property
    def length(self) -> int:
        """For a bar beside others; 0 where nothing is told."""
        return self.number or 0


NOBODY = Shown(How.EXACTLY, 0)


def shown(count: int, people: int | None = None) -> Shown:
    """A group; `people` stand behind it where they are not what is counted (somebody got several messages)."""
    if count == 0:
        return NOBODY
    behind = count if people is None else people
    return Shown(How.EXACTLY, count) if min(behind, count) >= LIMIT else Shown(How.UNDER)


def whole(parts: Iterable[Shown]) -> Shown:
    """The sum of groups, or of sums of groups."""
    some = [one for one in parts if one != NOBODY]
    if len(some) == 1:
        return some[0]
    least = sum(_least(one) for one in some)
    if all(one.how is How.EXACTLY for one in some):
        return Shown(How.EXACTLY, least)
    return Shown(How.AT_LEAST, least) if least >= LIMIT else Shown(How.SOME)


def _least(one: Shown) -> int:
    """How many there certainly are; of what is hidden one, which everybody knows."""
    return 1 if one.number is None else one.number
