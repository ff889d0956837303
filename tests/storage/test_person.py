"""The person: what goes in comes out, the same from both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.storage import PersonRow, Storage, StorageError

NOW = datetime(2026, 11, 21, 10, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


async def lock(storage: Storage, person_id: int = 1, now: datetime = NOW) -> PersonRow:
    async with storage.transaction() as tx:
        return await tx.lock_person(person_id, now)


async def save(storage: Storage, row: PersonRow) -> PersonRow | None:
    async with storage.transaction() as tx:
        await tx.lock_person(row.id, row.updated_at)
        await tx.save_person(row)
    async with storage.transaction() as tx:
        return await tx.person(row.id)


async def test_a_person_is_created_when_first_locked(storage: Storage) -> None:
    assert await lock(storage, 42) == PersonRow(
        id=42,
        session="{}",
        seen="[]",
        message_id=None,
        message_stays=False,
        language=None,
        time_zone=None,
        reachable="yes",
        created_at=NOW,
        updated_at=NOW,
    )


async def test_a_second_lock_keeps_the_first_day_and_notes_the_last(storage: Storage) -> None:
    await lock(storage)
    row = await lock(storage, now=LATER)
    assert (row.created_at, row.updated_at) == (NOW, LATER)


async def test_a_stranger_is_none_and_is_not_created_by_reading(storage: Storage) -> None:
    for _ in range(2):
        async with storage.transaction() as tx:
            assert await tx.person(1) is None


async def test_everything_saved_comes_back_as_it_was(storage: Storage) -> None:
    row = PersonRow(
        id=2**52 - 1,
        session='{"name": "Zoë 👶🏽 \\u0000 \'; DROP TABLE person; -- \\\\ %s :name $1"}',
        seen="[4294967297, 2]",
        message_id=2**53,
        message_stays=True,
        language="pt-BR",
        time_zone="America/Indiana/Tell_City",
        reachable="blocked",
        created_at=NOW,
        updated_at=NOW,
    )
    assert await save(storage, row) == row


async def test_when_somebody_is_due_is_written_whenever_it_changes(storage: Storage) -> None:
    async with storage.transaction() as tx:
        row = await tx.lock_person(1, NOW)
        for due_at in (LATER, None, NOW, NOW):
            await tx.save_person(replace(row, due_at=due_at))
            assert (await tx.person(1) or row).due_at == due_at
    async with storage.transaction() as tx:
        again = await tx.lock_known_person(1, LATER)
        assert again is not None
        assert again.due_at == NOW
        await tx.save_person(replace(again, due_at=LATER))
    async with storage.transaction() as tx:
        assert await tx.people_due(LATER, 10) == [(LATER, 1)]


async def test_the_day_on_which_somebody_was_heard_of_last_is_noted(storage: Storage) -> None:
    for now, day in ((NOW, NOW), (LATER, NOW), (NOW + timedelta(days=1), NOW + timedelta(days=1))):
        async with storage.transaction() as tx:
            await tx.lock_person(1, now)
            assert await tx.heard_on(1) == day.date()


async def test_saving_one_person_leaves_the_other_alone(storage: Storage) -> None:
    other = await lock(storage, 2)
    await save(storage, replace(await lock(storage, 1), session='{"mine": 1}'))
    assert await lock(storage, 2) == other


@pytest.mark.parametrize("person_id", [1, 2**31, 2**63 - 1])
async def test_ids_of_every_size_fit(storage: Storage, person_id: int) -> None:
    assert (await lock(storage, person_id)).id == person_id


@pytest.mark.parametrize("person_id", [0, -5, 2**63])
async def test_an_id_out_of_range_is_refused_by_value(storage: Storage, person_id: int) -> None:
    with pytest.raises(ValueError, match=f"person id {person_id} is out of range; allowed: 1 to"):
        await lock(storage, person_id)


@pytest.mark.parametrize("text", ["secret\x00", "secret\ud83d"])
@pytest.mark.parametrize("field", ["session", "seen", "language", "time_zone"])
async def test_text_that_postgresql_cannot_hold_is_refused_by_field_and_not_quoted(
    storage: Storage, field: str, text: str
) -> None:
    row = await lock(storage)
    with pytest.raises(ValueError, match=f"^{field} holds a null byte") as refusal:
        await save(storage, replace(row, **{field: text}))  # type: ignore[arg-type]
    assert "secret" not in str(refusal.value)


async def test_a_word_outside_the_list_is_refused_without_quoting_the_row(storage: Storage) -> None:
    row = replace(await lock(storage), session='{"answer": "secret"}', reachable="maybe")  # type: ignore[arg-type]
    with pytest.raises(StorageError) as refusal:
        await save(storage, row)
    assert "secret" not in str(refusal.value)


async def test_a_time_in_another_zone_is_the_same_moment_in_utc(storage: Storage) -> None:
    row = await lock(storage, now=NOW.astimezone(timezone(timedelta(hours=-5))))
    assert row.created_at == NOW
    assert row.created_at.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueError, match="a time zone is missing"):
        await lock(storage, now=NOW.replace(tzinfo=None))


async def test_a_person_who_was_never_locked_cannot_be_saved(storage: Storage) -> None:
    row = await lock(storage, 1)
    with pytest.raises(StorageError, match="not locked first, or forgotten"):
        async with storage.transaction() as tx:
            await tx.save_person(replace(row, id=2))
