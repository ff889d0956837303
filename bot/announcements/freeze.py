"""Whom an announcement goes to: counted beforehand, and frozen into the ledger at confirmation. A page at a time."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.announcements.fitness import UNREADABLE, unfit
from bot.gateway.bug import record
from bot.office.visit import Room
from bot.storage import AnnouncementRow, ListenerRow, RecipientRow, Transaction
from dialogs.announcements.audience import Audience, matches
from dialogs.announcements.card import card_of
from dialogs.announcements.hearing import WEEK, morning
from dialogs.announcements.lifecycle import NotNow
from dialogs.announcements.timing import Timing
from dialogs.session import Session
from dialogs.zone import home_of, zone_of

_PAGE = 200
_BREATH = 20
"""People after whom others get a turn: looking at one takes up to a millisecond."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many it goes to; how many of the audience it does not, by the reason's code."""

    total: int
    left_out: Mapping[str, int]


class _Chosen(NamedTuple):
    """Somebody of the audience; no reason: it goes to them, from `not_before` on."""

    person_id: int
    reason: str | None
    not_before: datetime


async def counted(room: Room, audience: Audience, topic: str, now: datetime) -> Count:
    """Whom it would go to at once; nothing is written."""
    timing = Timing().model_dump_json()
    return await counted_for(
        room, AnnouncementRow(0, "draft", 0, "", audience.model_dump_json(), timing, topic, now, now), now
    )


async def counted_for(room: Room, announcement: AnnouncementRow, now: datetime) -> Count:
    """What `freeze` would add now; nothing is written."""
    return _count([page async for page in _pages(room, announcement, now)])


async def freeze(room: Room, announcement: AnnouncementRow, now: datetime) -> Count:
    """Write the list: of a draft anew, of any other only who is not on it yet. What was added.

    Each page is a transaction of its own, so a list that a crash cut short is only whole once it is frozen again.

    Raises:
        NotNow: if somebody confirmed it meanwhile, or chose another audience.
    """
    if _is_draft(announcement):
        async with room.storage.transaction() as transaction:
            await _unchanged(transaction, announcement)
            await transaction.clear_recipients(announcement.id)
    added = []
    async for page in _pages(room, announcement, now):
        rows = [_row(announcement.id, one, now) for one in page if one.reason != UNREADABLE]
        async with room.storage.transaction() as transaction:
            await _unchanged(transaction, announcement)
            await transaction.freeze_recipients(rows)
        added.append(page)
    return _count(added)


async def _unchanged(transaction: Transaction, announcement: AnnouncementRow) -> None:
    """Lock it: nobody may be added to a list that was confirmed with another count, or be taken off it."""
    row = await transaction.lock_announcement(announcement.id)
    if row is None or (_is_draft(row), row.audience) != (_is_draft(announcement), announcement.audience):
        raise NotNow(f"announcement {announcement.id} was changed meanwhile")


def _is_draft(announcement: AnnouncementRow) -> bool:
    return announcement.state in {"draft", "in_review"}


async def _pages(room: Room, announcement: AnnouncementRow, now: datetime) -> AsyncIterator[list[_Chosen]]:
    """Who of each page of people belongs to the audience and is not on the list yet; what a draft has is none."""
    survey = _Survey(room, announcement, now)
    last = 0
    while True:
        async with room.storage.transaction() as transaction:
            people = await transaction.listeners(last, _PAGE)
            if not people:
                return
            begin, last = last, people[-1].id
            listed = frozenset() if _is_draft(announcement) else await transaction.listed(announcement.id, begin, last)
            heard = await transaction.heard_since(begin, last, survey.start - WEEK)
        yield await survey.chosen([one for one in people if one.id not in listed], heard)


class _Survey:
    """An audience at one moment. `start`: when it is to go out, as far as that is known now."""

    def __init__(self, room: Room, announcement: AnnouncementRow, now: datetime) -> None:
        self._room = room
        self._announcement = announcement
        self._audience = Audience.model_validate_json(announcement.audience)
        self._now = now
        timing = Timing.model_validate_json(announcement.timing)
        self._waits = timing.kind == "morning"
        home = home_of(room.book.pack)
        planned = now if timing.kind != "at" or timing.at is None else timing.at.replace(tzinfo=home)
        self.start = max(now, planned)

    async def chosen(self, people: list[ListenerRow], heard: Mapping[int, int]) -> list[_Chosen]:
        found = []
        for place, person in enumerate(people):
            if place % _BREATH == 0:
                await asyncio.sleep(0)
            one = self._chosen(person, heard.get(person.id, 0))
            if one is not None:
                found.append(one)
        return found

    def _chosen(self, person: ListenerRow, heard: int) -> _Chosen | None:
        """None for who is not of the audience."""
        try:
            session = Session.model_validate_json(person.session)
            zone = zone_of(session, self._room.book.pack)
            today = self._now.astimezone(zone).date()
            card = card_of(session, self._room.book, today, person.tags, self._audience.looks_at)
            if not matches(self._audience, card):
                return None
            reason = unfit(person, session, self._announcement, heard, self._now)
            return _Chosen(person.id, reason, morning(self.start, session.wishes, zone) if self._waits else self._now)
        except Exception as error:  # noqa: BLE001  one person's fault must not keep an announcement from the others
            record("a recipient could not be worked out", error)
            return _Chosen(person.id, UNREADABLE, self._now)


def _row(number: int, one: _Chosen, now: datetime) -> RecipientRow:
    pending = RecipientRow(number, one.person_id, "pending", one.not_before)
    return pending if one.reason is None else replace(pending, state="skipped", reason=one.reason, settled_at=now)


def _count(pages: list[list[_Chosen]]) -> Count:
    reasons = Counter(one.reason for page in pages for one in page)
    return Count(reasons[None], {reason: count for reason, count in reasons.items() if reason is not None})
