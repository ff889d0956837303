"""Whom an announcement goes to: counted and frozen, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.announcements.freeze import Count, counted, counted_for, freeze
from bot.announcements.told import announcements_told
from bot.office.visit import Room
from bot.storage import Storage
from dialogs.announcements.audience import Audience, Condition, Kind
from dialogs.announcements.lifecycle import NotNow
from dialogs.announcements.timing import Timing
from dialogs.endorsement import Wishes
from dialogs.session import Session
from tests.announcements.audiences import NOW, Listener, drafted, list_of, put, room_of, store
from tests.databases import storage_of_each
from tests.dialogs.endorsed import held
from tests.dialogs.test_outcome import HOME_VISITOR

__all__ = ["storage_of_each"]

QUIET_NIGHT = Wishes(quiet_from=20, quiet_until=8)


@pytest.fixture
def room(storage: Storage) -> Room:
    return room_of(storage)


def wishing(**wishes: object) -> Listener:
    return Listener(Session(wishes=Wishes.model_validate(wishes)))


def only(kind: Kind, value: str = "") -> Audience:
    return Audience(include=(Condition(kind=kind, value=value),))


async def move(storage: Storage, number: int, state: str) -> None:
    async with storage.transaction() as transaction:
        row = await transaction.lock_announcement(number)
        assert row is not None
        await transaction.save_announcement(replace(row, state=state))  # type: ignore[arg-type]  # one of its states


async def test_who_belongs_is_counted_and_who_is_left_out_with_the_reason(room: Room) -> None:
    people = [
        Listener(),
        wishing(topics_off=("training",)),
        wishing(topics_off=("renewal",)),
        wishing(weekly_cap=0),
        Listener(reachable="blocked"),
        Listener(reachable="gone"),
    ]
    await store(room.storage, people)
    count = await counted(room, Audience(), "training", NOW)
    assert count == Count(2, {"opted_out": 1, "quiet": 1, "blocked": 1, "gone": 1})


async def test_specialists_who_renew_in_2027_are_found_by_two_conditions(room: Room) -> None:
    await store(
        room.storage,
        [
            Listener(Session(endorsements=(held(),))),
            Listener(Session(endorsements=(held("2027-02-02"),))),
            Listener(Session(answers=HOME_VISITOR)),
        ],
    )
    conditions = (Condition(kind="endorsed", value="IFS"), Condition(kind="renewal_year", value="2027"))
    announcement = await drafted(room.storage, Audience(include=conditions))
    assert await freeze(room, announcement, NOW) == Count(1, {})
    assert list(await list_of(room.storage, announcement)) == [1]


async def test_tags_of_the_roster_are_those_of_the_person_it_is_linked_to(room: Room) -> None:
    await store(room.storage, [Listener(tags=("North", "new")), Listener(tags=("south",)), Listener()])
    assert await counted(room, only("tag", "north"), "training", NOW) == Count(1, {})
    excluded = Audience(exclude=(Condition(kind="tag", value="South"),))
    assert await counted(room, excluded, "training", NOW) == Count(1 + 1, {})
    async with room.storage.transaction() as transaction:
        assert await transaction.roster_tags() == ["new", "north", "south"]


async def test_freezing_writes_who_is_to_get_it_and_who_is_not(room: Room) -> None:
    await store(room.storage, [Listener(), wishing(topics_off=("training",)), Listener(reachable="blocked")])
    announcement = await drafted(room.storage)
    assert await freeze(room, announcement, NOW) == await counted(room, Audience(), "training", NOW)
    rows = await list_of(room.storage, announcement)
    assert {number: (row.state, row.reason) for number, row in rows.items()} == {
        1: ("pending", None),
        2: ("skipped", "opted_out"),
        3: ("skipped", "blocked"),
    }
    assert rows[1].not_before == NOW
    assert rows[1].settled_at is None
    assert rows[2].settled_at == NOW


async def test_a_draft_is_frozen_anew(room: Room) -> None:
    await store(room.storage, [Listener(Session(language="es")), Listener()])
    announcement = await drafted(room.storage)
    await freeze(room, announcement, NOW)
    other = replace(announcement, audience=only("language", "es").model_dump_json())
    async with room.storage.transaction() as transaction:
        await transaction.save_announcement(other)
    assert await freeze(room, other, NOW) == Count(1, {})
    assert list(await list_of(room.storage, announcement)) == [1]


async def test_who_joins_late_is_added_and_nobody_else(room: Room) -> None:
    await store(room.storage, [Listener(), wishing(topics_off=("training",))])
    announcement = await drafted(room.storage)
    await freeze(room, announcement, NOW)
    await move(room.storage, announcement.id, "finished")
    async with room.storage.transaction() as transaction:
        await put(transaction, 2, Listener())
        await put(transaction, 3, Listener())
    finished = replace(announcement, state="finished")
    later = NOW + timedelta(hours=1)
    assert await counted_for(room, finished, later) == Count(1, {})
    assert await freeze(room, finished, later) == Count(1, {})
    rows = await list_of(room.storage, announcement)
    assert {number: row.state for number, row in rows.items()} == {1: "pending", 2: "skipped", 3: "pending"}
    assert await freeze(room, finished, later) == Count(0, {})


async def test_a_list_that_was_confirmed_meanwhile_is_left_alone(room: Room) -> None:
    await store(room.storage, [Listener()])
    announcement = await drafted(room.storage)
    await freeze(room, announcement, NOW)
    await move(room.storage, announcement.id, "scheduled")
    with pytest.raises(NotNow):
        await freeze(room, announcement, NOW)
    assert list(await list_of(room.storage, announcement)) == [1]


async def test_an_audience_that_was_changed_meanwhile_is_not_frozen(room: Room) -> None:
    await store(room.storage, [Listener()])
    announcement = await drafted(room.storage)
    with pytest.raises(NotNow):
        await freeze(room, replace(announcement, audience=only("tag", "x").model_dump_json()), NOW)
    async with room.storage.transaction() as transaction:
        await transaction.delete_announcement(announcement.id)
    with pytest.raises(NotNow):
        await freeze(room, announcement, NOW)


async def test_who_had_as_many_as_they_wish_this_week_is_left_out(room: Room) -> None:
    await store(room.storage, [wishing(weekly_cap=1), wishing(weekly_cap=2), Listener()])
    earlier = await drafted(room.storage)
    await freeze(room, earlier, NOW)
    async with room.storage.transaction() as transaction:
        for row in await transaction.recipients(earlier.id):
            await transaction.settle_recipient(replace(row, state="sent", settled_at=NOW))
    tomorrow = NOW + timedelta(days=1)
    assert await counted(room, Audience(), "training", tomorrow) == Count(2, {"capped": 1})
    assert await counted(room, Audience(), "training", NOW + timedelta(days=8)) == Count(3, {})
    in_a_week = Timing(kind="at", at=datetime(2026, 12, 1, 9, 0))  # noqa: DTZ001  local, where the association is
    assert await counted_for(room, await drafted(room.storage, timing=in_a_week), tomorrow) == Count(3, {})


async def test_in_the_morning_is_when_their_own_night_ends_and_not_on_a_sunday(room: Room) -> None:
    people = [
        Session(time_zone="America/New_York"),
        Session(time_zone="Pacific/Honolulu", wishes=Wishes(sundays=True)),
        Session(time_zone="Europe/Madrid", wishes=Wishes(quiet_until=9, sundays=True)),
    ]
    await store(room.storage, map(Listener, people))
    announcement = await drafted(room.storage, timing=Timing(kind="morning"))
    await freeze(room, announcement, NOW)
    assert [row.not_before for row in (await list_of(room.storage, announcement)).values()] == [
        datetime(2026, 11, 23, 13, tzinfo=UTC),
        datetime(2026, 11, 21, 18, tzinfo=UTC),
        datetime(2026, 11, 22, 8, tzinfo=UTC),
    ]


async def test_one_person_whose_data_cannot_be_read_keeps_it_from_nobody_else(room: Room) -> None:
    await store(room.storage, [Listener(), Listener()])
    async with room.storage.transaction() as transaction:
        row = await transaction.lock_person(1, NOW)
        await transaction.save_person(replace(row, session='{"place": 3}'))
    announcement = await drafted(room.storage)
    assert await freeze(room, announcement, NOW) == Count(1, {"unreadable": 1})
    assert list(await list_of(room.storage, announcement)) == [2]


async def test_who_was_forgotten_while_a_list_is_written_is_not_on_it(room: Room) -> None:
    await store(room.storage, [Listener()])
    announcement = await drafted(room.storage)
    await freeze(room, announcement, NOW)
    [row] = (await list_of(room.storage, announcement)).values()
    async with room.storage.transaction() as transaction:
        await transaction.clear_recipients(announcement.id)
        await transaction.forget_person(1, NOW)
    async with room.storage.transaction() as transaction:
        await transaction.freeze_recipients([row])
    assert await list_of(room.storage, announcement) == {}


async def test_others_get_a_turn_while_people_are_counted(room: Room) -> None:
    await store(room.storage, [Listener() for _ in range(450)])
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    task = asyncio.create_task(others())
    assert await counted(room, Audience(), "training", NOW) == Count(450, {})
    task.cancel()
    assert turns > 450 / 20


async def test_a_person_is_told_which_announcements_were_meant_for_them(room: Room) -> None:
    await store(room.storage, [Listener(), wishing(topics_off=("training",))])
    announcement = await drafted(room.storage)
    await freeze(room, announcement, NOW)
    async with room.storage.transaction() as transaction:
        await transaction.note_tap(announcement.id, "0", 1, NOW)
        await transaction.note_tap(announcement.id, "fewer", 1, NOW)
        assert await announcements_told(transaction, 1) == ()
    await move(room.storage, announcement.id, "scheduled")
    async with room.storage.transaction() as transaction:
        [first] = await announcements_told(transaction, 1)
        [second] = await announcements_told(transaction, 2)
        assert await announcements_told(transaction, 3) == ()
    assert (first["state"], first["settled_at"], first["tapped"]) == ("pending", None, ("0", "fewer"))
    assert (second["state"], second["reason"], second["settled_at"]) == ("skipped", "opted_out", NOW)
