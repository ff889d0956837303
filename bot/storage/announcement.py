"""Announcements: what they say, to whom and when, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.storage import instant
from bot.storage.bound import Bound

AnnouncementState = Literal["draft", "in_review", "scheduled", "sending", "paused", "finished", "cancelled"]

_NEWEST = 2**31


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """One announcement or template. `content`, `audience` and `timing` are JSON and opaque here.

    `starts_at` is when sending begins, `expires_at` when what is left is not sent any more. `stopped_by` tells why it
    paused by itself. `progress_chat` and `progress_message` name the message that shows the progress.
    """

    id: int
    state: AnnouncementState
    author: int
    content: str
    audience: str
    timing: str
    topic: str
    made_at: datetime
    changed_at: datetime
    is_template: bool = False
    approved_by: int | None = None
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    starts_at: datetime | None = None
    expires_at: datetime | None = None
    finished_at: datetime | None = None
    stopped_by: str | None = None
    progress_chat: int | None = None
    progress_message: int | None = None


class Announcements(Bound):
    """What a transaction can do with announcements; whoever changes one has locked it."""

    __slots__ = ()

    async def add_announcement(self, row: AnnouncementRow) -> int:
        """Keep a new draft or template; its number. Only what a draft has is stored."""
        number: int = await self._queries.add_announcement(
            self._connection,
            author=row.author,
            content=row.content,
            audience=row.audience,
            timing=row.timing,
            topic=row.topic,
            is_template=int(row.is_template),
            now=instant.written(row.made_at),
        )
        return number

    async def announcement(self, number: int) -> AnnouncementRow | None:
        """One announcement without a lock."""
        row = await self._queries.announcement(self._connection, id=number)
        return None if row is None else _announcement(row)

    async def lock_announcement(self, number: int) -> AnnouncementRow | None:
        """One announcement, locked until the transaction ends."""
        row = await self._queries.lock_announcement(self._connection, id=number)
        return None if row is None else _announcement(row)

    async def announcements(self, limit: int, before_id: int = _NEWEST) -> list[AnnouncementRow]:
        """The newest `limit` of them, newest first, without templates."""
        rows = self._queries.announcements(self._connection, before_id=before_id, limit=limit)
        return [_announcement(row) async for row in rows]

    async def announcement_templates(self) -> list[AnnouncementRow]:
        """What was kept to be used again, newest first."""
        return [_announcement(row) async for row in self._queries.announcement_templates(self._connection)]

    async def open_announcements(self, now: datetime) -> list[AnnouncementRow]:
        """What is being sent, or is to be by now, the longest due first."""
        rows = self._queries.open_announcements(self._connection, now=instant.written(now))
        return [_announcement(row) async for row in rows]

    async def save_announcement(self, row: AnnouncementRow) -> None:
        """Write a locked announcement back; template and the day it was made stay."""
        await self._queries.save_announcement(
            self._connection,
            id=row.id,
            state=row.state,
            author=row.author,
            content=row.content,
            audience=row.audience,
            timing=row.timing,
            topic=row.topic,
            changed_at=instant.written(row.changed_at),
            approved_by=row.approved_by,
            confirmed_by=row.confirmed_by,
            confirmed_at=_written(row.confirmed_at),
            starts_at=_written(row.starts_at),
            expires_at=_written(row.expires_at),
            finished_at=_written(row.finished_at),
            stopped_by=row.stopped_by,
            progress_chat=row.progress_chat,
            progress_message=row.progress_message,
        )

    async def delete_announcement(self, number: int) -> bool:
        """Delete a draft or a template; whether there was one. What went out stays."""
        return await self._queries.delete_announcement(self._connection, id=number) is not None

    async def note_tap(self, number: int, button: str, person_id: int, now: datetime) -> None:
        """Count a tap on a button of an announcement, once per person."""
        await self._queries.note_tap(
            self._connection, announcement_id=number, button=button, person_id=person_id, now=instant.written(now)
        )

    async def taps(self, number: int) -> dict[str, int]:
        """How many people tapped each button."""
        return {button: count async for button, count in self._queries.taps(self._connection, announcement_id=number)}


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else instant.written(moment)


def _read(text: str | None) -> datetime | None:
    return None if text is None else instant.read(text)


def _announcement(row: Sequence[Any]) -> AnnouncementRow:
    """From the columns in the order of announcement.sql."""
    number, state, author, content, audience, timing, topic, is_template, made, changed, *rest = row
    approved_by, confirmed_by, confirmed, starts, expires, finished, stopped_by, chat, message = rest
    return AnnouncementRow(
        number,
        state,
        author,
        content,
        audience,
        timing,
        topic,
        instant.read(made),
        instant.read(changed),
        bool(is_template),
        approved_by,
        confirmed_by,
        _read(confirmed),
        _read(starts),
        _read(expires),
        _read(finished),
        stopped_by,
        chat,
        message,
    )
