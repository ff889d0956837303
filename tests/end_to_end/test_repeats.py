"""Telegram delivers an update again: what is to be seen is shown again, what was done is not done twice."""

from bot.simulator import Person, Simulator
from tests.end_to_end.interview import ANSWERS, OUTCOME, begun, interviewed
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until_called, until_idle


async def test_a_step_that_is_ticked_off_stays_ticked_when_the_tap_comes_again(
    any_bot: RunningBot, anna: Person
) -> None:
    await anna.sends("/start steps")
    await anna.waits_for("1.")
    update = await anna.taps("1.")
    await anna.waits_for_toast()
    await anna.repeats(update)
    await until_idle(anna)
    assert len((await any_bot.session(anna))["steps"]) == 1


async def test_a_reference_that_was_asked_is_not_moved_on_by_a_repeated_tap(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/start references")
    await anna.waits_for("reference")
    update = await anna.taps("1.")
    await anna.waits_for_toast()
    for _ in range(3):
        await anna.repeats(update)
    await until_idle(anna)
    assert list((await bot.session(anna))["raters"].values()) == ["asked"]


async def test_ten_hours_that_were_supposed_are_not_supposed_twice(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    await interviewed(anna)
    await anna.taps("What if")
    await anna.waits_for("")
    update = await anna.taps(anna.buttons[0])
    await anna.waits_for_toast()
    answered = len(telegram.calls.of("answerCallbackQuery"))
    await anna.repeats(update)
    await anna.repeats(update)
    await until_called(telegram, "answerCallbackQuery", answered + 2)
    session = await bot.session(anna)
    assert len(session["place"]["arguments"]) == len(["apply", "ten hours"])
    assert session["answers"] == ANSWERS


async def test_a_typed_answer_that_comes_again_does_not_answer_the_next_question(
    any_bot: RunningBot, anna: Person
) -> None:
    await begun(anna, answered=3)
    update = await anna.sends("15")
    await anna.waits_for("hours of training")
    await anna.repeats(update)
    await anna.waits_for("hours of training")
    await until_idle(anna)
    answers = (await any_bot.session(anna))["answers"]
    assert answers["families_served"] == 15
    assert "training_hours" not in answers


async def test_a_tap_that_comes_again_writes_over_the_same_message(bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=1)
    update = await anna.taps("Supporting parent and child")
    shown = await anna.waits_for("many years")
    await anna.repeats(update)
    await until_idle(anna)
    assert [message.id for message in anna.messages if "many years" in message.text] == [shown.id]
    assert bot.transport == "polling"


async def test_a_deletion_that_comes_again_leaves_nothing_behind(any_bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=2)
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    update = await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")
    await anna.repeats(update)
    await anna.waits_for("Everything is deleted")
    assert await any_bot.row(anna) is None


async def test_an_update_with_a_lower_number_than_an_earlier_one_is_new(
    telegram: Simulator, hooked: RunningBot, anna: Person
) -> None:
    """After a quiet week Telegram goes on from a random number."""
    await begun(anna, answered=1)
    telegram.updates.next_id = 17
    update = await anna.taps("Supporting parent and child")
    await anna.waits_for("many years")
    await anna.repeats(update)
    await until_idle(anna)
    assert (await hooked.session(anna))["answers"] == {"age_band": "infant", "scope": "prevention"}


async def test_an_update_from_before_a_restart_is_still_known(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/start steps")
    await anna.waits_for("1.")
    update = await anna.taps("1.")
    await anna.waits_for_toast()
    await bot.restart()
    await anna.repeats(update)
    await until_idle(anna)
    assert len((await bot.session(anna))["steps"]) == 1


async def test_two_quick_taps_on_the_last_answer_end_at_the_outcome(bot: RunningBot, anna: Person) -> None:
    question = await begun(anna, answered=6)
    await anna.taps(OUTCOME.taps, message=question)
    await anna.taps(OUTCOME.taps, message=question)
    await anna.waits_for(OUTCOME.sees)
    await until_idle(anna)
    assert (await bot.session(anna))["answers"] == ANSWERS
