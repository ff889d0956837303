import asyncio

import pytest
import telegram
from telegram.error import Conflict

from bot.simulator import Person, Simulator


async def test_a_waiting_poll_gets_the_update_at_once(bot: telegram.Bot, ada: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    await ada.sends("hello")
    (update,) = await asyncio.wait_for(poll, 1)
    assert update.message is not None
    assert update.message.text == "hello"


async def test_a_poll_without_news_ends_after_its_timeout(bot: telegram.Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_an_offset_confirms_all_lower_ids(bot: telegram.Bot, ada: Person) -> None:
    sent = [(await ada.sends(str(number))).id for number in range(4)]
    assert [one.update_id for one in await bot.get_updates(limit=2)] == sent[:2]
    assert [one.update_id for one in await bot.get_updates(offset=sent[2])] == sent[2:]
    assert [one.update_id for one in await bot.get_updates(offset=0)] == sent[2:]
    assert await bot.get_updates(offset=sent[3] + 1) == ()


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(bot: telegram.Bot, ada: Person) -> None:
    sent = [(await ada.sends(str(number))).id for number in range(3)]
    assert [one.update_id for one in await bot.get_updates(offset=-1)] == sent[2:]
    assert [one.update_id for one in await bot.get_updates()] == sent[2:]


async def test_only_the_kinds_asked_for_come(bot: telegram.Bot, ada: Person) -> None:
    await bot.get_updates(allowed_updates=["message"])
    await ada.blocks()
    await ada.unblocks()
    await ada.sends("x")
    (update,) = await bot.get_updates()  # not given again: still in force
    assert update.message is not None


async def test_a_second_poller_ends_the_first_with_409(bot: telegram.Bot, ada: Person) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(Conflict) as caught:
        await asyncio.wait_for(older, 1)
    assert caught.value.message == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await ada.sends("x")
    assert len(await asyncio.wait_for(newer, 1)) == 1


async def test_repeated_conflicts_are_answered_after_a_pause(bot: telegram.Bot, simulator: Simulator) -> None:
    simulator.updates.conflict_pause = 0.3
    await bot.set_webhook("http://127.0.0.1:9/")
    loop = asyncio.get_running_loop()
    took = []
    for _ in range(2):
        began = loop.time()
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        took.append(loop.time() - began)
    assert took[0] < 0.2
    assert took[1] >= 0.3


async def test_an_old_update_can_be_delivered_again(bot: telegram.Bot, ada: Person) -> None:
    old = await ada.sends("old")
    await bot.get_updates(offset=old.id + 1)
    await ada.repeats(old)
    (again,) = await bot.get_updates(offset=old.id + 1, timeout=5)
    assert again.update_id == old.id
    assert await bot.get_updates(offset=old.id + 1) == ()


async def test_pending_updates_can_be_dropped(bot: telegram.Bot, ada: Person) -> None:
    await ada.sends("x")
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_later_simulator_never_repeats_the_ids_of_an_earlier_one() -> None:
    async def ids() -> tuple[int, int]:
        async with Simulator() as simulator:
            person = simulator.person(7)
            updates = [await person.sends("x") for _ in range(200)]
            return updates[-1].id, person.messages[-1].id

    earlier, later = await ids(), await ids()
    assert later[0] - 200 > earlier[0]
    assert later[1] - 200 > earlier[1]


async def test_ids_begin_where_they_are_told_to() -> None:
    async with Simulator(start=5_000_000) as simulator:
        assert (await simulator.person(7).sends("x")).id == 5_000_000
