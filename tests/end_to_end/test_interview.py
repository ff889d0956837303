"""Whole interviews, by each way in and on each database."""

import asyncio

from bot.simulator import Person, Simulator
from tests.end_to_end.interview import ANSWERS, HOME_VISITOR, begun, interviewed
from tests.end_to_end.running import RunningBot


async def test_a_home_visitor_is_told_of_the_half_hour_that_is_missing_and_where_it_is_written(
    any_bot: RunningBot, anna: Person
) -> None:
    outcome = await interviewed(anna)
    assert "IFS" in outcome.text
    await anna.taps("Every requirement")
    details = await anna.waits_for("23.5")
    assert "Booklet" in details.text
    assert "reflective supervision row" in details.text
    assert (await any_bot.session(anna))["answers"] == ANSWERS


async def test_two_people_who_answer_at_once_do_not_mix(any_bot: RunningBot, anna: Person, ben: Person) -> None:
    await begun(ben, answered=1)
    await asyncio.gather(interviewed(anna), _as_teacher(ben))
    assert (await any_bot.session(anna))["answers"] == ANSWERS
    assert (await any_bot.session(ben))["answers"] == {"age_band": "infant", "scope": "promotion"}
    assert not ben.sees("0.5 hours")


async def _as_teacher(person: Person) -> None:
    await person.taps("Helping all children grow")
    await person.waits_for("degree")


async def test_fifty_people_at_once_each_get_to_their_own_end(telegram: Simulator, bot: RunningBot) -> None:
    people = [telegram.person(1000 + number) for number in range(50)]
    for step in HOME_VISITOR:
        await asyncio.gather(*(step.is_done_by(person) for person in people))
        await asyncio.gather(*(person.waits_for(step.sees, timeout=60) for person in people))
    for person in people:
        assert (await bot.session(person))["answers"] == ANSWERS


async def test_a_screen_of_buttons_is_one_message_however_long_the_interview(bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=2)
    assert len([message for message in anna.messages if message.from_bot]) == 1
    assert bot.transport == "polling"
