"""Questions in a forum group, a topic for each person."""

import pytest

from bot.simulator import Group, Message, Person, Refuse, Simulator
from tests.end_to_end.waiting import until, until_idle
from tests.inbox.office import PICTURE, Office, asked

pytestmark = pytest.mark.usefixtures("forum")


async def asked_there(person: Person, group: Group) -> Message:
    """Their first question, once it has come to the group."""
    await asked(person, "First")
    return await group.waits_for("First")


async def thread_of(office: Office, person: Person) -> int:
    """The topic of their newest question, once it has one."""

    async def there() -> bool:
        return (await office.inquiry(person)).thread_id is not None

    await until(there)
    return (await office.inquiry(person)).thread_id or 0


async def test_a_question_makes_a_topic_named_after_who_asks(
    forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked(anna, "How long does it take?")
    await group.waits_for("How long")
    thread = await thread_of(forum, anna)
    assert group.chat.topics[thread].name == "Annabel · 1"
    card, question = [message for message in group.in_topic(thread) if message.from_bot and message.text]
    assert "Nobody has taken it yet" in card.text
    assert question.text == "How long does it take?"
    assert [button.label for button in card.buttons] == ["Mine", "Close", "Canned answers", "Open case list"]
    assert card.buttons[-1].url == "https://t.me/endorse_bot?start=inbox-open"
    await owner.sends("Six weeks", group=group, thread=thread)
    assert (await anna.waits_for("Six weeks")).text == "INfancy Onward: Six weeks"
    await group.waits_for("Olu answers")
    await anna.sends("Thank you")
    await group.waits_for("Thank you")


async def test_the_list_opens_by_the_link_in_the_group(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await owner.sends("/start inbox-open")
    await owner.waits_for("Open questions")


async def test_somebody_with_a_very_long_name_gets_a_topic_too(
    telegram: Simulator, forum: Office, group: Group
) -> None:
    long = telegram.person(11, first_name="🌻" * 64)
    await asked_there(long, group)
    assert len(group.chat.topics[await thread_of(forum, long)].name) <= 128


async def test_edits_files_and_notes_in_the_group(forum: Office, anna: Person, owner: Person, group: Group) -> None:
    await asked_there(anna, group)
    thread = await thread_of(forum, anna)
    await owner.sends("// not for her", group=group, thread=thread)
    await group.waits_for("Kept as a note")
    await owner.sends_photo(PICTURE.read_bytes(), caption="Look", group=group, thread=thread)
    photo = await anna.waits_for("INfancy Onward: Look")
    assert photo.file is not None
    mine = next(message for message in group.messages if message.text == "Look")
    await owner.edits(mine, "Look here")
    await anna.waits_for("INfancy Onward: Look here")
    await owner.edits(mine, "// Look away")
    await group.waits_for("cannot be made a note any more")
    await owner.edits(mine, "Look " + "here " * 210)
    told = await group.waits_for("what was sent stays as it was")
    assert told.text.startswith("Your change is 47 characters too long")
    await until_idle(anna)
    assert not any("not for her" in one.text or "away" in one.text for one in anna.messages)


async def test_a_deleted_topic_is_made_anew_and_the_message_sent_again(
    forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked_there(anna, group)
    before = await thread_of(forum, anna)
    group.deletes_topic(before)
    await anna.sends("Second")
    await group.waits_for("Second")
    after = await thread_of(forum, anna)
    assert after != before
    told = [message.text for message in group.in_topic(after) if message.from_bot and message.text]
    assert len(told) == 2
    assert "Annabel · 1" in told[0]
    assert told[1] == "Second"
    await owner.sends("Here", group=group, thread=after)
    await anna.waits_for("Here")


async def test_a_topic_is_closed_and_opened_with_its_question(
    forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked_there(anna, group)
    thread = await thread_of(forum, anna)
    await owner.taps("Close", group=group)
    await anna.waits_for("has closed your question")

    async def is_closed() -> bool:
        return group.chat.topics[thread].closed

    await until(is_closed)
    await asked(anna, "Second")
    await group.waits_for("Second")
    assert not group.chat.topics[thread].closed
    assert group.chat.topics[thread].name == "Annabel · 2"
    assert await thread_of(forum, anna) == thread
    assert "Annabel · 2" in (await group.waits_for("Annabel · 2")).text


async def test_a_topic_that_was_closed_by_hand_opens_for_what_comes(forum: Office, anna: Person, group: Group) -> None:
    await asked_there(anna, group)
    group.chat.topics[await thread_of(forum, anna)].closed = True
    await anna.sends("Second")
    await group.waits_for("Second")


async def test_taken_opened_again_and_answered_with_a_tap_in_the_group(
    forum: Office, anna: Person, owner: Person, cora: Person, group: Group
) -> None:
    await forum.hires(cora)
    await asked(anna, "First")
    card = await group.waits_for("Annabel · 1")
    await cora.sends("/menu")
    await cora.taps("Mine", message=card, group=group)
    await group.waits_for("Cora answers")
    assert (await cora.waits_for_toast("yours")).text
    await owner.forges("go.o_canned_new")
    await owner.waits_for("A new canned answer")
    await owner.sends("Times\nMonday to Friday")
    await owner.waits_for("Times")
    await cora.taps("Canned answers", message=card.id, group=group)
    await group.waits_for("Monday to Friday")
    update = await cora.taps("Times", group=group)
    await anna.waits_for("INfancy Onward: Monday to Friday")
    await cora.repeats(update)
    await cora.taps("Close", message=card.id, group=group)
    await group.waits_for("Closed")
    await cora.taps("Open again", message=card.id, group=group)
    await cora.waits_for_toast("Open again")
    await until_idle(anna)
    assert sum("Monday to Friday" in message.text for message in anna.messages) == 1


async def test_what_is_written_in_a_private_chat_shows_in_the_topic(anna: Person, owner: Person, group: Group) -> None:
    await asked_there(anna, group)
    await owner.forges("go.o_answer.1")
    await owner.waits_for("Write to Annabel")
    await owner.sends("From my phone")
    await anna.waits_for("From my phone")
    assert (await group.waits_for("From my phone")).text == "Olu: From my phone"


async def test_strangers_in_the_group_do_nothing(
    forum: Office, anna: Person, ben: Person, cora: Person, group: Group
) -> None:
    await forum.hires(cora)
    await forum.dismisses(cora)
    question = await asked_there(anna, group)
    thread = await thread_of(forum, anna)
    card = await group.waits_for("Annabel · 1")
    await ben.sends("/start")
    await ben.waits_for("Hello")
    for stranger in (ben, cora):
        await stranger.sends("I am the coordinator", group=group, thread=thread, reply_to=question)
        mine = group.messages[-1]
        await stranger.edits(mine, "I am the coordinator!")
        await stranger.taps("Mine", message=card, group=group)
        for data in ("do.o_close.1", "do.o_say.1.1", "do.o_again.1", "go.o_canned.1", "do.o_done.1", "x", "do", ""):
            await stranger.forges(data, message=card, group=group)
        await until_idle(stranger)
    await until_idle(anna)
    assert not any("coordinator" in one.text for one in anna.messages if one.text.startswith("INfancy"))
    inquiry = await forum.inquiry(anna)
    assert (inquiry.is_open, inquiry.holder) == (True, None)


async def test_commands_and_what_is_no_question_of_the_group_are_ignored(
    forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked_there(anna, group)
    thread = await thread_of(forum, anna)
    card = await group.waits_for("Annabel · 1")
    await owner.sends("/help", group=group, thread=thread)
    await owner.sends("beside any topic", group=group)
    await owner.forges("do.o_close.99", message=card, group=group)
    await owner.forges("do.o_close.one", message=card, group=group)
    await until_idle(owner)
    await until_idle(anna)
    assert not any("/help" in one.text or "beside" in one.text for one in anna.messages)
    assert (await forum.inquiry(anna)).is_open


async def test_another_group_is_ignored(
    telegram: Simulator, forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked_there(anna, group)
    thread = await thread_of(forum, anna)
    other = telegram.group(-2002, title="Others", forum=True)
    other.chat.topics[thread] = group.chat.topics[thread]
    await owner.sends("Wrong door", group=other, thread=thread)
    await owner.forges("do.o_close.1", message=1, group=other)
    await until_idle(owner)
    assert (await forum.inquiry(anna)).is_open
    assert not anna.sees("Wrong door")


async def test_an_update_that_comes_again_is_relayed_once(
    forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked_there(anna, group)
    update = await owner.sends("Once", group=group, thread=await thread_of(forum, anna))
    await anna.waits_for("Once")
    await owner.repeats(update)
    await until_idle(owner)
    await until_idle(anna)
    assert sum("Once" in message.text for message in anna.messages) == 1


async def test_somebody_who_has_blocked_the_bot_is_reported_in_the_topic(
    forum: Office, anna: Person, owner: Person, group: Group
) -> None:
    await asked_there(anna, group)
    thread = await thread_of(forum, anna)
    anna.chat.standing = "blocked"
    await owner.sends("Hello?", group=group, thread=thread)
    told = await group.waits_for("has blocked the bot")
    assert told.thread_id == thread


async def test_an_owner_is_told_if_the_group_cannot_be_used(telegram: Simulator, anna: Person, owner: Person) -> None:
    telegram.faults.order(Refuse(400, "Bad Request: not enough rights to create a topic"), method="createForumTopic")
    await asked(anna, "First")
    await owner.waits_for("INBOX_CHAT", ever=True)
    await anna.waits_for("I could not reach anybody", ever=True)
    await owner.sends("/inbox")
    await owner.waits_for("Open questions")
    await owner.taps("Annabel · 1")
    await owner.waits_for("This did not arrive")
    await owner.taps("Send again")
    await owner.waits_for("On its way once more")
