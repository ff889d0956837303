from dataclasses import replace
from datetime import UTC, datetime

from bot.storage import Storage

NOW = datetime(2026, 11, 21, tzinfo=UTC)


async def test_everybody_comes_once_page_by_page(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        for person_id in (7, 3, 2**40, 11):
            row = await transaction.lock_person(person_id, NOW)
            await transaction.save_person(replace(row, session=f'{{"steps": ["{person_id}"]}}'))
    async with storage.transaction() as transaction:
        first = await transaction.roll(limit=3)
        assert first == [(person_id, f'{{"steps": ["{person_id}"]}}') for person_id in (3, 7, 11)]
        assert [person_id for person_id, _ in await transaction.roll(11, limit=3)] == [2**40]
        assert await transaction.roll(2**40) == []


async def test_a_timetable_tells_when_each_is_due(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        for person_id, due in ((7, NOW), (3, None)):
            row = await transaction.lock_person(person_id, NOW)
            await transaction.save_person(replace(row, due_at=due))
    async with storage.transaction() as transaction:
        assert await transaction.timetable() == [(3, "{}", None), (7, "{}", NOW)]
        assert await transaction.timetable(3, limit=1) == [(7, "{}", NOW)]
        assert await transaction.timetable(7) == []
