import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument
from telegram.error import BadRequest

from bot.simulator import Person
from tests.simulator.conftest import Clock

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="yes")]])
NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


async def test_an_edit_changes_the_text_in_place(bot: telegram.Bot, ada: Person, clock: Clock) -> None:
    sent = await bot.send_message(ada.id, "old", reply_markup=KEYBOARD)
    before = ada.last
    edited = await bot.edit_message_text("<i>new</i>", ada.id, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.edit_date) == ("new", clock.at)
    assert (ada.last.html, ada.last.edited, before.text) == ("<i>new</i>", clock.at, "old")


async def test_an_edit_without_a_keyboard_takes_it_away(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "x", reply_markup=KEYBOARD)
    await bot.edit_message_text("y", ada.id, sent.message_id)
    assert ada.buttons == ()


async def test_an_edit_that_changes_nothing_is_refused(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "x", reply_markup=KEYBOARD)
    for text in ("x", " x\n"):
        with pytest.raises(BadRequest) as caught:
            await bot.edit_message_text(text, ada.id, sent.message_id, reply_markup=KEYBOARD)
        assert caught.value.message == NOT_MODIFIED
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=KEYBOARD)
    await bot.edit_message_text("<b>x</b>", ada.id, sent.message_id, reply_markup=KEYBOARD, parse_mode="HTML")


async def test_a_keyboard_alone_can_be_changed(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "x")
    await bot.edit_message_reply_markup(ada.id, sent.message_id, reply_markup=KEYBOARD)
    assert ada.buttons == ("Yes",)
    assert ada.last.edited is None


async def test_only_own_messages_that_exist_can_be_edited(bot: telegram.Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", ada.id, 1)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", ada.id, ada.messages[0].id)
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await bot.edit_message_text("x", ada.id)


async def test_a_file_has_a_caption_and_no_text(bot: telegram.Bot, ada: Person) -> None:
    document = await bot.send_document(ada.id, b"abc", caption="old", filename="a.txt")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", ada.id, document.message_id)
    await bot.edit_message_caption(ada.id, document.message_id, caption="new")
    assert ada.last.text == "new"
    text = await bot.send_message(ada.id, "x")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(ada.id, text.message_id, caption="x")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.edit_message_caption(ada.id, document.message_id, caption="x" * 1025)


async def test_a_file_can_be_exchanged(bot: telegram.Bot, ada: Person) -> None:
    document = await bot.send_document(ada.id, b"abc", filename="a.txt")
    media = InputMediaDocument(b"def", caption="<b>b</b>", parse_mode="HTML", filename="b.txt")
    await bot.edit_message_media(media, ada.id, document.message_id)
    assert ada.last.file is not None
    assert (ada.last.file.content, ada.last.file.name, ada.last.html) == (b"def", "b.txt", "<b>b</b>")
