"""A person's questions, for the file of everything that is stored about them."""

from collections.abc import Mapping

from bot.storage import RelayRow, Transaction
from dialogs.words import plain


async def inquiries_told(transaction: Transaction, person_id: int) -> tuple[Mapping[str, object], ...]:
    """Each question with its messages; without notes of the staff, and without their ids."""
    return tuple(
        [
            {
                "number": one.id,
                "state": one.state,
                "summary": one.summary,
                "opened_at": one.opened_at,
                "last_at": one.last_at,
                "closed_at": one.closed_at,
                "topic": one.thread_id,
                "messages": _messages(await transaction.relays_of(one.id)),
            }
            for one in await transaction.inquiries_of(person_id)
        ]
    )


def _messages(rows: list[RelayRow]) -> list[Mapping[str, object]]:
    told = {(row.from_chat, row.from_message): row for row in rows if row.direction in {"in", "out"}}
    return [
        {
            "from_you": row.direction == "in",
            "kind": row.content["kind"],
            "words": plain(row.content["html"]),
            "at": row.at,
            "state": row.state,
        }
        for row in told.values()
    ]
