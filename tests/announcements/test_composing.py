"""A coordinator writes an announcement: over HTTP, as on a phone."""

import random

import pytest
from telegram import MessageEntity

from bot.announcements.formatted import html_of
from bot.simulator import Person
from tests.announcements.walks import (
    announcement,
    begins,
    begins_another,
    content,
    drafts,
)
from tests.end_to_end.running import RunningBot
from tests.simulator.test_files import picture


async def test_a_text_keeps_its_formatting(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, '<b>Hello</b> {first_name}, <a href="https://example.org/?a=1&amp;b=2">read</a>')
    text = (await content(bot)).text
    assert text == '<b>Hello</b> {first_name}, <a href="https://example.org/?a=1&amp;b=2">read</a>'


async def test_a_forwarded_message_is_taken_over_and_not_forwarded(bot: RunningBot, writer: Person) -> None:
    await begins(writer)
    await writer.sends_formatted("<i>From elsewhere</i>")
    await writer.waits_for("Draft 1")
    await begins_another(writer)
    await writer.forwards(next(one for one in writer.messages if one.text == "From elsewhere"))
    await writer.waits_for("Draft 2")
    assert (await content(bot, 2)).text == "<i>From elsewhere</i>"
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
    assert len((await content(bot)).pieces) == 3
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
    assert len((await content(bot)).pieces) == 10


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
    assert (await content(bot)).text == "<b>Careful words</b>"


async def test_the_text_of_a_photo_can_go(bot: RunningBot, writer: Person) -> None:
    await begins(writer)
    await writer.sends_photo(picture(), caption="Never mind")
    await writer.waits_for("Draft 1")
    await writer.taps("Remove the text")
    await writer.waits_for("1 photo")
    assert (await content(bot)).text == ""


async def test_a_button_said_in_words_does_not_become_the_text(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await writer.sends("topic")
    await writer.waits_for("What is it about?")
    await writer.taps("Back to the draft")
    await writer.waits_for("Draft 1")
    await writer.sends("preview")
    await writer.waits_for("Please tap that button")
    await begins_another(writer)
    await writer.sends("from a template")
    await writer.waits_for("Templates")
    assert (await content(bot)).text == "Hello"


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
    assert [button.label for button in (await content(bot)).buttons] == ["I will come"]


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
    assert (await content(bot)).text == "Hello {first_name}"


async def test_the_topic_is_tapped(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await writer.taps("Topic")
    await writer.waits_for("What is it about?")
    await writer.taps("RSC groups")
    await writer.waits_for("Draft 1")
    assert (await announcement(bot)).topic == "rsc_groups"
    await writer.forges("do.o_topic_is.1.weather")
    await writer.waits_for_toast()
    assert (await announcement(bot)).topic == "rsc_groups"


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
    assert (await content(bot)).text


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
