"""Telegram refuses, dawdles, or breaks off: the answer is kept, no message comes twice, and the next tap works."""

import pytest

from bot.simulator import Cut, Hang, Person, Refuse, Simulator, Slow
from bot.simulator.faults import Fault
from tests.end_to_end.interview import begun, interviewed
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import bot_messages, until_called, until_idle

LONG = 12.0

FAULTS = [
    Refuse(429, retry_after=1),
    Refuse(500),
    Refuse(502),
    Cut(acted=False),
    Cut(acted=True),
    Slow(0.3),
]


def _named(fault: Fault) -> str:
    return str(fault).replace("(", " ").replace(")", "")


@pytest.mark.parametrize("fault", FAULTS, ids=_named)
async def test_an_edit_that_fails_is_made_again(
    telegram: Simulator, bot: RunningBot, anna: Person, fault: Fault
) -> None:
    await begun(anna, answered=1)
    telegram.faults.order(fault, method="editMessageText")
    await anna.taps("Supporting parent and child")
    await anna.waits_for("many years", timeout=LONG)
    await anna.taps("3 years")
    await anna.waits_for("how many families", timeout=LONG)
    assert bot_messages(anna) == 1
    assert (await bot.session(anna))["answers"]["prevention_years"] == 3


@pytest.mark.parametrize("fault", FAULTS, ids=_named)
async def test_a_message_that_fails_never_comes_twice(
    telegram: Simulator, bot: RunningBot, anna: Person, fault: Fault
) -> None:
    """What certainly did not arrive is sent again, what perhaps did is not: then the next tap shows it."""
    asked = await begun(anna, answered=2)
    telegram.faults.order(fault, method="sendMessage")
    await anna.sends("3 years")
    await until_called(telegram, "sendMessage", 2)
    await until_idle(anna)
    assert sum("how many families" in message.text for message in anna.messages) <= 1
    await anna.taps("3 years", message=asked)
    await anna.waits_for("how many families", timeout=LONG)
    assert (await bot.session(anna))["answers"]["prevention_years"] == 3


@pytest.mark.parametrize("fault", [*FAULTS, Refuse(400, "Bad Request: query is too old and so on")], ids=_named)
async def test_a_tap_that_cannot_be_acknowledged_still_answers_the_question(
    telegram: Simulator, bot: RunningBot, anna: Person, fault: Fault
) -> None:
    await begun(anna, answered=1)
    telegram.faults.order(fault, method="answerCallbackQuery")
    await anna.taps("Supporting parent and child")
    await anna.waits_for("many years")
    await anna.taps("3 years")
    await anna.waits_for("how many families", timeout=LONG)
    await anna.waits_for_toast()
    assert len((await bot.session(anna))["answers"]) == 3


@pytest.mark.parametrize("fault", [Refuse(429, retry_after=1), Cut(acted=True), Cut(acted=False)], ids=_named)
async def test_a_file_that_fails_never_comes_twice(
    telegram: Simulator, bot: RunningBot, anna: Person, fault: Fault
) -> None:
    await interviewed(anna)
    telegram.faults.order(fault, method="sendDocument")
    await anna.taps("Action plan")
    await until_called(telegram, "sendDocument", 1)
    await until_idle(anna)
    assert sum(message.file is not None for message in anna.messages) <= 1
    await anna.taps("Menu")
    await anna.waits_for("What would you like to do?")
    assert bot.transport == "polling"


async def test_everything_failing_now_and_then_still_ends_at_the_outcome(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    telegram.faults.order(Refuse(502), times=None, every=3, method="editMessageText")
    telegram.faults.order(Cut(acted=True), times=None, every=4, method="editMessageText")
    telegram.faults.order(Refuse(500), times=None, every=2, method="answerCallbackQuery")
    telegram.faults.order(Refuse(502), times=None, every=3, method="getUpdates")
    outcome = await interviewed(anna)
    assert "IFS" in outcome.text
    assert len((await bot.session(anna))["answers"]) == 7


async def test_somebody_who_hangs_holds_nobody_else_up(
    telegram: Simulator, bot: RunningBot, anna: Person, ben: Person
) -> None:
    await begun(anna, answered=1)
    telegram.faults.order(Hang(acted=False, seconds=2), method="editMessageText", chat_id=anna.id)
    await anna.taps("Supporting parent and child")
    await begun(ben, answered=3)
    await anna.waits_for("many years", timeout=LONG)
    assert bot.transport == "polling"
