from datetime import timedelta

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden

from bot.simulator import Person, Simulator
from tests.simulator.conftest import Call, Clock

LONGEST = "x" * 4096


async def test_a_message_arrives_with_its_entities(bot: telegram.Bot, ada: Person, clock: Clock) -> None:
    sent = await bot.send_message(ada.id, "<b>Hello</b> Ada", parse_mode="HTML")
    assert (sent.text, sent.entities[0].type, sent.date) == ("Hello Ada", "bold", clock.at)
    assert (ada.last.text, ada.last.html, ada.last.id) == ("Hello Ada", "<b>Hello</b> Ada", sent.message_id)


async def test_white_space_around_a_text_is_taken_off(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "\n <b> x </b> \n", parse_mode="HTML")
    assert (sent.text, sent.entities[0].offset, sent.entities[0].length) == ("x", 0, 1)


async def test_message_ids_grow_within_a_chat(bot: telegram.Bot, ada: Person) -> None:
    ids = [(await bot.send_message(ada.id, "x")).message_id for _ in range(3)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (LONGEST + "x", "Message is too long"),
        ("\N{BABY}" * 2049, "Message is too long"),  # 4098 UTF-16 units
        ("<b> </b>", "Message text is empty"),
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_a_bad_text_is_refused(bot: telegram.Bot, ada: Person, text: str, refusal: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(ada.id, text, parse_mode="HTML")
    assert caught.value.message.lower() == refusal.lower()


@pytest.mark.parametrize("text", [LONGEST, "\N{BABY}" * 2048, f"<b>{LONGEST}</b>", "&amp;" * 4096])
async def test_length_is_counted_after_parsing(bot: telegram.Bot, ada: Person, text: str) -> None:
    await bot.send_message(ada.id, text, parse_mode="HTML")
    assert len(ada.messages) == 2


def _keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data="x")] for label in labels])


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),  # 66 bytes
        (
            {"text": "x", "callback_data": ""},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": "x", "url": "http://localhost/"},
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "ftp://example.org"},
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
        ),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
async def test_a_bad_button_is_refused(call: Call, ada: Person, button: dict[str, object], refusal: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    reply = await call("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    assert reply == {"ok": False, "error_code": 400, "description": f"Bad Request: {refusal}"}


async def test_callback_data_of_64_bytes_is_taken(bot: telegram.Bot, ada: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="é" * 32)]])
    await bot.send_message(ada.id, "x", reply_markup=keyboard)
    assert ada.last.buttons[0].data == "é" * 32


async def test_a_hundred_buttons_are_taken_and_one_more_is_not(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=_keyboard(*map(str, range(100))))
    assert len(ada.buttons) == 100
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(ada.id, "x", reply_markup=_keyboard(*map(str, range(101))))


async def test_of_a_row_only_eight_buttons_are_shown(bot: telegram.Bot, ada: Person) -> None:
    row = [InlineKeyboardButton(str(number), callback_data="x") for number in range(9)]
    await bot.send_message(ada.id, "x", reply_markup=InlineKeyboardMarkup([row]))
    assert ada.buttons == tuple("01234567")


async def test_a_chat_that_nobody_opened_is_not_found(bot: telegram.Bot, simulator: Simulator) -> None:
    simulator.person(8)
    for chat_id in (8, 9, "@nobody"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat_id, "x")


async def test_a_person_who_blocked_the_bot_is_out_of_reach_until_they_unblock(bot: telegram.Bot, ada: Person) -> None:
    await ada.blocks()
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(ada.id, "x")
    await ada.unblocks()
    await bot.send_message(ada.id, "x")


async def test_a_deleted_account_is_out_of_reach(bot: telegram.Bot, ada: Person) -> None:
    await ada.deletes_account()
    with pytest.raises(Forbidden, match="Forbidden: user is deactivated"):
        await bot.send_message(ada.id, "x")


async def test_a_reply_names_its_message(bot: telegram.Bot, ada: Person) -> None:
    first = await bot.send_message(ada.id, "first")
    second = await bot.send_message(ada.id, "second", reply_parameters=ReplyParameters(first.message_id))
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "first"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ada.id, "x", reply_parameters=ReplyParameters(1))
    lenient = ReplyParameters(1, allow_sending_without_reply=True)
    assert (await bot.send_message(ada.id, "x", reply_parameters=lenient)).reply_to_message is None


async def test_unknown_parameters_are_passed_over(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", api_kwargs={"from_the_future": True})
    assert ada.sees("x")


async def test_a_message_may_be_deleted_for_48_hours(bot: telegram.Bot, ada: Person, clock: Clock) -> None:
    sent = await bot.send_message(ada.id, "x")
    other = await bot.send_message(ada.id, "y")
    clock.passes(timedelta(hours=47, minutes=59))
    assert await bot.delete_message(ada.id, sent.message_id)
    assert not ada.sees("x")
    clock.passes(timedelta(minutes=1))
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(ada.id, other.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ada.id, sent.message_id)


async def test_many_messages_are_deleted_at_once(bot: telegram.Bot, ada: Person) -> None:
    ids = [(await bot.send_message(ada.id, "x")).message_id for _ in range(3)]
    assert await bot.delete_messages(ada.id, [*ids, 1])
    assert not ada.sees("x")
    with pytest.raises(BadRequest, match="Too many message identifiers specified"):
        await bot.delete_messages(ada.id, list(range(1, 102)))


async def test_messages_are_copied_and_forwarded(bot: telegram.Bot, simulator: Simulator, ada: Person) -> None:
    ben = simulator.person(8)
    await ben.sends("/start")
    sent = await bot.send_message(ada.id, "<b>x</b>", parse_mode="HTML")
    await bot.copy_message(ben.id, ada.id, sent.message_id)
    assert ben.last.html == "<b>x</b>"
    forwarded = await bot.forward_message(ben.id, ada.id, sent.message_id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    assert len(await bot.copy_messages(ben.id, ada.id, [sent.message_id])) == 1
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(ben.id, ada.id, 1)
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await bot.forward_message(ben.id, ada.id, 1)
