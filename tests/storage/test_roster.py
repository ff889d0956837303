"""The association's list: the same on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.storage import EntryRow, RosterCounts, Storage, StorageError

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MONTH = timedelta(days=30)
IDA = EntryRow(
    "ida@example.org",
    "Ída",
    "Ng",
    '[{"category":"IFS"}]',
    date(2027, 5, 5),
    ("north", "peer group"),
    "ida ng ida@example.org",
)
OLE = EntryRow("ole_%!@example.org", sought="ole_%!@example.org")


async def saved(storage: Storage, *rows: EntryRow) -> list[EntryRow]:
    async with storage.transaction() as tx:
        await tx.save_entries(rows, NOW)
    return await everything(storage)


async def everything(storage: Storage) -> list[EntryRow]:
    async with storage.transaction() as tx:
        return await tx.entries()


async def arrived(storage: Storage, *people: int) -> None:
    for person_id in people:
        async with storage.transaction() as tx:
            await tx.save_person(replace(await tx.lock_person(person_id, NOW), session="{}"))


async def linked(storage: Storage, number: int, person_id: int, link: str = "hash") -> bool:
    async with storage.transaction() as tx:
        return await tx.save_link(number, link, NOW + MONTH) and await tx.use_link(link, person_id, NOW)


async def test_an_entry_comes_back_as_it_was(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    assert replace(ida, id=0, sought=IDA.sought) == IDA
    async with storage.transaction() as tx:
        assert await tx.entry(ida.id) == ida
        assert await tx.entry(ida.id + 1) is None


async def test_a_deleted_entry_is_gone_with_its_link(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    async with storage.transaction() as tx:
        assert await tx.save_link(ida.id, "hash", NOW + MONTH)
    async with storage.transaction() as tx:
        assert await tx.delete_entry(ida.id)
        assert not await tx.delete_entry(ida.id)
        assert await tx.entry_behind("hash", NOW) is None
    assert await everything(storage) == []


async def test_the_same_e_mail_is_the_same_entry(storage: Storage) -> None:
    [before] = await saved(storage, IDA)
    [after] = await saved(storage, replace(IDA, last_name="Ng-Ruiz", tags=()))
    assert (after.id, after.last_name, after.tags) == (before.id, "Ng-Ruiz", ())


async def test_a_page_goes_on_where_the_one_before_ended(storage: Storage) -> None:
    [ida, ole] = await saved(storage, IDA, OLE)
    async with storage.transaction() as tx:
        assert await tx.entries(limit=1) == [ida]
        assert await tx.entries(ida.id, 1) == [ole]
        assert await tx.entries(ole.id) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [("ida", 1), ("ng ida@", 1), ("example", 2), ("ole_%!@", 1), ("%", 1), ("!", 1), ("e_a", 0)],
)
async def test_a_search_takes_signs_as_signs(storage: Storage, part: str, found: int) -> None:
    await saved(storage, IDA, OLE)
    async with storage.transaction() as tx:
        assert len(await tx.entries_like(part)) == found


async def test_a_link_makes_an_entry_somebodys_once(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    await arrived(storage, 1, 2)
    assert await linked(storage, ida.id, 1)
    async with storage.transaction() as tx:
        assert not await tx.use_link("hash", 2, NOW)
        assert not await tx.save_link(ida.id, "another", NOW + MONTH)
        assert await tx.entry_behind("hash", NOW) is None
        mine = await tx.entry_of(1)
        assert mine is not None
        assert (mine.id, mine.person_id, mine.link_expires_at) == (ida.id, 1, None)
        assert await tx.entry_of(2) is None
        assert await tx.linked_entries() == [(mine, "{}")]
        assert await tx.roster_counts() == RosterCounts(1, 1, 1)


async def test_a_link_is_good_until_it_expires_or_another_is_made(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    async with storage.transaction() as tx:
        await tx.save_link(ida.id, "first", NOW + MONTH)
        assert await tx.entry_behind("first", NOW) == replace(ida, link_expires_at=NOW + MONTH)
        assert await tx.entry_behind("first", NOW + MONTH) is None
        await tx.save_link(ida.id, "second", NOW + MONTH)
        assert await tx.entry_behind("first", NOW) is None


async def test_nobody_has_two_entries(storage: Storage) -> None:
    [ida, ole] = await saved(storage, IDA, OLE)
    await arrived(storage, 1)
    assert await linked(storage, ida.id, 1)
    with pytest.raises(StorageError):
        await linked(storage, ole.id, 1, "another")


async def test_an_import_leaves_alone_who_somebody_is(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    await arrived(storage, 1)
    await linked(storage, ida.id, 1)
    [after] = await saved(storage, replace(IDA, first_name="Ida"))
    assert (after.first_name, after.person_id) == ("Ida", 1)


async def test_somebody_forgotten_leaves_the_entry_and_no_import_brings_them_back(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    await arrived(storage, 1)
    await linked(storage, ida.id, 1)
    async with storage.transaction() as tx:
        await tx.forget_person(1, NOW)
    [after] = await saved(storage, IDA)
    assert after.person_id is None
    async with storage.transaction() as tx:
        assert await tx.person(1) is None


async def test_a_link_that_was_taken_back_can_be_given_anew(storage: Storage) -> None:
    [ida] = await saved(storage, IDA)
    await arrived(storage, 1)
    await linked(storage, ida.id, 1)
    async with storage.transaction() as tx:
        assert await tx.unlink_entry(1)
        assert not await tx.unlink_entry(1)
    assert await linked(storage, ida.id, 1, "another")
