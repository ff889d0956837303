"""A coordinator writes an announcement: over HTTP, as on a phone."""

import random
from dataclasses import replace
from datetime import datetime

import pytest
from telegram import MessageEntity

from bot.announcements.formatted import html_of
from bot.simulator import Message, Person, Refuse, Simulator
from bot.storage import AnnouncementRow, AnnouncementState, RecipientRow, open_storage
from dialogs.announcements.audience import Audience, Condition
from dialogs.announcements.content import Content
from dialogs.announcements.timing import Timing
from tests.announcements.audiences import NOW
from tests.end_to_end.running import RunningBot
from tests.simulator.test_files import picture


async def stored(bot: RunningBot, number: int) -> Content:
    """What a draft says, as the database has it."""
    return Content.model_validate_json((await row(bot, number)).content)


async def row(bot: RunningBot, number: int) -> AnnouncementRow:
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        found = await transaction.announcement(number)
    assert found is not None
    return found


async def begins(writer: Person) -> None:
    """Up to the screen that takes the first thing sent."""
    await writer.sends("/announce")
    await writer.waits_for("Announcements")
    await writer.taps("New")
    await writer.waits_for("A new announcement")


async def drafts(writer: Person, html: str = "Hello") -> Message:
    await begins(writer)
    await writer.sends_formatted(html)
    return await writer.waits_for("Draft 1")


async def test_a_text_keeps_its_formatting(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, '<b>Hello</b> {first_name}, <a href="https://example.org/?a=1&amp;b=2">read</a>')
    text = (await stored(bot, 1)).text
    assert text == '<b>Hello</b> {first_name}, <a href="https://example.org/?a=1&amp;b=2">read</a>'


async def test_nothing_is_lost_when_the_bot_stops(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await bot.restart()
    await writer.sends("/announce")
    await writer.waits_for("The newest first")
    await writer.taps("Draft: Hello")
    await writer.waits_for("Hello")


async def test_a_forwarded_message_is_taken_over_and_not_forwarded(bot: RunningBot, writer: Person) -> None:
    await begins(writer)
    await writer.sends_formatted("<i>From elsewhere</i>")
    await writer.waits_for("Draft 1")
    await writer.taps("All announcements")
    await writer.waits_for("The newest first")
    await writer.taps("New")
    await writer.waits_for("A new announcement")
    await writer.forwards(next(one for one in writer.messages if one.text == "From elsewhere"))
    await writer.waits_for("Draft 2")
    assert (await stored(bot, 2)).text == "<i>From elsewhere</i>"
    await writer.taps("Preview")
    await writer.waits_for("Above")
    previewed = next(one for one in reversed(writer.messages) if one.from_bot and one.text == "From elsewhere")
    assert previewed.origin is None


async def test_an_album_is_gathered_into_one_draft_and_goes_out_as_one(bot: RunningBot, writer: Person) -> None:
    await begins(writer)
    await writer.sends_album([picture(30), picture(31), picture(32)], caption="Our day, {first_name}")
    await writer.waits_for("putting your album together")
    await writer.taps("That is all of it")
    await writer.waits_for("3 photos")
    assert len((await stored(bot, 1)).pieces) == 3
    await writer.taps("Preview")
    below = await writer.waits_for("These buttons belong")
    album = [one for one in writer.messages if one.from_bot and one.album]
    assert [one.text for one in album] == ["Our day, Sam", "", ""]
    assert [button.label for button in below.buttons] == ["Fewer of these"]


@pytest.mark.usefixtures("bot")
async def test_an_album_makes_one_message_however_many_pieces_it_has(writer: Person) -> None:
    await begins(writer)
    await writer.sends_album([b"%d" % page for page in range(10)], kind="document")
    await writer.waits_for("putting your album together")
    await writer.taps("That is all of it")
    await writer.waits_for("10 files")
    assert sum("putting your album" in one.text for one in writer.messages) == 0  # written over by the tap
    assert len([one for one in writer.messages if one.from_bot]) == 2


async def test_an_album_on_top_of_photos_is_told_to_be_too_many(bot: RunningBot, writer: Person) -> None:
    await begins(writer)
    await writer.sends_album([picture(10 + one) for one in range(10)])
    await writer.waits_for("putting your album together")
    await writer.taps("That is all of it")
    await writer.waits_for("10 photos")
    await writer.sends_photo(picture(99))
    await writer.waits_for("At most 10 photos or files")
    assert len((await stored(bot, 1)).pieces) == 10


@pytest.mark.usefixtures("bot")
async def test_photos_and_files_do_not_go_together(writer: Person) -> None:
    await drafts(writer)
    await writer.sends_photo(picture())
    await writer.waits_for("1 photo")
    await writer.sends_document(b"pages")
    await writer.waits_for("Photos and videos cannot go out together with files")
    await writer.taps("Photos and files")
    await writer.waits_for("Send me more")
    await writer.taps("Remove photo 1")
    await writer.waits_for("Draft 1")
    await writer.sends_document(b"pages")
    await writer.waits_for("1 file")


@pytest.mark.usefixtures("bot")
async def test_a_video_with_a_caption_is_a_draft(writer: Person) -> None:
    await begins(writer)
    await writer.sends_video(b"moving", caption="See")
    await writer.waits_for("1 video")
    await writer.taps("Send me a test")
    await writer.waits_for("sent to you alone")
    assert any(one.from_bot and one.content.kind == "video" and one.text == "See" for one in writer.messages)


async def test_a_text_that_was_replaced_comes_back(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "<b>Careful words</b>")
    await writer.sends("oops")
    await writer.waits_for("This is the new text")
    await writer.taps("Bring the old text back")
    await writer.waits_for("Careful words")
    assert (await stored(bot, 1)).text == "<b>Careful words</b>"


async def test_the_text_of_a_photo_can_go(bot: RunningBot, writer: Person) -> None:
    await begins(writer)
    await writer.sends_photo(picture(), caption="Never mind")
    await writer.waits_for("Draft 1")
    await writer.taps("Remove the text")
    await writer.waits_for("1 photo")
    assert (await stored(bot, 1)).text == ""


async def test_a_button_said_in_words_does_not_become_the_text(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await writer.sends("topic")
    await writer.waits_for("What is it about?")
    await writer.taps("Back to the draft")
    await writer.waits_for("Draft 1")
    await writer.sends("preview")
    await writer.waits_for("Please tap that button")
    await writer.taps("All announcements")
    await writer.waits_for("The newest first")
    await writer.taps("New")
    await writer.waits_for("A new announcement")
    await writer.sends("from a template")
    await writer.waits_for("Templates")
    assert (await stored(bot, 1)).text == "Hello"


@pytest.mark.usefixtures("bot")
async def test_what_cannot_be_announced_is_told_in_one_line(writer: Person) -> None:
    await drafts(writer, "Hello {frist_name}")
    shown = await writer.waits_for("I do not know {frist_name}")
    assert "Preview" not in [button.label for button in shown.buttons]
    await writer.sends("x" * 4000 + "\N{BABY}" * 40)
    await writer.waits_for("Draft 1")
    await writer.sends_photo(picture())
    await writer.waits_for("1024 fit")


async def test_buttons_are_typed_and_removed(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await writer.taps("Buttons")
    await writer.waits_for("None yet")
    await writer.sends("Register - www.example.org")
    await writer.waits_for("a link begins with https://")
    await writer.sends_photo(picture())
    await writer.waits_for("one on a line")
    await writer.sends("Register - https://example.org/form\nI will come")
    await writer.waits_for("taps are counted")
    await writer.sends("Back to the draft")
    await writer.waits_for("Draft 1")
    await writer.taps("Buttons")
    await writer.waits_for("taps are counted")
    await writer.sends("\n".join(f"Choice {one}" for one in range(7)))
    await writer.waits_for("At most 8 buttons")
    await writer.taps("Remove Register")
    await writer.waits_for("I will come")
    assert [button.label for button in (await stored(bot, 1)).buttons] == ["I will come"]


@pytest.mark.usefixtures("bot")
async def test_fields_are_shown_and_copied(writer: Person) -> None:
    await drafts(writer)
    await writer.taps("Names and dates")
    shown = await writer.waits_for("everybody reads their own")
    assert [button.copy for button in shown.buttons][:2] == ["{first_name}", "{category}"]


async def test_the_text_is_sent_again_where_a_slip_is_seen(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "Helo")
    await writer.taps("Preview")
    await writer.waits_for("To change it")
    await writer.sends("Hello")
    await writer.waits_for("This is the new text")
    await writer.taps("Names and dates")
    await writer.waits_for("everybody reads their own")
    await writer.sends("Hello {first_name}")
    await writer.waits_for("This is the new text")
    await writer.sends_photo(picture(10))
    await writer.waits_for("1 photo")
    await writer.taps("Photos and files")
    await writer.waits_for("Send me more")
    await writer.sends_photo(picture(11))
    await writer.waits_for("2 photos")
    assert (await stored(bot, 1)).text == "Hello {first_name}"


async def test_the_topic_is_tapped(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await writer.taps("Topic")
    await writer.waits_for("What is it about?")
    await writer.taps("RSC groups")
    await writer.waits_for("Draft 1")
    assert (await row(bot, 1)).topic == "rsc_groups"
    await writer.forges("do.o_topic_is.1.weather")
    await writer.waits_for_toast()
    assert (await row(bot, 1)).topic == "rsc_groups"


@pytest.mark.usefixtures("bot")
async def test_a_preview_is_the_real_message_with_buttons_that_count_nothing(writer: Person) -> None:
    await drafts(writer, "Hello {first_name}")
    await writer.taps("Buttons")
    await writer.waits_for("None yet")
    await writer.sends("I will come")
    await writer.waits_for("taps are counted")
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
    await writer.taps("Buttons")
    await writer.waits_for("None yet")
    await writer.sends("I will come\nRead - https://example.org")
    await writer.waits_for("taps are counted")
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
    assert (await stored(bot, 1)).text == "Only a test"


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_sent_there_is_an_answer_and_never_a_broken_message(
    bot: RunningBot, writer: Person, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  a test's dice
    oldest = (await drafts(writer)).id
    for _ in range(25):
        match chance.randrange(6):
            case 0 | 1:
                await writer.sends_formatted(_any_html(chance))
            case 2:
                await writer.sends(_any_text(chance))
            case 3:
                await writer.sends_photo(picture(chance.randrange(10, 20)), caption=_any_text(chance)[:1024])
            case 4:
                await writer.forges(f"do.o_preview.1.{chance.choice(('sample', 'mine'))}")
            case 5:
                await writer.forges(chance.choice(("do.o_test.1", "do.o_bring_back.1", "do.o_remove_piece.1.0")))
        await writer.forges("go.o_compose.1", message=oldest)
        await writer.waits_for("Draft 1")
    assert (await stored(bot, 1)).text


def _any_text(chance: random.Random) -> str:
    parts = ("Hello ", "{first_name}", "{nobody}", "<b>", "&amp; ", "\N{BABY}", "é", "{", "}", "\n", "---\n", "x" * 500)
    return "".join(chance.choices(parts, k=chance.randrange(1, 24))).strip() or "x"


def _any_html(chance: random.Random) -> str:
    text = _any_text(chance)
    kinds = (MessageEntity.BOLD, MessageEntity.ITALIC, MessageEntity.PRE, MessageEntity.BLOCKQUOTE)
    marked = [
        MessageEntity(chance.choice(kinds), chance.randrange(len(text)), chance.randrange(1, 40)) for _ in range(4)
    ]
    return html_of(text, marked)


async def test_a_template_and_an_earlier_one_make_new_drafts(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "<b>Every month</b>")
    await writer.taps("Keep as a template")
    await writer.waits_for("Kept as a template")
    await writer.taps("All announcements")
    await writer.waits_for("The newest first")
    await writer.taps("Templates")
    await writer.waits_for("to use it")
    await writer.taps("Every month")
    await writer.waits_for("Template 2")
    await writer.taps("Write a new one from it")
    await writer.waits_for("Draft 3")
    await writer.taps("All announcements")
    await writer.waits_for("The newest first")
    await writer.taps("New")
    await writer.waits_for("A new announcement")
    await writer.taps("Copy an earlier one")
    await writer.waits_for("A tap makes a new draft")
    await writer.taps("Every month", message=writer.last.id)
    await writer.waits_for("Draft 4")
    assert (await stored(bot, 4)).text == "<b>Every month</b>"


async def test_a_copy_has_topic_and_audience_and_no_day_of_its_own(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    audience = Audience(include=(Condition(kind="language", value="es"),)).model_dump_json()
    timing = Timing(kind="at", at=datetime(2026, 12, 1, 9)).model_dump_json()  # noqa: DTZ001  by the association's clock
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        found = await transaction.lock_announcement(1)
        assert found is not None
        await transaction.save_announcement(replace(found, audience=audience, timing=timing, topic="training"))
    await writer.forges("go.o_compose.1")
    await writer.waits_for("Dec 1, 2026")
    await writer.forges("do.o_copy.1")
    await writer.waits_for("Draft 2")
    copied = await row(bot, 2)
    assert (copied.audience, copied.topic) == (audience, "training")
    assert Timing.model_validate_json(copied.timing) == Timing()


async def test_a_draft_is_deleted_after_asking_once(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await writer.taps("Delete the draft")
    await writer.waits_for("cannot be brought back")
    await writer.taps("No, keep it")
    await writer.waits_for("Draft 1")
    await writer.taps("Delete the draft")
    await writer.waits_for("cannot be brought back")
    await writer.taps("Yes, delete it")
    await writer.waits_for("There is none yet")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        assert await transaction.announcement(1) is None


async def test_what_went_out_is_neither_changed_nor_deleted(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await _becomes(bot, "finished")
    for forged in ("do.o_delete_yes.1", "do.o_remove_text.1", "do.o_topic_is.1.training", "do.o_remove_button.1.0"):
        await writer.forges(forged)
        await writer.waits_for_toast()
    await writer.sends("Something else")
    await writer.waits_for()
    assert (await stored(bot, 1)).text == "Hello"
    await writer.forges("go.o_compose.1")
    shown = await writer.waits_for("Announcement 1")
    assert [button.label for button in shown.buttons][-2:] == ["Copy into a new draft", "All announcements"]


async def test_a_change_takes_back_an_approval_and_is_in_the_log(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await _becomes(bot, "draft", approved_by=5)
    await writer.sends("Other words")
    await writer.waits_for("Other words")
    assert (await row(bot, 1)).approved_by is None
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        noted = [entry.what for entry in await transaction.audit_log(10)]
    assert noted == ["announcement.changed", "announcement.begun"]


@pytest.mark.usefixtures("bot")
async def test_many_announcements_are_turned_over_in_pages(writer: Person) -> None:
    await drafts(writer)
    for number in range(2, 12):
        await writer.forges("do.o_copy.1")
        await writer.waits_for(f"Draft {number}")
    await writer.sends("/announce")
    first = await writer.waits_for("The newest first")
    assert len([one for one in first.buttons if one.label.startswith("Draft")]) == 8
    await writer.taps("Older")
    second = await writer.waits_for("The newest first")
    assert len([one for one in second.buttons if one.label.startswith("Draft")]) == 3
    await writer.taps("Newest")
    await writer.waits_for("The newest first")


async def test_nobody_else_sees_or_does_any_of_it(bot: RunningBot, writer: Person, anna: Person) -> None:
    await drafts(writer, "Secret plans")
    await anna.sends("/start")
    await anna.waits_for()
    for forged in ("go.o_compose.1", "do.o_preview.1", "do.o_copy.1", "go.o_announcements", "do.o_delete_yes.1"):
        await anna.forges(forged)
        await anna.waits_for_toast()
    await anna.sends("/announce")
    await anna.waits_for()
    assert not anna.sees("Secret plans")
    assert not anna.sees("Announcements")
    assert (await stored(bot, 1)).text == "Secret plans"


async def _becomes(bot: RunningBot, state: AnnouncementState, approved_by: int | None = None) -> None:

    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        found = await transaction.lock_announcement(1)
        assert found is not None
        await transaction.save_announcement(replace(found, state=state, approved_by=approved_by))
