"""Commands and deep links, in every state; and what Telegram's menu shows of them."""

import pytest

from bot.simulator import Person, Simulator
from dialogs.catalogue import languages
from dialogs.commands import COMMANDS
from tests.end_to_end.interview import begun, interviewed
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until_called

SHOWS = {
    "menu": "What would you like to do?",
    "help": "/cancel",
    "cancel": "Your answers stay saved",
    "settings": "",
    "language": "",
    "privacy": "Your data is yours",
    "export": "",
    "delete": "Delete everything?",
}

LINKS = {
    "ifs": "IFS",
    "IFS": "IFS",
    "imhm-rf": "IMHM-R/F",
    "ers": "ERS",
    "rsc": "RSC",
    "apply": "Which children",
    "steps": "1.",
    "nonsense": "Hello",
}


async def _in_an_interview(person: Person) -> None:
    await begun(person, answered=3)


async def _at_an_outcome(person: Person) -> None:
    await interviewed(person)


async def _about_to_delete(person: Person) -> None:
    await begun(person, answered=1)
    await person.sends("/delete")
    await person.waits_for("Delete everything?")


async def _nowhere(_person: Person) -> None:
    """Never heard of the bot."""


@pytest.mark.parametrize("state", [_nowhere, _in_an_interview, _at_an_outcome, _about_to_delete])
async def test_every_command_works_in_every_state_and_keeps_the_answers(
    any_bot: RunningBot, anna: Person, state: object
) -> None:
    assert callable(state)
    await state(anna)
    before = (await any_bot.session(anna)).get("answers")
    for command in COMMANDS[1:]:
        await anna.sends(f"/{command}")
        await anna.waits_for(SHOWS[command])
    await anna.sends("/start")
    await anna.waits_for("")
    assert (await any_bot.session(anna)).get("answers") == before


@pytest.mark.parametrize(("link", "shows"), LINKS.items())
async def test_a_deep_link_leads_where_it_says(bot: RunningBot, anna: Person, link: str, shows: str) -> None:
    await anna.sends(f"/start {link}")
    await anna.waits_for(shows)
    assert (await bot.row(anna)) is not None


async def test_start_in_the_middle_of_an_interview_offers_to_go_on(bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=3)
    await bot.restart()
    await anna.sends("/start")
    await anna.waits_for("3 answers")
    await anna.taps("Continue")
    await anna.waits_for("how many families")


async def test_an_unknown_command_is_answered_and_changes_nothing(bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=3)
    before = (await bot.session(anna))["answers"]
    await anna.sends("/frobnicate now")
    await anna.waits_for("how many families")
    assert (await bot.session(anna))["answers"] == before


async def test_the_menu_of_private_chats_has_every_command(telegram: Simulator, bot: RunningBot) -> None:
    await until_called(telegram, "setMyCommands", 1)
    shown = telegram.world.profile.commands["all_private_chats", ""]
    assert tuple(one["command"] for one in shown) == (*COMMANDS, "coordinator")
    assert all(one["description"] for one in shown)
    assert bot.transport == "polling"


async def test_the_menu_speaks_every_language_that_the_bot_does(telegram: Simulator, bot: RunningBot) -> None:
    await until_called(telegram, "setMyCommands", len(languages()))
    commands = telegram.world.profile.commands
    assert set(commands) == {("all_private_chats", "" if one == "en" else one) for one in languages()}
    assert commands["all_private_chats", "es"] != commands["all_private_chats", ""]
    assert bot.transport == "polling"


async def test_the_bot_speaks_the_language_of_the_phone_until_somebody_chooses(
    telegram: Simulator, bot: RunningBot
) -> None:
    ana = telegram.person(9, language_code="es-MX")
    await ana.sends("/start")
    assert "Hello" not in (await ana.waits_for("")).text
    await ana.sends("/language")
    await ana.waits_for("")
    await ana.taps("English")
    await ana.waits_for("")
    for _ in range(3):
        await ana.sends("/menu")
        await ana.waits_for("What would you like to do?")
        await bot.restart()


async def test_settings_are_kept(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/settings")
    await anna.waits_for("")
    await anna.taps("Time zone")
    await anna.waits_for("")
    await anna.forges("do.zone.pacific")
    await anna.waits_for_toast()
    await bot.restart()
    row = await bot.row(anna)
    assert row is not None
    assert (row.time_zone, row.language) == ("America/Los_Angeles", "en")
