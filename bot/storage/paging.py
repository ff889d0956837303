"""Going through people in the order of a moment, a page at a time."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.storage import instant


class Mark(NamedTuple):
    """A person's place in the order."""

    moment: datetime
    person_id: int


FIRST = Mark(datetime.min.replace(tzinfo=UTC), 0)
"""Before everybody."""


async def page(query: Callable[..., Any], connection: object, now: datetime, limit: int, after: Mark) -> list[Mark]:
    """Up to `limit` people up to `now` behind `after`; a loop that hands on the last one always comes to an end."""
    rows = query(
        connection,
        now=instant.written(now),
        after_moment=instant.written(after.moment),
        after_id=after.person_id,
        limit=limit,
    )
    return [Mark(instant.read(moment), person_id) async for moment, person_id in rows]
