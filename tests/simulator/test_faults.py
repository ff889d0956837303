import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.simulator import Cut, Hang, Person, Refuse, Simulator, Slow


async def test_a_429_names_the_seconds_to_wait_and_has_no_effect(
    bot: telegram.Bot, simulator: Simulator, ada: Person
) -> None:
    simulator.faults.order(Refuse(429, retry_after=3))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(ada.id, "x")
    assert caught.value.retry_after == timedelta(seconds=3)
    assert not ada.sees("x")
    await bot.send_message(ada.id, "x")


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (403, Forbidden, "Forbidden: bot was blocked by the user"),
        (500, NetworkError, "Internal Server Error"),
        (502, NetworkError, "Bad Gateway"),
        (504, NetworkError, "Gateway Timeout"),
    ],
)
async def test_a_call_can_be_refused_with_any_code(
    bot: telegram.Bot, simulator: Simulator, ada: Person, *, code: int, error: type[Exception], words: str
) -> None:
    simulator.faults.order(Refuse(code))
    with pytest.raises(error, match=words):
        await bot.send_message(ada.id, "x")


@pytest.mark.parametrize("acted", [True, False])
async def test_a_time_out_comes_before_or_after_delivery(
    bot: telegram.Bot, simulator: Simulator, ada: Person, *, acted: bool
) -> None:
    simulator.faults.order(Hang(acted=acted))
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "x", read_timeout=0.1)
    assert ada.sees("x") == acted
    (call,) = simulator.calls.of("sendMessage")
    assert (call.code, call.acted) == (0, acted)


@pytest.mark.parametrize("acted", [True, False])
async def test_a_connection_is_cut_before_or_after_delivery(
    bot: telegram.Bot, simulator: Simulator, ada: Person, *, acted: bool
) -> None:
    simulator.faults.order(Cut(acted=acted))
    with pytest.raises(NetworkError, match=r"RemoteProtocolError|ReadError"):
        await bot.send_message(ada.id, "x")
    assert ada.sees("x") == acted


async def test_a_slow_answer_comes_late_but_comes(bot: telegram.Bot, simulator: Simulator, ada: Person) -> None:
    simulator.faults.order(Slow(0.1))
    began = asyncio.get_running_loop().time()
    await bot.send_message(ada.id, "x")
    assert asyncio.get_running_loop().time() - began >= 0.1


async def test_a_hanging_call_is_cut_when_its_time_is_over(
    bot: telegram.Bot, simulator: Simulator, ada: Person
) -> None:
    simulator.faults.order(Hang(acted=False, seconds=0.05))
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "x")


async def _outcomes(bot: telegram.Bot, chat_id: int, count: int) -> str:
    outcomes = ""
    for _ in range(count):
        try:
            await bot.send_message(chat_id, "x")
        except RetryAfter:
            outcomes += "-"
        else:
            outcomes += "+"
    return outcomes


@pytest.mark.parametrize(("times", "every", "outcomes"), [(2, 1, "--++++"), (2, 2, "+-+-++"), (None, 3, "++-++-")])
async def test_faults_strike_some_times_and_every_kth_call(
    bot: telegram.Bot, simulator: Simulator, ada: Person, *, times: int | None, every: int, outcomes: str
) -> None:
    simulator.faults.order(Refuse(429), times=times, every=every)
    assert await _outcomes(bot, ada.id, 6) == outcomes


async def test_a_fault_may_be_meant_for_one_method_or_chat(
    bot: telegram.Bot, simulator: Simulator, ada: Person
) -> None:
    ben = simulator.person(8)
    await ben.sends("/start")
    simulator.faults.order(Refuse(429), chat_id=ben.id, method="sendMessage", times=None)
    assert await _outcomes(bot, ada.id, 1) == "+"
    await bot.send_chat_action(ben.id, "typing")
    assert await _outcomes(bot, ben.id, 1) == "-"
    simulator.faults.clear()
    assert await _outcomes(bot, ben.id, 1) == "+"


async def test_a_poll_is_struck_only_when_named(bot: telegram.Bot, simulator: Simulator) -> None:
    simulator.faults.order(Refuse(502))
    assert await bot.get_updates() == ()
    simulator.faults.order(Refuse(502), method="getUpdates")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_updates()


def test_an_order_that_can_never_strike_is_refused() -> None:
    with pytest.raises(ValueError, match="every must be at least 1"):
        Simulator().faults.order(Refuse(500), every=0)


async def test_closing_does_not_wait_for_hanging_calls() -> None:
    async with Simulator() as simulator, telegram.Bot("1234:TEST", base_url=f"{simulator.url}/bot") as bot:
        simulator.faults.order(Hang(acted=False))
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        hanging = asyncio.create_task(bot.send_message(1, "x"))
        await asyncio.sleep(0.1)
        began = asyncio.get_running_loop().time()
        await simulator.__aexit__(None, None, None)
        await asyncio.gather(poll, hanging, return_exceptions=True)
        assert asyncio.get_running_loop().time() - began < 1
