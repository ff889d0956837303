"""Where a screen appears: in the newest message, if that was tapped and may change; else in a new one below."""

from bot.simulator import Message, Person, Simulator
from tests.end_to_end.interview import begun, interviewed
from tests.end_to_end.refusals import refused
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import bot_messages


async def _menu(person: Person) -> Message:
    await person.sends("/menu")
    return await person.waits_for("What would you like to do?")


async def test_a_tap_on_the_newest_message_writes_over_it(any_bot: RunningBot, anna: Person) -> None:
    menu = await _menu(anna)
    await anna.taps("Help")
    assert (await anna.waits_for("/cancel")).id == menu.id
    await any_bot.restart()
    await anna.taps("Menu")
    assert (await anna.waits_for("What would you like to do?")).id == menu.id


async def test_after_something_typed_the_screen_comes_below_it(bot: RunningBot, anna: Person) -> None:
    asked = await begun(anna, answered=2)
    await anna.sends("3 years")
    following = await anna.waits_for("how many families")
    assert following.id > asked.id
    assert "many years" in anna.messages[-3].text
    assert bot.transport == "polling"


async def test_a_tap_on_an_older_message_is_answered_below_and_leaves_it_alone(bot: RunningBot, anna: Person) -> None:
    older = await _menu(anna)
    newer = await _menu(anna)
    await anna.taps("Help", message=older)
    shown = await anna.waits_for("/cancel")
    assert shown.id > newer.id
    assert bot_messages(anna) == 3
    assert (await bot.row(anna)) is not None


async def test_after_a_restart_an_older_message_is_still_known_to_be_one(any_bot: RunningBot, anna: Person) -> None:
    older = await _menu(anna)
    newer = await _menu(anna)
    await any_bot.restart()
    await anna.taps("Help", message=older)
    shown = await anna.waits_for("/cancel")
    assert shown.id > newer.id
    await any_bot.restart()
    await anna.taps("Privacy", message=shown)
    assert (await anna.waits_for("Your data is yours")).id == shown.id


async def test_a_result_stays_and_what_follows_comes_below(bot: RunningBot, anna: Person) -> None:
    result = await interviewed(anna)
    await anna.taps("What is missing", message=result)
    gaps = await anna.waits_for("missing")
    assert gaps.id > result.id
    await anna.taps("Menu", message=gaps)
    assert (await anna.waits_for("What would you like to do?")).id == gaps.id
    assert anna.sees("0.5 hours")
    assert bot.transport == "polling"


async def test_a_result_stays_even_when_it_is_tapped_after_a_restart(any_bot: RunningBot, anna: Person) -> None:
    result = await interviewed(anna)
    await anna.sends("/help")
    await anna.waits_for("/cancel")
    await any_bot.restart()
    await anna.taps("What is missing", message=result)
    assert (await anna.waits_for("missing")).id > result.id
    assert anna.sees("0.5 hours")


async def test_a_result_stays_when_it_is_tapped_again_after_a_restart(any_bot: RunningBot, anna: Person) -> None:
    result = await interviewed(anna)
    await anna.taps("What is missing", message=result)
    gaps = await anna.waits_for("missing")
    await any_bot.restart()
    await anna.taps("What is missing", message=result)
    assert (await anna.waits_for("missing")).id > gaps.id
    assert anna.sees("0.5 hours")


async def test_two_taps_on_an_old_message_bring_two_new_ones_of_which_the_last_goes_on(
    bot: RunningBot, anna: Person
) -> None:
    older = await _menu(anna)
    await _menu(anna)
    await anna.taps("Help", message=older)
    await anna.waits_for("/cancel")
    await anna.taps("Help", message=older)
    shown = await anna.waits_for("/cancel")
    await anna.taps("Privacy", message=shown)
    assert (await anna.waits_for("Your data is yours")).id == shown.id
    assert bot_messages(anna) == 4
    assert bot.transport == "polling"


async def test_a_picture_and_a_plan_are_messages_of_their_own_that_stay(bot: RunningBot, anna: Person) -> None:
    result = await interviewed(anna)
    await anna.taps("Picture", message=result)
    picture = await anna.waits_for("")
    assert picture.file is not None
    assert picture.file.content.startswith(b"\x89PNG")
    await anna.taps("Dark picture", message=picture)
    dark = await anna.waits_for("")
    assert dark.id > picture.id
    await anna.taps("Action plan", message=result)
    plan = await anna.waits_for("")
    assert plan.file is not None
    assert plan.file.content.startswith(b"%PDF")
    await anna.taps("Menu", message=plan)
    assert (await anna.waits_for("What would you like to do?")).id > plan.id
    assert bot.transport == "polling"


async def test_a_message_that_was_deleted_is_replaced_by_a_new_one(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    menu = await _menu(anna)
    telegram.world.delete(menu)
    await anna.forges("go.help", message=menu.id)
    shown = await anna.waits_for("/cancel")
    assert shown.id > menu.id
    await anna.taps("Privacy")
    assert (await anna.waits_for("Your data is yours")).id == shown.id
    telegram.calls.clear()  # the edit in vain was refused, as it must be
    assert bot.transport == "polling"


async def test_an_answer_on_an_old_message_is_that_questions_answer(any_bot: RunningBot, anna: Person) -> None:
    """A year-old button: it names its question, whatever was asked since."""
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await anna.taps("Find my category")
    old = await anna.waits_for("Which children")
    await anna.sends("pregnancy")
    await anna.waits_for("main")
    await anna.taps("Teaching or research")
    await anna.waits_for_toast()
    await any_bot.restart()
    await anna.taps("3 up to 6 years", message=old)
    await anna.waits_for_toast()
    answers = (await any_bot.session(anna))["answers"]
    assert answers == {"age_band": "early_childhood", "scope": "research_faculty"}


async def test_a_tap_below_a_file_is_answered_below_it_by_a_bot_that_has_forgotten_it(
    bot: RunningBot, anna: Person, telegram: Simulator
) -> None:
    result = await interviewed(anna)
    await anna.forges("go.plan.apply", message=result)
    plan = await anna.waits_for("", timeout=60)
    assert plan.file is not None
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")
    assert await bot.row(anna) is None
    await anna.taps("Menu", message=plan)
    shown = await anna.waits_for("What would you like to do?")
    assert shown.id > plan.id
    assert refused(telegram) == []
