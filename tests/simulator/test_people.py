import asyncio

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest

from bot.simulator import NoSuchButton, NotSeen, Person, Simulator, Toast
from tests.simulator.conftest import Call
from tests.simulator.test_files import picture


def keyboard(**data_by_label: str) -> InlineKeyboardMarkup:
    buttons = [InlineKeyboardButton(label, callback_data=data) for label, data in data_by_label.items()]
    return InlineKeyboardMarkup([[button] for button in buttons])


async def newest_update(bot: telegram.Bot) -> telegram.Update:
    return (await bot.get_updates(offset=-1))[0]


async def test_a_command_comes_with_its_entity_and_its_sender(bot: telegram.Bot, simulator: Simulator) -> None:
    ben = simulator.person(8, first_name="Ben", username="ben", language_code="es")
    await ben.sends("/start ifs")
    update = await newest_update(bot)
    assert update.message is not None
    assert update.effective_user is not None
    assert (update.message.text, update.message.chat_id) == ("/start ifs", 8)
    assert update.message.parse_entities(["bot_command"]) == {update.message.entities[0]: "/start"}
    user = update.effective_user
    assert (user.first_name, user.username, user.language_code) == ("Ben", "ben", "es")


async def test_links_and_addresses_in_typed_text_are_noticed(bot: telegram.Bot, ada: Person) -> None:
    await ada.sends("\N{BABY} see https://example.org and mail ada@example.org")
    message = (await newest_update(bot)).effective_message
    assert message is not None
    assert list(message.parse_entities().values()) == ["https://example.org", "ada@example.org"]


async def test_a_tap_finds_the_newest_button_by_a_part_of_its_label(bot: telegram.Bot, ada: Person) -> None:
    old = await bot.send_message(ada.id, "old", reply_markup=keyboard(Continue="old"))
    new = await bot.send_message(ada.id, "new", reply_markup=keyboard(Continue="new"))
    await ada.taps("contin")
    query = (await newest_update(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id, query.from_user.id) == ("new", new.message_id, ada.id)
    await ada.taps("Continue", message=old.message_id)
    query = (await newest_update(bot)).callback_query
    assert query is not None
    assert query.data == "old"


async def test_a_whole_label_wins_over_a_part_of_another(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=keyboard(**{"10": "ten", "1": "one"}))
    update = await ada.taps("1")
    assert update.payload["data"] == "one"


async def test_a_button_that_is_not_there_is_told_with_those_that_are(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=keyboard(Yes="y", No="n"))
    with pytest.raises(NoSuchButton, match="no button 'Maybe'; there is 'Yes', 'No'"):
        await ada.taps("Maybe")
    await bot.send_message(ada.id, "x", reply_markup=keyboard(Yesterday="y", Yes2="n"))
    with pytest.raises(NoSuchButton, match="'yes' fits more than one of 'Yesterday', 'Yes2'"):
        await ada.taps("yes")


async def test_a_link_cannot_be_tapped(bot: telegram.Bot, ada: Person) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Open", url="https://example.org")]])
    await bot.send_message(ada.id, "x", reply_markup=link)
    with pytest.raises(NoSuchButton, match="'Open' makes no callback"):
        await ada.taps("Open")


async def test_a_choice_of_a_reply_keyboard_is_sent_as_text(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=ReplyKeyboardMarkup([["Yes", "No"]]))
    await ada.taps("No")
    assert ada.messages[-1].text == "No"


async def test_the_answer_to_a_tap_is_a_toast(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=keyboard(Yes="y"))
    query_id = (await ada.taps("Yes")).payload["id"]
    await bot.answer_callback_query(query_id, "Saved", show_alert=True)
    assert ada.toasts == (Toast("Saved", alert=True),)
    assert (await ada.waits_for_toast("Sav")).text == "Saved"
    await ada.taps("Yes")
    with pytest.raises(NotSeen, match=r"waited 0\.05 s for a toast"):
        await ada.waits_for_toast(timeout=0.05)
    with pytest.raises(NoSuchButton, match="message 1 is not there any more"):
        await ada.taps("Yes", message=1)


async def test_a_callback_is_answered_once(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=keyboard(Yes="y"))
    query_id = (await ada.taps("Yes")).payload["id"]
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query_id, "x" * 201)
    await bot.answer_callback_query(query_id)
    for unknown in (query_id, "1"):
        with pytest.raises(BadRequest) as caught:
            await bot.answer_callback_query(unknown)
        assert caught.value.message == "Query is too old and response timeout expired or query id is invalid"


async def test_any_callback_data_can_be_forged(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "x")
    await ada.forges("evil")
    query = (await newest_update(bot)).callback_query
    assert query is not None
    assert query.data == "evil"
    assert isinstance(query.message, telegram.Message)
    await bot.delete_message(ada.id, sent.message_id)
    await ada.forges("evil", message=sent.message_id)
    query = (await newest_update(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_waiting_ends_with_the_message_sent_or_edited_since_the_last_act(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "Hello")
    assert (await ada.waits_for("Hel")).id == sent.message_id
    await ada.sends("again")
    with pytest.raises(NotSeen, match=r"waited 0\.05 s for 'Hello' and saw"):
        await ada.waits_for("Hello", timeout=0.05)
    assert (await ada.waits_for("Hello", ever=True)).id == sent.message_id
    waiting = asyncio.create_task(ada.waits_for("Hello"))
    await bot.edit_message_text("Hello again", ada.id, sent.message_id)
    assert (await waiting).text == "Hello again"


async def test_blocking_and_unblocking_are_told_to_the_bot(bot: telegram.Bot, ada: Person) -> None:
    await ada.blocks()
    change = (await newest_update(bot)).my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(RuntimeError, match="cannot write: blocked"):
        await ada.sends("x")
    await ada.unblocks()
    change = (await newest_update(bot)).my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "member"


async def test_an_own_message_can_be_edited(bot: telegram.Bot, ada: Person) -> None:
    await ada.edits(ada.messages[0], "/start anew")
    update = await newest_update(bot)
    assert update.edited_message is not None
    assert update.edited_message.text == "/start anew"


async def test_nothing_from_the_bot_is_told_plainly(ada: Person) -> None:
    assert (ada.buttons, ada.sees("x")) == ((), False)
    with pytest.raises(NotSeen, match="has no message from the bot"):
        _ = ada.last


async def test_hundreds_of_people_talk_at_once(simulator: Simulator, call: Call) -> None:
    people = [simulator.person(number) for number in range(1, 301)]
    waiting = [asyncio.create_task(person.waits_for("Hello")) for person in people]
    await asyncio.gather(*(person.sends(f"I am {person.id}") for person in people))
    offset = 0
    while updates := (await call("getUpdates", offset=offset))["result"]:
        offset = updates[-1]["update_id"] + 1
        await asyncio.gather(
            *(call("sendMessage", chat_id=one["message"]["chat"]["id"], text="Hello") for one in updates)
        )
    assert [message.chat_id for message in await asyncio.gather(*waiting)] == [person.id for person in people]


async def test_a_formatted_text_comes_with_its_entities(bot: telegram.Bot, ada: Person) -> None:
    await ada.sends_formatted("Join <b>us <i>all</i></b>")
    message = (await newest_update(bot)).message
    assert message is not None
    assert (message.text, message.text_html) == ("Join us all", "Join <b>us <i>all</i></b>")


async def test_an_album_comes_in_pieces_with_one_id(bot: telegram.Bot, ada: Person) -> None:
    await ada.sends_album([b"one", b"two"], kind="document", caption="Both")
    messages = [update.message for update in await bot.get_updates() if update.message is not None][-2:]
    assert messages[0].media_group_id == messages[1].media_group_id is not None
    assert [message.caption for message in messages] == ["Both", None]


async def test_a_forwarded_message_tells_where_it_came_from(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "<b>News</b>", parse_mode="HTML")
    await ada.forwards(ada.last)
    message = (await newest_update(bot)).message
    assert message is not None
    assert message.text_html == "<b>News</b>"
    assert message.forward_origin is not None


async def test_a_video_is_sent_again_by_its_id(bot: telegram.Bot, ada: Person) -> None:
    await ada.sends_video(b"moving", caption="Look")
    message = (await newest_update(bot)).message
    assert message is not None
    assert message.video is not None
    sent = await bot.send_video(ada.id, message.video.file_id, caption="Again")
    assert (sent.video, ada.last.text) == (message.video, "Again")


async def test_an_album_of_documents_takes_no_photo(bot: telegram.Bot, ada: Person) -> None:
    document, photo = telegram.InputMediaDocument(b"one", filename="one.pdf"), telegram.InputMediaPhoto(picture())
    with pytest.raises(BadRequest, match="can't be mixed"):
        await bot.send_media_group(ada.id, (document, photo))


async def test_files_can_be_replies_too(bot: telegram.Bot, ada: Person) -> None:
    question = await bot.send_message(ada.id, "Which one?")
    to = ada.chat.messages[question.message_id]
    for sent in (await ada.sends_document(b"%PDF-1", reply_to=to), await ada.sends_photo(picture(), reply_to=to)):
        assert sent.payload["reply_to_message"]["message_id"] == question.message_id
