"""The ledger of relayed messages: `pending -> sending -> sent | failed | unknown`; a row for each chat reached."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.storage import instant
from bot.storage.bound import Bound

RelayState = Literal["pending", "sending", "sent", "failed", "unknown"]
Direction = Literal["card", "in", "out", "copy", "note"]


@dataclass(frozen=True, slots=True)
class RelayRow:
    """One message on its way from a chat to another; the two chats and `from_message` are its key.

    A `card` tells the staff who asks; `in` goes to them, `out` to the person; a `copy` shows the group what was
    answered elsewhere; a `note` goes nowhere. `from_message` is negative for what nobody wrote as a message. `content`
    is opaque here. `at` is when it was written; `revised` how often it was changed since it was sent, unshown so far.
    """

    inquiry_id: int
    direction: Direction
    from_chat: int
    from_message: int
    to_chat: int
    content: Mapping[str, str]
    state: RelayState
    at: datetime
    to_message: int | None = None
    reason: str | None = None
    moved_at: datetime | None = None
    revised: int = 0
    id: int = 0


class Relays(Bound):
    """What a transaction can do with relayed messages."""

    __slots__ = ()

    async def add_relay(self, row: RelayRow) -> None:
        """Note a message; an update that comes again changes nothing."""
        await self._queries.add_relay(
            self._connection,
            inquiry_id=row.inquiry_id,
            direction=row.direction,
            from_chat=row.from_chat,
            from_message=row.from_message,
            to_chat=row.to_chat,
            content=_written(row.content),
            state=row.state,
            at=instant.written(row.at),
        )

    async def relays_of(self, inquiry_id: int) -> list[RelayRow]:
        """Everything about an inquiry, in the order in which it was written."""
        return [_relay(row) async for row in self._queries.relays_of(self._connection, inquiry_id=inquiry_id)]

    async def relay(self, number: int) -> RelayRow | None:
        """One message."""
        row = await self._queries.relay(self._connection, id=number)
        return None if row is None else _relay(row)

    async def relay_arrived(self, to_chat: int, to_message: int) -> RelayRow | None:
        """What a message of the bot's stands for; None if it is no relayed one."""
        row = await self._queries.relay_arrived(self._connection, to_chat=to_chat, to_message=to_message)
        return None if row is None else _relay(row)

    async def relays_from(self, from_chat: int, from_message: int) -> list[RelayRow]:
        """Every copy of what somebody wrote."""
        rows = self._queries.relays_from(self._connection, from_chat=from_chat, from_message=from_message)
        return [_relay(row) async for row in rows]

    async def revise_relays(self, from_chat: int, from_message: int, content: Mapping[str, str]) -> int:
        """Take up what somebody changed in their own message; how many copies are to be changed."""
        rows = self._queries.revise_relays(
            self._connection, from_chat=from_chat, from_message=from_message, content=_written(content)
        )
        return len([row async for row in rows])

    async def revise_cards(self, inquiry_id: int) -> None:
        """Have the cards of an inquiry written anew, because it changed."""
        await self._queries.revise_cards(self._connection, inquiry_id=inquiry_id)

    async def renew_card(self, inquiry_id: int, to_chat: int, now: datetime) -> None:
        """Have a card sent anew that was deleted with its topic."""
        await self._queries.renew_card(
            self._connection, inquiry_id=inquiry_id, to_chat=to_chat, now=instant.written(now)
        )

    async def claim_relay(self, number: int, now: datetime) -> RelayRow | None:
        """Take one to send it; None if somebody else did."""
        row = await self._queries.claim_relay(self._connection, id=number, now=instant.written(now))
        return None if row is None else _relay(row)

    async def settle_relay(
        self, number: int, now: datetime, state: RelayState, reason: str | None, to_message: int | None
    ) -> None:
        """Write down what became of one that was taken."""
        await self._queries.settle_relay(
            self._connection,
            id=number,
            state=state,
            reason=reason,
            to_message=to_message,
            now=instant.written(now),
        )

    async def send_relay_again(self, number: int, now: datetime) -> int | None:
        """Let one go out once more that failed or is in doubt; its inquiry, None if it is neither."""
        inquiry_id: int | None = await self._queries.send_relay_again(
            self._connection, id=number, now=instant.written(now)
        )
        return inquiry_id

    async def shown_relay(self, row: RelayRow) -> None:
        """Note that a change is shown where the message arrived, as far as `row` has it."""
        await self._queries.shown_relay(self._connection, id=row.id, revised=row.revised)

    async def abandon_relays(self, before: datetime, reason: str, now: datetime) -> list[RelayRow]:
        """Call `unknown` what has been on its way since before then; each of them."""
        rows = self._queries.abandon_relays(
            self._connection, before=instant.written(before), reason=reason, now=instant.written(now)
        )
        return [_relay(row) async for row in rows]

    async def waiting_inquiries(self, before: datetime) -> list[tuple[int, int]]:
        """Inquiries with something to send or to show since before then, each with the person."""
        rows = self._queries.waiting_inquiries(self._connection, before=instant.written(before))
        return [(number, person_id) async for number, person_id in rows]

    async def purge_relays(self, before: datetime) -> int:
        """Delete the messages of inquiries that were closed before then; how many there were."""
        rows = self._queries.purge_relays(self._connection, before=instant.written(before))
        return len([row async for row in rows])


def _written(content: Mapping[str, str]) -> str:
    """ASCII: JSON then escapes what PostgreSQL cannot store."""
    return json.dumps(dict(content), sort_keys=True)


def _relay(row: Sequence[Any]) -> RelayRow:
    """From the columns in the order of relay.sql."""
    number, inquiry_id, direction, from_chat, from_message, to_chat, to_message, content, *rest = row
    state, reason, at, moved_at, revised = rest
    return RelayRow(
        inquiry_id,
        direction,
        from_chat,
        from_message,
        to_chat,
        json.loads(content),
        state,
        instant.read(at),
        to_message,
        reason,
        instant.read(moved_at),
        revised,
        number,
    )
