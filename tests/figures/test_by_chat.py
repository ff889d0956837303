"""A coordinator looks at the numbers by chat."""

import csv
from io import BytesIO, StringIO

from PIL import Image

from bot.simulator import Message, Person
from bot.storage import open_storage
from dialogs.session import Session
from tests.announcements.audiences import Listener, put
from tests.dialogs.endorsed import held
from tests.dialogs.test_outcome import HOME_VISITOR
from tests.end_to_end.running import RunningBot


async def people(bot: RunningBot) -> None:
    """Eight home visitors with a result, three who stopped early, twelve endorsees."""
    sessions = [Session(answers=HOME_VISITOR)] * 8 + [Session(answers={"age_band": "infant"})] * 3
    sessions += [Session(endorsements=(held(),))] * 12
    async with open_storage(bot.database) as storage, storage.transaction() as tx:
        for number, session in enumerate(sessions, 1000):
            await put(tx, number, Listener(session))


def rows_of(message: Message) -> list[list[str]]:
    assert message.file is not None
    return list(csv.reader(StringIO(message.file.content.decode("utf-8-sig"))))


async def test_the_numbers_are_told_with_small_counts_hidden(any_bot: RunningBot, owner: Person) -> None:
    await people(any_bot)
    await owner.sends("/figures")
    shown = await owner.waits_for("Numbers about the people here")
    for line in (
        "At least 22 people",
        "Looking around: under 5",
        "In the middle of an interview: under 5",
        "Have a result: 8",
        "Endorsed: 12",
    ):
        assert line in shown.text.splitlines()


async def test_each_topic_comes_as_a_picture_with_its_words(bot: RunningBot, owner: Person) -> None:
    await people(bot)
    for button, said in (
        ("Everybody here", "Endorsed: 12"),
        ("Categories that fit", "IFS · Infant Family Specialist: 8"),
        ("Where interviews stop", "Under 5 each: Main work"),
        ("Renewals", "Hours under way: 12"),
    ):
        await owner.sends("/figures")
        await owner.waits_for("Numbers about the people here")
        await owner.taps(button)
        shown = await owner.waits_for(said)
        assert shown.file is not None
        assert Image.open(BytesIO(shown.file.content)).width == 1080
    await owner.taps("Back to the numbers")
    await owner.waits_for("Numbers about the people here")


async def test_a_topic_about_nobody_comes_without_a_picture(bot: RunningBot, owner: Person) -> None:
    await owner.sends("/figures")
    await owner.waits_for("Numbers about the people here")
    await owner.taps("Announcements by month")
    shown = await owner.waits_for("Nothing was sent in the last twelve months")
    assert shown.file is None
    assert bot.transport == "polling"


async def test_the_table_hides_as_much(bot: RunningBot, owner: Person) -> None:
    await people(bot)
    await owner.sends("/figures")
    await owner.waits_for("Numbers about the people here")
    await owner.taps("All of it as a table")
    table = rows_of(await owner.waits_for("All numbers as a table"))
    assert table[0] == ["Topic", "Group", "Number"]
    assert ["Everybody here", "All together", "at least 22"] in table
    assert ["Where interviews stop", "Main work", "under 5"] in table
    assert not {row[2] for row in table} & {"1", "2", "3", "4"}


async def test_the_way_leads_through_the_office_and_buttons_can_be_said(bot: RunningBot, owner: Person) -> None:
    await people(bot)
    await owner.sends("/office")
    await owner.waits_for("You are an owner")
    await owner.sends("numbers")
    await owner.waits_for("Numbers about the people here")
    await owner.sends("renewals")
    await owner.waits_for("Hours under way: 12")
    await owner.forges("do.o_figures_topic.weather")
    await owner.waits_for_toast("That button does not lead anywhere")
    assert bot.transport == "polling"


async def test_nobody_else_sees_any_of_it(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await anna.sends("/figures")
    await anna.waits_for("I do not know that command")
    await anna.forges("do.o_figures_table")
    await anna.waits_for_toast("That button does not lead anywhere")
    assert bot.transport == "polling"
