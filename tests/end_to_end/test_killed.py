"""kill -9 at any point of a whole interview: no answer is lost or doubled, and the next tap goes on.

One interview per way of dying, with a death at each of its steps; a real process, started again each time.
"""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.simulator import Cut, Hang, Person, Simulator
from tests.end_to_end.interview import ANSWERS, BEGIN, HOME_VISITOR, OUTCOME, QUESTIONS, Step
from tests.end_to_end.process import BotProcess, environment, process
from tests.end_to_end.running import Transport, session_of
from tests.end_to_end.waiting import until

PATIENCE = 60.0
"""Seconds for a process to start on a busy machine and answer."""


async def until_said(telegram: Simulator, before: int) -> None:
    """Until the bot has called, whether it got an answer or not."""

    async def said() -> bool:
        return _screens(telegram) > before

    await until(said, PATIENCE)


def _screens(telegram: Simulator) -> int:
    return sum(call.method in {"sendMessage", "editMessageText"} for call in telegram.calls)


async def goes_on(person: Person, step: Step, *, shown: bool) -> None:
    """After the restart: where the step's screen was not shown, the person does the same once more."""
    if not shown:
        await step.is_done_by(person)
    await person.waits_for(step.sees, timeout=PATIENCE, ever=shown)


@pytest.mark.parametrize("transport", ["polling", "webhook"])
async def test_killed_between_any_two_messages_it_goes_on(
    telegram: Simulator, database: str, anna: Person, transport: Transport
) -> None:
    steps = HOME_VISITOR if transport == "polling" else (*BEGIN, QUESTIONS[0], OUTCOME)
    async with process(environment(telegram, database, transport)) as bot:
        for step in HOME_VISITOR:
            await step.is_done_by(anna)
            await anna.waits_for(step.sees, timeout=PATIENCE)
            if step in steps:
                await bot.dies_and_comes_back()
        await anna.taps("Every requirement")
        await anna.waits_for("23.5", timeout=PATIENCE)
    assert (await session_of(database, anna))["answers"] == ANSWERS


@pytest.mark.parametrize("delivered", [False, True], ids=["before it arrives", "after it arrived"])
async def test_killed_while_any_reply_is_on_its_way_it_goes_on(
    telegram: Simulator, database: str, anna: Person, *, delivered: bool
) -> None:
    """The answer is committed then; the reply may be lost, and the same tap on the same old button brings it."""
    async with process(environment(telegram, database)) as bot:
        for step in HOME_VISITOR:
            before = _screens(telegram)
            for method in ("sendMessage", "editMessageText"):
                telegram.faults.order(Hang(acted=delivered), times=None, method=method)
            await step.is_done_by(anna)
            await until_said(telegram, before)
            await bot.dies()
            telegram.faults.clear()
            await bot.start()
            await goes_on(anna, step, shown=delivered)
    assert (await session_of(database, anna))["answers"] == ANSWERS


async def test_killed_before_the_commit_the_update_comes_again_by_itself(
    telegram: Simulator, database: str, anna: Person
) -> None:
    """Held up by a lock on the database, so that it dies in the middle of its turn."""
    async with process(environment(telegram, database)) as bot:
        for step in HOME_VISITOR:
            if step not in QUESTIONS[::2]:
                await step.is_done_by(anna)
                await anna.waits_for(step.sees, timeout=PATIENCE)
                continue
            with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await step.is_done_by(anna)
                await asyncio.sleep(0.1)
                await bot.dies()
            await bot.start()
            await anna.waits_for(step.sees, timeout=PATIENCE)
    assert (await session_of(database, anna))["answers"] == ANSWERS


@pytest.mark.parametrize("transport", ["polling", "webhook"])
async def test_killed_again_and_again_at_random_while_somebody_taps_it_loses_nothing(
    telegram: Simulator, database: str, anna: Person, transport: Transport
) -> None:
    """Deaths that do not wait for anything, and connections that break at the same time."""
    async with process(environment(telegram, database, transport)) as bot:
        telegram.faults.order(Cut(acted=True), times=None, method="answerCallbackQuery", every=2)
        deaths = asyncio.create_task(_deaths(bot))
        for step in HOME_VISITOR:
            await _insists(anna, step)
            await asyncio.sleep(0.3)
        await deaths
        await _insists(anna, Step("23.5", taps="Every requirement"))
    assert (await session_of(database, anna))["answers"] == ANSWERS


async def _deaths(bot: BotProcess) -> None:
    for pause in (0.9, 1.1, 1.3):
        await asyncio.sleep(pause)
        await bot.dies_and_comes_back()


async def _insists(person: Person, step: Step) -> None:
    """As people do: the same once more when nothing comes."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await step.is_done_by(person)
            try:
                await person.waits_for(step.sees, timeout=3)
            except AssertionError:
                if step.types and person.sees(step.sees):
                    return
            else:
                return
