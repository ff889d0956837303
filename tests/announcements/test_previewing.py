"""A coordinator looks at an announcement before anybody else does, and its buttons count for who received it."""

import pytest

from bot.simulator import Person, Refuse, Simulator
from bot.storage import RecipientRow, open_storage
from tests.announcements.audiences import NOW
from tests.announcements.walks import buttons, content, drafts
from tests.end_to_end.running import RunningBot


@pytest.mark.usefixtures("bot")
async def test_a_preview_is_the_real_message_with_buttons_that_count_nothing(writer: Person) -> None:
    await drafts(writer, "Hello {first_name}")
    await buttons(writer, "I will come")
    await writer.taps("Back to the draft")
    await writer.waits_for("Draft 1")
    await writer.taps("Preview")
    await writer.waits_for("Only you got it")
    assert writer.sees("Hello Sam")
    await writer.taps("I will come")
    await writer.waits_for_toast("once it is sent")
    await writer.taps("Preview with my own data")
    await writer.waits_for("look to you")
    assert writer.sees("Hello Olive")


@pytest.mark.usefixtures("bot")
async def test_a_refusal_by_telegram_is_one_line(telegram: Simulator, writer: Person) -> None:
    await drafts(writer)
    telegram.faults.order(Refuse(502), times=1, method="sendMessage")
    await writer.taps("Preview")
    await writer.waits_for("Telegram did not take it: ")
    await writer.taps("Back to the draft")
    await writer.waits_for("Draft 1")
    telegram.faults.order(Refuse(429, retry_after=1), times=1, method="sendMessage")
    await writer.taps("Send me a test")
    await writer.waits_for("Telegram asks for a short break")


async def test_a_tap_counts_once_for_who_received_it_and_never_for_others(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    for person in (anna, ben):
        await person.sends("/start")
        await person.waits_for()
    await drafts(writer)
    await buttons(writer, "I will come\nRead - https://example.org")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        await transaction.add_recipients([RecipientRow(1, anna.id, "sent", NOW)])
    before = anna.last
    for _ in range(2):
        await anna.forges("do.o_tap.1.0")
        await anna.waits_for_toast("Thank you!")
    assert anna.last == before  # silent but for the toast
    await writer.forges("do.o_tap.1.0")
    await writer.waits_for_toast("not counted")
    for forged in ("do.o_tap.1.0", "do.o_tap.1.1", "do.o_tap.9.0", "do.o_tap.x.y", "do.o_tap.1"):
        await ben.forges(forged)
        await ben.waits_for_toast()
        assert not any("Thank" in toast.text for toast in ben.toasts)
    await anna.forges("do.o_tap.1.1")  # a link makes no tap
    await anna.waits_for_toast()
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        assert await transaction.taps(1) == {"0": 1}


async def test_the_mark_of_a_test_opens_the_draft_below_it(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "Only a test")
    await writer.taps("Send me a test")
    await writer.waits_for("sent to you alone")
    tested = next(one for one in reversed(writer.messages) if one.from_bot and one.text == "Only a test")
    await writer.taps("Test: only you got this", message=tested.id)
    shown = await writer.waits_for("Draft 1")
    assert shown.id > tested.id
    assert next(one for one in writer.messages if one.id == tested.id).text == "Only a test"
    assert (await content(bot)).text == "Only a test"
