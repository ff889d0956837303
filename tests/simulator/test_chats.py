import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.simulator import Person, Simulator


async def test_a_chat_shows_its_card_and_its_newest_pin(bot: telegram.Bot, ada: Person) -> None:
    first = await bot.send_message(ada.id, "first")
    second = await bot.send_message(ada.id, "second")
    await bot.pin_chat_message(ada.id, first.message_id)
    await bot.pin_chat_message(ada.id, second.message_id)
    chat = await bot.get_chat(ada.id)
    assert (chat.type, chat.first_name) == ("private", "Ada")
    assert chat.pinned_message is not None
    assert chat.pinned_message.text == "second"
    await bot.unpin_chat_message(ada.id)
    await bot.unpin_chat_message(ada.id, first.message_id)
    assert (await bot.get_chat(ada.id)).pinned_message is None
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await bot.pin_chat_message(ada.id, 1)


async def test_members_of_a_chat_are_known(bot: telegram.Bot, ada: Person) -> None:
    assert (await bot.get_chat_member(ada.id, ada.id)).user.first_name == "Ada"
    assert (await bot.get_chat_member(ada.id, bot.id)).status == "member"
    with pytest.raises(BadRequest, match="Member not found"):
        await bot.get_chat_member(ada.id, 99)


async def test_only_known_actions_can_be_shown(bot: telegram.Bot, ada: Person) -> None:
    assert await bot.send_chat_action(ada.id, "typing")
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(ada.id, "dancing")


async def test_a_forum_has_topics(bot: telegram.Bot, simulator: Simulator, ada: Person) -> None:
    inbox = simulator.group(-1001, title="Inbox", forum=True)
    topic = await bot.create_forum_topic(inbox.id, "Ada's question")
    await bot.send_message(inbox.id, "a question", message_thread_id=topic.message_thread_id)
    update = await ada.sends("an answer", group=inbox, thread=topic.message_thread_id)
    assert [message.text for message in inbox.in_topic(topic.message_thread_id)] == ["", "a question", "an answer"]
    assert update.payload["message_thread_id"] == topic.message_thread_id
    assert await bot.edit_forum_topic(inbox.id, topic.message_thread_id, name="Solved")
    await bot.close_forum_topic(inbox.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(inbox.id, "x", message_thread_id=topic.message_thread_id)
    await bot.reopen_forum_topic(inbox.id, topic.message_thread_id)
    await bot.delete_forum_topic(inbox.id, topic.message_thread_id)
    assert inbox.messages == ()
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(inbox.id, "x", message_thread_id=topic.message_thread_id)


async def test_a_button_in_a_group_is_tapped_by_a_member(bot: telegram.Bot, simulator: Simulator, ada: Person) -> None:
    inbox = simulator.group(-1001, title="Inbox", forum=True)
    take = InlineKeyboardMarkup([[InlineKeyboardButton("Take", callback_data="take")]])
    await bot.send_message(inbox.id, "a question", reply_markup=take)
    await ada.taps("Take", group=inbox)
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert (update.callback_query.message.chat.id, update.callback_query.from_user.id) == (inbox.id, ada.id)
    await update.callback_query.answer("Yours")
    assert (await ada.waits_for_toast()).text == "Yours"


async def test_a_plain_group_has_no_topics_and_may_remove_the_bot(bot: telegram.Bot, simulator: Simulator) -> None:
    group = simulator.group(-1002, title="Team")
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.create_forum_topic(group.id, "x")
    group.removes_bot()
    with pytest.raises(Forbidden, match="Forbidden: bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")


async def test_only_the_newest_messages_are_kept() -> None:
    async with Simulator(history=3) as simulator:
        person = simulator.person(7)
        for number in range(5):
            await person.sends(str(number))
        assert [message.text for message in person.messages] == ["2", "3", "4"]
