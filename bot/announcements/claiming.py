"""Taking the next copies to send them: committed as `sending`, with the worker's name, before anything is sent.

Whatever may have changed since the list was frozen is looked at here, for each person: forgotten, unreachable, opted
out, capped, asleep; for the announcement: paused, cancelled, expired.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.announcements.fields import fields_of
from bot.announcements.fitness import EXPIRED, FORGOTTEN, UNREADABLE, rests_until, unfit
from bot.clock import Clock
from bot.gateway.bug import record
from bot.meter import Meter
from bot.storage import AnnouncementRow, ListenerRow, Storage, StorageError, Transaction
from bot.storage.copy import CopyEnd, CopyRow
from dialogs.announcements.content import Content
from dialogs.announcements.hearing import WEEK
from dialogs.announcements.letter import Letter, letter_of
from dialogs.announcements.merging import fields_in, rendered
from dialogs.announcements.timing import Timing
from dialogs.book import Book
from dialogs.scene import Scene
from dialogs.session import Session
from dialogs.words import Words
from dialogs.zone import zone_of


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is to be sent now. `seen` counts those that are not, too."""

    letters: tuple[tuple[CopyRow, Letter], ...]
    seen: int


class Claiming:
    """Claims for one worker."""

    def __init__(self, storage: Storage, book: Book, clock: Clock, worker: str, meter: Meter | None = None) -> None:
        self._storage = storage
        self._book = book
        self._clock = clock
        self._worker = worker
        self._meter = meter or Meter()

    async def next(self, number: int, limit: int) -> Claimed | None:
        """Up to `limit` copies; None: nothing is due, or the announcement is not being sent any more."""
        async with self._storage.transaction() as transaction:
            now = self._clock.now()
            announcement = await transaction.announcement(number)
            if announcement is None or announcement.state != "sending":
                return None
            due = await transaction.copies_due(number, now, limit)
            if not due:
                return None
            verdicts = [(copy, await self._verdict(transaction, announcement, copy, now)) for copy in due]
            put_off = [end for _, end in verdicts if isinstance(end, CopyEnd)]
            await transaction.put_off_copies(put_off, now)
            letters = [(copy, letter) for copy, letter in verdicts if isinstance(letter, Letter)]
            got = await transaction.claim_copies([copy.id for copy, _ in letters], self._worker)
        for end in put_off:
            self._meter.copied(end.state)
        return Claimed(tuple((copy, letter) for copy, letter in letters if copy.id in got), len(due))

    async def _verdict(
        self, transaction: Transaction, announcement: AnnouncementRow, copy: CopyRow, now: datetime
    ) -> Letter | CopyEnd:
        if copy.person is None:
            return CopyEnd(copy.id, "skipped", FORGOTTEN)
        if announcement.expires_at is not None and announcement.expires_at <= now:
            return CopyEnd(copy.id, "skipped", EXPIRED)
        try:
            session = Session.model_validate_json(copy.person.session)
            capped = session.wishes.weekly_cap is not None
            heard = await transaction.announcements_since(copy.person.id, now - WEEK) if capped else 0
            reason = unfit(copy.person, session, announcement, heard, now)
            if reason is not None:
                return CopyEnd(copy.id, "skipped", reason)
            woken = rests_until(session, self._book.pack, now) if _waits(announcement.timing) else None
            if woken is not None:
                return CopyEnd(copy.id, "pending", not_before=woken)
            return letter_for(self._book, announcement, copy.person, session, now)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  one person's fault must not keep the others from theirs
            record("an announcement could not be made out", error)
            return CopyEnd(copy.id, "skipped", UNREADABLE)


def letter_for(
    book: Book, announcement: AnnouncementRow, person: ListenerRow, session: Session, now: datetime
) -> Letter:
    """A person's copy of an announcement."""
    content = _content(announcement.content)
    day = now.astimezone(zone_of(session, book.pack)).date()
    words = Scene(book, session, day).words
    if not _fields(announcement.content):
        return _same_letter(announcement.content, announcement.id, words)
    fields = fields_of(session, person.first_name, book, day)
    return letter_of(rendered(content, fields), announcement.id, words)


@lru_cache(maxsize=64)
def _content(written: str) -> Content:
    return Content.model_validate_json(written)


@lru_cache(maxsize=64)
def _fields(written: str) -> Sequence[str]:
    return fields_in(_content(written).text)


@lru_cache(maxsize=64)
def _same_letter(written: str, number: int, words: Words) -> Letter:
    """Without fields, it is the same for everybody of a language."""
    return letter_of(rendered(_content(written), {}), number, words)


@lru_cache(maxsize=64)
def _waits(timing: str) -> bool:
    return Timing.model_validate_json(timing).kind == "morning"
