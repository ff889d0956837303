"""The ledger of nudges and who is due: the same on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage import NudgeRow, PersonRow, Storage, StorageError, migrate, open_storage

NOW = datetime(2027, 10, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROW = NudgeRow(1, 1, date(2027, 12, 31), date(2027, 10, 1), "pending", NOW, NOW)


async def person(storage: Storage, person_id: int = 1, due_at: datetime | None = None) -> PersonRow:
    async with storage.transaction() as tx:
        row = replace(await tx.lock_person(person_id, NOW), due_at=due_at)
        await tx.save_person(row)
    return row


async def add(storage: Storage, *rows: NudgeRow) -> None:
    async with storage.transaction() as tx:
        await tx.add_nudges(rows)


async def ledger(storage: Storage, person_id: int = 1) -> list[NudgeRow]:
    async with storage.transaction() as tx:
        return await tx.nudges_of(person_id)


async def test_when_a_person_is_due_comes_back_as_it_was(storage: Storage) -> None:
    row = await person(storage, due_at=NOW)
    async with storage.transaction() as tx:
        assert await tx.person(1) == row
        assert await tx.lock_known_person(1, NOW) == row


async def test_locking_a_known_person_brings_nobody_back(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.lock_known_person(1, NOW) is None
        assert await tx.person(1) is None


async def test_people_come_page_by_page_as_they_fall_due_and_not_before(storage: Storage) -> None:
    for person_id, due_at in ((1, NOW), (2, NOW - MINUTE), (3, NOW), (4, NOW + MINUTE), (5, None)):
        await person(storage, person_id, due_at)
    async with storage.transaction() as tx:
        first = await tx.people_due(NOW, 2)
        second = await tx.people_due(NOW, 2, first[-1])
        assert await tx.people_due(NOW, 2, second[-1]) == []
    assert [mark.person_id for mark in (*first, *second)] == [2, 1, 3]


async def test_a_nudge_comes_back_as_it_was(storage: Storage) -> None:
    await person(storage)
    await add(storage, ROW, replace(ROW, endorsement=2, state="skipped", reason="muted", settled_at=NOW))
    settled = replace(ROW, state="sent", worker="w1", message_id=2**40, settled_at=NOW, not_before=NOW + MINUTE)
    async with storage.transaction() as tx:
        await tx.save_nudges([settled])
    assert await ledger(storage) == [
        settled,
        replace(ROW, endorsement=2, state="skipped", reason="muted", settled_at=NOW),
    ]


async def test_a_rung_is_decided_once(storage: Storage) -> None:
    await person(storage)
    await add(storage, replace(ROW, state="skipped", reason="muted", settled_at=NOW))
    await add(storage, ROW)
    assert [row.state for row in await ledger(storage)] == ["skipped"]


async def test_only_what_is_pending_and_may_go_by_now_is_to_be_sent(storage: Storage) -> None:
    for person_id in range(1, 6):
        await person(storage, person_id)
    await add(
        storage,
        replace(ROW, person_id=1),
        replace(ROW, person_id=1, endorsement=2),
        replace(ROW, person_id=2, not_before=NOW + MINUTE),
        replace(ROW, person_id=3, state="skipped"),
        replace(ROW, person_id=4, not_before=NOW - MINUTE),
        replace(ROW, person_id=5),
    )
    async with storage.transaction() as tx:
        first = await tx.pending_people(NOW, 2)
        assert [mark.person_id for mark in first] == [4, 1]
        assert [mark.person_id for mark in await tx.pending_people(NOW, 2, first[-1])] == [5]
        assert await tx.nudge_counts() == {"pending": 5, "skipped": 1}


async def test_what_a_dead_worker_had_on_its_way_is_unknown_and_the_rest_stays(storage: Storage) -> None:
    await person(storage)
    rows = [replace(ROW, endorsement=number) for number in (1, 2, 3)]
    await add(storage, *rows)
    async with storage.transaction() as tx:
        await tx.save_nudges([replace(rows[0], state="sending", worker="dead")])
        await tx.save_nudges([replace(rows[1], state="sending", worker="alive")])
    async with storage.transaction() as tx:
        assert await tx.sending_workers() == {"dead", "alive"}
        assert await tx.abandon_nudges("dead", "the worker died", NOW) == 1
        assert await tx.abandon_nudges("dead", "the worker died", NOW) == 0
    found = await ledger(storage)
    assert [(row.state, row.reason) for row in found] == [
        ("unknown", "the worker died"),
        ("sending", None),
        ("pending", None),
    ]


async def test_forgetting_a_person_forgets_their_nudges(storage: Storage) -> None:
    await person(storage)
    await person(storage, 2)
    await add(storage, ROW, replace(ROW, person_id=2))
    async with storage.transaction() as tx:
        await tx.forget_person(1, NOW)
    async with storage.transaction() as tx:
        await tx.save_nudges([replace(ROW, state="sent")])
    assert await ledger(storage) == []
    assert len(await ledger(storage, 2)) == 1


@pytest.mark.parametrize("row", [replace(ROW, state="lost"), replace(ROW, person_id=9)])  # type: ignore[arg-type]
async def test_a_state_outside_the_list_and_a_nudge_of_nobody_are_refused(storage: Storage, row: NudgeRow) -> None:
    await person(storage)
    with pytest.raises(StorageError):
        await add(storage, row)


async def test_finding_who_is_due_uses_an_index_and_never_reads_everybody(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    async with open_storage(url) as storage:
        for name in ("people_due", "pending_people", "sending_workers"):
            sql = getattr(storage._queries, name).sql  # type: ignore[attr-defined]
            values = {"now": "x", "after_moment": "", "after_id": 0, "limit": 1}
            plan = await storage._connection.rows(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[attr-defined]
            assert " INDEX " in plan[0][3]
