"""Inquiries: who asked the coordinator, who answers, where, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.storage import instant
from bot.storage.bound import Bound

InquiryState = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """One question and all that was said about it. `summary` is the case in plain words, as the person saw it.

    `holder` is who of the staff answers it. `group_id` and `thread_id` name its topic in a forum group; neither is set
    where it goes to the private chats of the staff.
    """

    id: int
    person_id: int
    state: InquiryState
    holder: int | None
    group_id: int | None
    thread_id: int | None
    summary: str
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether messages are passed on."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class ListedInquiry:
    """A line of the list: `last_at` is when anybody wrote last."""

    id: int
    holder: int | None
    last_at: datetime
    first_name: str | None


class Inquiries(Bound):
    """What a transaction can do with inquiries."""

    __slots__ = ()

    async def add_inquiry(
        self, person_id: int, now: datetime, summary: str, holder: int | None, topic: tuple[int, int] | None
    ) -> int:
        """Open one; its number. `topic` is the group and the thread of an older one of theirs, to go on in."""
        group_id, thread_id = topic or (None, None)
        number: int = await self._queries.add_inquiry(
            self._connection,
            person_id=person_id,
            holder=holder,
            group_id=group_id,
            thread_id=thread_id,
            summary=summary,
            now=instant.written(now),
        )
        return number

    async def inquiry(self, number: int) -> InquiryRow | None:
        """One inquiry without a lock."""
        row = await self._queries.inquiry(self._connection, id=number)
        return None if row is None else _inquiry(row)

    async def lock_inquiry(self, number: int) -> InquiryRow | None:
        """One inquiry, locked until the transaction ends."""
        row = await self._queries.lock_inquiry(self._connection, id=number)
        return None if row is None else _inquiry(row)

    async def open_inquiry_of(self, person_id: int) -> InquiryRow | None:
        """What somebody has open, if anything."""
        row = await self._queries.open_inquiry_of(self._connection, person_id=person_id)
        return None if row is None else _inquiry(row)

    async def inquiries_of(self, person_id: int) -> list[InquiryRow]:
        """All of a person's, the oldest first."""
        return [_inquiry(row) async for row in self._queries.inquiries_of(self._connection, person_id=person_id)]

    async def inquiry_in_topic(self, group_id: int, thread_id: int) -> InquiryRow | None:
        """What a topic is about; the newest, where a person's later questions went on in it."""
        row = await self._queries.inquiry_in_topic(self._connection, group_id=group_id, thread_id=thread_id)
        return None if row is None else _inquiry(row)

    async def open_inquiries(self, limit: int) -> list[ListedInquiry]:
        """The open ones, those that wait longest first."""
        return [_listed(row) async for row in self._queries.open_inquiries(self._connection, limit=limit)]

    async def held_inquiries(self, holder: int, limit: int) -> list[ListedInquiry]:
        """The open ones that one of the staff has taken, those that wait longest first."""
        rows = self._queries.held_inquiries(self._connection, holder=holder, limit=limit)
        return [_listed(row) async for row in rows]

    async def closed_inquiries(self, limit: int) -> list[ListedInquiry]:
        """The closed ones, those closed last first."""
        return [_listed(row) async for row in self._queries.closed_inquiries(self._connection, limit=limit)]

    async def save_inquiry(self, row: InquiryRow) -> None:
        """Write a locked inquiry back: its state, its holder and its times."""
        await self._queries.save_inquiry(
            self._connection,
            id=row.id,
            state=row.state,
            holder=row.holder,
            last_at=instant.written(row.last_at),
            closed_at=None if row.closed_at is None else instant.written(row.closed_at),
        )

    async def move_inquiry(self, number: int, before: int | None, topic: tuple[int, int]) -> bool:
        """Give it a topic in place of the thread `before`; False if somebody else did so meanwhile."""
        group_id, thread_id = topic
        moved = await self._queries.move_inquiry(
            self._connection, id=number, before=before or 0, group_id=group_id, thread_id=thread_id
        )
        return moved is not None

    async def empty_inquiries(self, before: datetime) -> int:
        """Delete the summaries of what was closed before then; how many there were."""
        rows = self._queries.empty_inquiries(self._connection, before=instant.written(before))
        return len([row async for row in rows])


def _inquiry(row: Sequence[Any]) -> InquiryRow:
    """From the columns in the order of inquiry.sql."""
    number, person_id, state, holder, group_id, thread_id, summary, opened, last, closed = row
    return InquiryRow(
        number,
        person_id,
        state,
        holder,
        group_id,
        thread_id,
        summary,
        instant.read(opened),
        instant.read(last),
        None if closed is None else instant.read(closed),
    )


def _listed(row: Sequence[Any]) -> ListedInquiry:
    number, holder, last_at, first_name = row
    return ListedInquiry(number, holder, instant.read(last_at), first_name)
