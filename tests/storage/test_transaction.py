"""All or nothing, and one at a time for one person."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.storage import Storage, Transaction, open_storage

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


async def count_up(storage: Storage, person_id: int = 1) -> None:
    """Read, let others run, write: loses counts unless transactions on one person take turns."""
    async with storage.transaction() as tx:
        row = await tx.lock_person(person_id, NOW)
        await asyncio.sleep(0)
        await tx.save_person(replace(row, session=str(int(row.session.replace("{}", "0")) + 1)))


async def session(storage: Storage, person_id: int = 1) -> str | None:
    async with storage.transaction() as tx:
        row = await tx.person(person_id)
    return None if row is None else row.session


async def hold(storage: Storage, locked: asyncio.Event, release: asyncio.Event) -> None:
    async with storage.transaction() as tx:
        await change(tx)
        locked.set()
        await release.wait()


async def change(tx: Transaction) -> None:
    await tx.save_person(replace(await tx.lock_person(1, NOW), session="half done"))


async def change_and_fail(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await change(tx)
        raise OSError("ours, not the database's")


async def test_transactions_on_one_person_take_turns(storage: Storage) -> None:
    await asyncio.gather(*(count_up(storage) for _ in range(30)))
    assert await session(storage) == "30"


async def test_two_processes_on_one_person_take_turns(url: str) -> None:
    async with open_storage(url) as one, open_storage(url) as other:
        await asyncio.gather(*(count_up(storage) for storage in (one, other) for _ in range(10)))
        assert await session(one) == await session(other) == "20"


async def test_a_second_lock_waits_until_the_first_transaction_ends(storage: Storage) -> None:
    locked, release = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(hold(storage, locked, release))
    await locked.wait()
    second = asyncio.create_task(count_up(storage, 1))
    await asyncio.sleep(0.05)
    assert not second.done()
    first.cancel()
    await second
    assert await session(storage) == "1"


async def test_on_postgresql_two_people_do_not_wait_for_each_other(postgres_url: str) -> None:
    locked, release = asyncio.Event(), asyncio.Event()
    async with open_storage(postgres_url) as storage:
        first = asyncio.create_task(hold(storage, locked, release))
        await locked.wait()
        await asyncio.wait_for(count_up(storage, 2), timeout=5)
        release.set()
        await first


async def test_an_exception_undoes_everything_and_comes_out_as_it_is(storage: Storage) -> None:
    with pytest.raises(OSError, match="ours"):
        await change_and_fail(storage)
    assert await session(storage) is None


async def test_cancellation_undoes_everything(storage: Storage) -> None:
    locked = asyncio.Event()
    task = asyncio.create_task(hold(storage, locked, asyncio.Event()))
    await locked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await session(storage) is None
    await asyncio.wait_for(count_up(storage), timeout=5)


@pytest.mark.parametrize("steps", range(12))
async def test_cancellation_at_any_step_leaves_no_transaction_open(url: str, steps: int) -> None:
    async with open_storage(url, pool_max=1) as storage, open_storage(url) as other:
        task = asyncio.create_task(count_up(storage))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        done = int(await session(storage) or 0)  # 1 when the commit was on its way already
        await asyncio.wait_for(count_up(other), timeout=5)
        await asyncio.wait_for(count_up(storage), timeout=5)
        assert await session(other) == str(done + 2)


async def test_a_cancelled_waiter_does_not_hold_up_the_others(storage: Storage) -> None:
    locked, release = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(hold(storage, locked, release))
    await locked.wait()
    waiters = [asyncio.create_task(count_up(storage)) for _ in range(5)]
    await asyncio.sleep(0.02)
    for waiter in waiters[:4]:
        waiter.cancel()
    first.cancel()
    await asyncio.wait([first, *waiters])
    assert await session(storage) == "1"
