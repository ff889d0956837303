"""Order per person, people beside each other."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.gateway.order import Lanes

Work = Callable[[], Awaitable[None]]


def steps(seen: list[str], name: str, pause: float = 0.0) -> Work:
    async def work() -> None:
        seen.append(f"{name} begins")
        await asyncio.sleep(pause)
        seen.append(f"{name} ends")

    return work


async def test_one_person_is_served_in_the_order_of_arrival() -> None:
    lanes, seen = Lanes(), list[str]()
    await asyncio.gather(*(lanes.run(1, steps(seen, str(n), 0.003 - n / 1000)) for n in range(4)))
    assert seen == [f"{n} {what}" for n in range(4) for what in ("begins", "ends")]


async def test_different_people_are_served_at_the_same_time() -> None:
    lanes, together = Lanes(), asyncio.Barrier(50)
    async with asyncio.timeout(2):
        await asyncio.gather(*(lanes.run(person, together.wait) for person in range(50)))


async def test_no_more_people_at_once_than_there_is_room_for() -> None:
    lanes, now, most = Lanes(at_once=3), 0, 0

    async def work() -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.001)
        now -= 1

    await asyncio.gather(*(lanes.run(person, work) for person in range(20)))
    assert most == 3


async def test_one_person_waiting_in_line_takes_no_room_from_others() -> None:
    lanes, seen, gate = Lanes(at_once=2), list[str](), asyncio.Event()

    async def blocked() -> None:
        await gate.wait()

    for _ in range(5):
        lanes.start(1, blocked)
    async with asyncio.timeout(2):
        await lanes.run(2, steps(seen, "other"))
    gate.set()
    await lanes.drain()
    assert seen == ["other begins", "other ends"]


async def test_the_result_and_the_error_reach_the_caller() -> None:
    lanes = Lanes()

    async def answer() -> int:
        return 42

    async def fail() -> int:
        raise LookupError

    assert await lanes.run(1, answer) == 42
    with pytest.raises(LookupError):
        await lanes.run(1, fail)
    assert await lanes.run(1, answer) == 42


async def test_a_lane_vanishes_when_it_is_empty() -> None:
    lanes, seen = Lanes(), list[str]()
    running = asyncio.gather(lanes.run(1, steps(seen, "a", 0.005)), lanes.run(2, steps(seen, "b", 0.005)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert len(lanes) == 2
    assert 1 in lanes
    await running
    assert len(lanes) == 0
    assert 1 not in lanes


async def test_somebody_who_gives_up_waiting_does_not_break_the_line() -> None:
    lanes, seen = Lanes(), list[str]()
    tasks = [asyncio.create_task(lanes.run(1, steps(seen, name, 0.005))) for name in "abc"]
    await asyncio.sleep(0.001)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert seen == ["a begins", "a ends", "c begins", "c ends"]
    assert len(lanes) == 0


async def test_drain_waits_for_everything_under_way() -> None:
    lanes, seen = Lanes(), list[str]()
    for person in (1, 1, 2):
        lanes.start(person, steps(seen, str(person), 0.005))
    await lanes.drain()
    assert len(seen) == 6


async def test_drain_cuts_short_what_takes_too_long() -> None:
    lanes, seen = Lanes(), list[str]()
    lanes.start(1, steps(seen, "quick"))
    lanes.start(2, steps(seen, "endless", 60))
    await lanes.drain(within=0.05)
    assert seen == ["quick begins", "endless begins", "quick ends"]
    assert len(lanes) == 0


async def test_what_was_started_counts_from_the_same_moment_and_also_when_it_never_begins() -> None:
    lanes, seen = Lanes(), list[str]()
    task = lanes.start(1, steps(seen, "a"))
    assert 1 in lanes
    task.cancel()
    await asyncio.wait((task,))
    await lanes.drain(2)
    assert 1 not in lanes
    assert seen == []
