"""Long polling: nothing is acknowledged before its commit, nothing is lost and nobody waits for others."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot

from bot.gateway.backoff import Backoff
from bot.gateway.desk import NotCommitted, Outgoing
from bot.gateway.intake import Intake
from bot.gateway.polling import Polling
from bot.gateway.sending import Patience, Sender
from bot.gateway.update import RawUpdate
from tests.gateway.api import Api, Fault, hang_up, refusal
from tests.gateway.desks import ScriptedDesk, greet
from tests.gateway.updates import message, tap

QUICK = Backoff(first=0.01, most=0.02)
Run = Callable[[ScriptedDesk], AbstractAsyncContextManager[Polling]]


@pytest.fixture
def running(bot: Bot) -> Run:
    """Polls for a desk while the block runs, then stops."""

    @asynccontextmanager
    async def run(desk: ScriptedDesk) -> AsyncIterator[Polling]:
        sender = Sender(bot, desk, patience=Patience(attempts=2, backoff=QUICK))
        polling = Polling(bot, Intake(desk, sender), backoff=QUICK)
        task = asyncio.create_task(polling.run())
        try:
            yield polling
        finally:
            await polling.stop(within=2)
            await task

    return run


async def test_polling_first_lets_go_of_a_webhook_and_keeps_what_waits(api: Api, running: Run) -> None:
    async with running(ScriptedDesk()):
        await api.until(lambda: api.of("getUpdates"))
    calls = [call for call in api.calls if call.method != "getMe"]
    assert [call.method for call in calls[:2]] == ["deleteWebhook", "getUpdates"]
    assert calls[0].fields == {"drop_pending_updates": False}
    assert calls[1].fields == {
        "limit": 100,
        "timeout": 50,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_an_update_is_acknowledged_only_after_its_commit(api: Api, running: Run) -> None:
    commit = asyncio.Event()

    async def slow(update: RawUpdate) -> Outgoing | None:
        await commit.wait()
        return await greet(update)

    desk = ScriptedDesk(slow)
    api.add(message(10, 1), message(11, 2))
    async with running(desk):
        await desk.until(lambda: len(desk.begun) == 2)
        await asyncio.sleep(0.03)
        assert api.offsets() == [None]
        commit.set()
        await api.until(lambda: len(api.offsets()) == 2)
        assert api.offsets() == [None, 12]
        assert sorted(desk.committed) == [10, 11]


async def test_people_of_one_batch_are_served_at_the_same_time(api: Api, running: Run) -> None:
    together = asyncio.Barrier(20)

    async def meet(update: RawUpdate) -> Outgoing | None:
        await together.wait()
        return await greet(update)

    desk = ScriptedDesk(meet)
    api.add(*(message(10 + n, n + 1) for n in range(20)))
    async with running(desk):
        await desk.until(lambda: len(desk.shown) == 20)


async def test_the_next_update_of_a_person_waits_for_the_reply_to_the_former(api: Api, running: Run) -> None:
    desk = ScriptedDesk()
    api.delay = 0.03
    api.add(message(10, 1), message(11, 1))
    async with running(desk):
        await desk.until(lambda: 11 in desk.begun)
        assert len(desk.shown) == 1
        await desk.until(lambda: len(desk.shown) == 2)
    assert [call.fields["text"] for call in api.of("sendMessage")] == ["answer to 10", "answer to 11"]


async def test_a_reply_that_takes_long_does_not_hold_up_the_next_poll(api: Api, running: Run) -> None:
    desk = ScriptedDesk()
    api.faults["sendMessage"].append(refusal(429, "Too Many Requests", retry_after=60))
    api.add(message(10, 1), message(11, 1))
    async with running(desk) as polling:
        await api.until(lambda: 12 in api.offsets())
        api.add(message(12, 2))
        await desk.until(lambda: desk.shown == [("greeting", 1000, False)])
        await polling.stop(within=0.05)


async def test_storage_that_fails_holds_the_offset_until_it_works_again(api: Api, running: Run) -> None:
    failures = 3

    async def answer(update: RawUpdate) -> Outgoing | None:
        nonlocal failures
        if update.update_id == 11 and failures:
            failures -= 1
            raise NotCommitted
        return None

    desk = ScriptedDesk(answer)
    api.add(message(10, 1), message(11, 2), message(12, 2), message(13, 3))
    async with running(desk):
        await api.until(lambda: len(api.offsets()) == 2)
    assert api.offsets()[:2] == [None, 14]
    assert [n for n in desk.begun if n in (11, 12)] == [11, 11, 11, 11, 12]
    assert sorted(desk.committed) == [10, 11, 12, 13]


async def test_a_stop_while_storage_fails_leaves_the_update_with_telegram(api: Api, running: Run) -> None:
    async def broken(_update: RawUpdate) -> Outgoing | None:
        raise NotCommitted

    desk = ScriptedDesk(broken)
    api.add(message(10, 1), message(11, 1))
    async with running(desk):
        await desk.until(lambda: len(desk.begun) > 2)
    assert set(desk.begun) == {10}
    assert api.offsets() == [None]
    assert len(api.updates) == 2


async def test_an_update_that_trips_a_bug_is_recorded_and_holds_up_nobody(
    api: Api, running: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fragile(update: RawUpdate) -> Outgoing | None:
        if update.update_id == 10:
            raise ZeroDivisionError("private words")
        return await greet(update)

    desk = ScriptedDesk(fragile)
    api.add(tap(10, 1), message(11, 1), message(12, 2))
    async with running(desk):
        await api.until(lambda: 13 in api.offsets())
        await desk.until(lambda: len(desk.shown) == 2)
    written = capsys.readouterr().out
    assert "ZeroDivisionError" in written
    assert "callback_query" in written
    assert "private words" not in written
    assert [call.fields["callback_query_id"] for call in api.of("answerCallbackQuery")] == ["q10"]


async def test_an_update_that_cannot_be_read_holds_up_nobody(api: Api, running: Run) -> None:
    desk = ScriptedDesk()
    api.add({"update_id": 10, "message": "not a message"}, message(11, 1))
    async with running(desk):
        await api.until(lambda: 12 in api.offsets())
    assert desk.committed == [11]


@pytest.mark.parametrize(
    "fault",
    [
        hang_up,
        refusal(502, "Bad Gateway"),
        refusal(401, "Unauthorized"),
        refusal(429, "Too Many Requests", retry_after=0.01),
        lambda _request: web.Response(text="<html>"),
        lambda _request: web.json_response({"ok": True}),
    ],
    ids=["hang-up", "502", "401", "429", "not json", "no result"],
)
async def test_polling_outlives_what_servers_do(api: Api, running: Run, fault: Fault) -> None:
    desk = ScriptedDesk()
    api.faults["deleteWebhook"].append(fault)
    api.faults["getUpdates"].extend([fault, fault])
    api.add(message(10, 1))
    async with running(desk):
        await desk.until(lambda: desk.committed == [10])


async def test_another_poller_is_told_once_and_outwaited(
    api: Api, running: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = ScriptedDesk()
    api.faults["getUpdates"].extend([refusal(409, "Conflict: terminated by other getUpdates request")] * 3)
    api.add(message(10, 1))
    async with running(desk):
        await desk.until(lambda: desk.committed == [10])
    assert capsys.readouterr().out.count("another poller") == 1


async def test_stop_ends_a_long_poll_at_once(api: Api, running: Run) -> None:
    loop = asyncio.get_running_loop()
    async with running(ScriptedDesk()) as polling:
        await api.until(lambda: api.of("getUpdates"))
        before = loop.time()
        await polling.stop()
        assert loop.time() - before < 1


async def test_stop_lets_a_turn_finish_and_acknowledges_it(api: Api, running: Run) -> None:
    commit = asyncio.Event()

    async def slow(update: RawUpdate) -> Outgoing | None:
        await commit.wait()
        return await greet(update)

    desk = ScriptedDesk(slow)
    api.add(message(10, 1))
    async with running(desk) as polling:
        await desk.until(lambda: desk.begun == [10])
        stopping = asyncio.create_task(polling.stop(within=2))
        await asyncio.sleep(0.01)
        commit.set()
        await stopping
    assert desk.shown == [("greeting", 1000, False)]
    assert api.of("getUpdates")[-1].fields["offset"] == 11
    assert api.of("getUpdates")[-1].fields["timeout"] == 0


async def test_a_turn_that_outlasts_the_stop_is_dropped_and_stays_with_telegram(api: Api, running: Run) -> None:
    async def endless(_update: RawUpdate) -> Outgoing | None:
        await asyncio.Event().wait()
        return None

    desk = ScriptedDesk(endless)
    api.add(message(10, 1))
    async with running(desk) as polling:
        await desk.until(lambda: desk.begun == [10])
        await polling.stop(within=0.02)
    assert (desk.begun, desk.committed) == ([10], [])
    assert api.offsets() == [None]


async def test_polling_that_is_cancelled_begins_nothing_more(api: Api, bot: Bot) -> None:
    async def failing(_update: RawUpdate) -> Outgoing | None:
        await asyncio.sleep(0.01)
        raise NotCommitted

    desk = ScriptedDesk(failing)
    api.add(message(10, 1), message(11, 2), message(12, 2))
    polling = Polling(bot, Intake(desk, Sender(bot, desk)), backoff=QUICK)
    task = asyncio.create_task(polling.run())
    await desk.until(lambda: len(desk.begun) > 4)
    task.cancel()
    await asyncio.wait((task,))
    begun = len(desk.begun)
    await asyncio.sleep(0.1)
    assert len(desk.begun) == begun


async def test_the_offset_is_forgotten_after_a_week_of_quiet(
    api: Api, running: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.polling._QUIET", 0.0)
    desk = ScriptedDesk()
    api.faults["getUpdates"].extend(
        [
            lambda _request: web.json_response({"ok": True, "result": [message(900, 1)]}),
            lambda _request: web.json_response({"ok": True, "result": []}),
        ]
    )
    async with running(desk):
        await api.until(lambda: len(api.offsets()) == 3)
        api.add(message(5, 1))
        await desk.until(lambda: 5 in desk.committed)
