"""Questions in the private chats of the staff."""

import pytest

from bot.simulator import Person
from tests.end_to_end.interview import interviewed
from tests.end_to_end.waiting import until, until_idle
from tests.inbox.office import PICTURE, Office, asked

pytestmark = pytest.mark.usefixtures("private")


async def test_the_banner_warns_of_family_details_and_names_the_crisis_line(anna: Person) -> None:
    await anna.sends("/coordinator")
    shown = await anna.waits_for("Talk to the coordinator")
    assert "no details about families or children" in shown.text
    assert "988" in shown.text
    assert "911" in shown.text


async def test_a_question_goes_out_with_the_summary_that_was_shown(
    private: Office, anna: Person, owner: Person
) -> None:
    await interviewed(anna)
    await anna.taps("Talk to my coordinator")
    shown = await anna.waits_for("Talk to the coordinator")
    assert "Fits best today: Infant Family Specialist (IFS)." in shown.text
    assert "0.5 hours to go" in shown.text
    await anna.sends("Is half an hour <enough>?")
    check = await anna.waits_for("Your question")
    assert "Is half an hour <enough>?" in check.text
    assert not any("enough" in message.text for message in owner.messages)
    await anna.taps("Send with my summary")
    await anna.waits_for("Sent.")
    card = await owner.waits_for("Annabel · 1", ever=True)
    question = await owner.waits_for("<enough>", ever=True)
    assert (await private.inquiry(anna)).summary in check.text
    assert question.text == "Annabel · 1: Is half an hour <enough>?"
    assert question.buttons[0].label.split(" · ") == ["Answer", "Annabel", "1"]
    assert any("Fits best today" in message.text for message in owner.messages)
    assert "Annabel" in card.text


async def test_without_the_summary_nothing_of_the_case_goes_out(private: Office, anna: Person, owner: Person) -> None:
    await interviewed(anna)
    await asked(anna, "May I ask something?", "Send without it")
    await owner.waits_for("May I ask something?", ever=True)
    assert not any("Fits best" in message.text for message in owner.messages)
    assert (await private.inquiry(anna)).summary == ""


async def test_back_sends_nothing(private: Office, anna: Person) -> None:
    await anna.sends("/coordinator")
    await anna.waits_for("Talk to the coordinator")
    await anna.sends("Never mind")
    await anna.waits_for("Your question")
    await anna.taps("Back")
    await anna.waits_for("Talk to the coordinator")
    assert await private.inquiries(anna) == []


async def test_a_reply_comes_back_under_the_name_of_the_association(anna: Person, owner: Person) -> None:
    await asked(anna, "How long does it take?")
    question = await owner.waits_for("How long", ever=True)
    await owner.sends("About six weeks.", reply_to=question)
    answer = await anna.waits_for("six weeks")
    assert answer.text == "INfancy Onward: About six weeks."
    assert "Olu" not in "".join(message.text for message in anna.messages)


async def test_the_bot_keeps_quiet_while_a_person_answers(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    before = sum(message.from_bot for message in anna.messages)
    await anna.sends("help, or menu, or whatever")
    await owner.waits_for("whatever", ever=True)
    await anna.sends_photo(PICTURE.read_bytes(), caption="my certificate")
    photo = await owner.waits_for("my certificate", ever=True)
    assert photo.file is not None
    assert sum(message.from_bot for message in anna.messages) == before
    await anna.sends("/menu")
    await anna.waits_for("What would you like to do?")


async def test_an_answer_waits_with_a_button_for_somebody_who_is_elsewhere(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await anna.sends("/menu")
    await anna.waits_for("What would you like to do?")
    await owner.sends("Yes?", reply_to=await owner.waits_for("First", ever=True))
    answer = await anna.waits_for("Yes?")
    await anna.taps("Answer", message=answer)
    await anna.waits_for("You are talking with")
    assert anna.chat.messages[answer.id].text == "INfancy Onward: Yes?"
    await anna.sends("I am here")
    await owner.waits_for("I am here", ever=True)


async def test_a_reply_of_the_person_is_passed_on_from_anywhere(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await owner.sends("Which county?", reply_to=await owner.waits_for("First", ever=True))
    answer = await anna.waits_for("Which county?")
    await anna.sends("/menu")
    await anna.waits_for("What would you like to do?")
    await anna.sends("Marion", reply_to=answer)
    await owner.waits_for("Marion", ever=True)


async def test_files_go_both_ways(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await owner.taps("Answer · Annabel")
    await owner.waits_for("Write to Annabel")
    await owner.sends_document(b"%PDF-1.4 form", "form.pdf", caption="the form")
    form = await anna.waits_for("the form")
    assert form.text == "INfancy Onward: the form"
    assert form.file is not None
    assert form.file.name == "form.pdf"


async def test_edits_are_mirrored_both_ways(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await anna.sends("I have 20 hours")
    mine = next(message for message in anna.messages if message.text == "I have 20 hours")
    await owner.waits_for("20 hours", ever=True)
    await anna.edits(mine, "I have 30 hours")
    there = await owner.waits_for("30 hours", ever=True)
    assert not any("20 hours" in message.text for message in owner.messages)
    await owner.sends("Then 24 is enough", reply_to=there)
    await anna.waits_for("24 is enough")
    written = next(message for message in owner.messages if message.text == "Then 24 is enough")
    await owner.edits(written, "Then 30 is enough")
    await anna.waits_for("INfancy Onward: Then 30 is enough")
    assert not any("24 is enough" in message.text for message in anna.messages)
    await owner.edits(written, "x" * 4096)
    await owner.waits_for("Your change is 16 characters too long", ever=True)
    await anna.waits_for("INfancy Onward: Then 30 is enough")


async def test_a_question_may_be_as_long_as_telegram_takes_it(private: Office, anna: Person, owner: Person) -> None:
    question = "\N{BABY}" * 2048
    await asked(anna, question)
    await owner.waits_for(question, ever=True)
    assert (await private.inquiry(anna)).is_open


async def test_a_note_may_be_as_long_as_telegram_takes_it(private: Office, anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    there = await owner.waits_for("First", ever=True)
    await owner.sends("// short", reply_to=there)
    await owner.waits_for("Kept as a note", ever=True)
    written = next(message for message in owner.messages if message.text == "// short")
    await owner.edits(written, "// " + "x" * 4093)

    async def changed() -> bool:
        return any(len(row.content.get("html", "")) > 4000 for row in await private.relays(anna))

    await until(changed)


async def test_a_draft_that_is_edited_is_sent_as_it_is_then(anna: Person, owner: Person) -> None:
    await anna.sends("/coordinator")
    await anna.waits_for("Talk to the coordinator")
    await anna.sends("Frist")
    await anna.waits_for("Your question")
    await anna.edits(next(one for one in anna.messages if one.text == "Frist"), "First")
    await anna.taps("Send")
    await anna.waits_for("Sent.")
    await owner.waits_for("First", ever=True)


async def test_a_note_is_kept_and_sent_to_nobody(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    question = await owner.waits_for("First", ever=True)
    await owner.sends("// call her on Monday", reply_to=question)
    await owner.waits_for("Kept as a note")
    await owner.sends("Note: and bring the form", reply_to=question)
    await owner.waits_for("Kept as a note")
    await until_idle(anna)
    assert not any("Monday" in message.text or "form" in message.text for message in anna.messages)
    await owner.forges("go.o_case.1")
    shown = await owner.waits_for("call her on Monday")
    assert "note:" in shown.text


async def test_whoever_takes_a_question_gets_what_comes_next_and_the_others_see_who(
    private: Office, anna: Person, owner: Person, cora: Person
) -> None:
    await private.hires(cora)
    await asked(anna, "First")
    await cora.waits_for("First", ever=True)
    await owner.waits_for("First", ever=True)
    await cora.taps("Mine")
    await cora.waits_for("It is yours now")
    await owner.waits_for("Cora answers", ever=True)
    await anna.sends("Second")
    await cora.waits_for("Second", ever=True)
    assert not any("Second" in message.text for message in owner.messages)
    await cora.sends("/inbox")
    await cora.waits_for("Open questions")
    await cora.taps("Mine", message=cora.last)
    shown = await cora.waits_for("Questions you have taken")
    assert any("Annabel · 1" in button.label for button in shown.buttons)


async def test_a_closed_question_is_told_listed_and_opened_again(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    question = await owner.waits_for("First", ever=True)
    await owner.forges("do.o_close.1")
    await owner.waits_for("Closed.")
    await anna.waits_for("has closed your question")
    await owner.sends("One more thing", reply_to=question)
    await owner.waits_for("Open it again first")
    await owner.sends("/inbox")
    await owner.waits_for("None at the moment")
    await owner.taps("Closed")
    await owner.waits_for("Closed questions")
    await owner.taps("Annabel · 1")
    await owner.waits_for("Closed on")
    await owner.taps("Open again", message=owner.last)
    await owner.waits_for("Open again.")
    await owner.sends("One more thing", reply_to=question)
    await anna.waits_for("One more thing")


async def test_the_person_may_settle_it_and_ask_anew(private: Office, anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await anna.taps("My question is settled")
    await anna.waits_for("If there is more")
    assert not (await private.inquiry(anna)).is_open
    await asked(anna, "Second")
    await owner.waits_for("Annabel · 2: Second", ever=True)


async def test_a_canned_answer_is_written_once_and_sent_with_a_tap(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await owner.sends("/inbox")
    await owner.waits_for("Open questions")
    await owner.taps("Canned answers", message=owner.last)
    await owner.waits_for("None yet")
    await owner.taps("New one")
    await owner.waits_for("A new canned answer")
    await owner.sends("only a title")
    await owner.waits_for("needs a title")
    await owner.sends("Where to apply\nIn EASy, <here>.")
    await owner.waits_for("Where to apply")
    await owner.forges("go.o_canned.1")
    await owner.waits_for("Where to apply")
    await owner.taps("Where to apply")
    await owner.waits_for("On its way")
    await anna.waits_for("INfancy Onward: In EASy, <here>.")
    await owner.forges("do.o_uncan.1")
    await owner.waits_for("None yet")


async def test_somebody_who_has_blocked_the_bot_is_reported_at_once(
    private: Office, anna: Person, owner: Person
) -> None:
    await asked(anna, "First")
    question = await owner.waits_for("First", ever=True)
    anna.chat.standing = "blocked"
    await owner.sends("Hello?", reply_to=question)
    await owner.waits_for("Annabel · 1 has blocked the bot")
    row = await private.running.row(anna)
    assert row is not None
    assert row.reachable == "blocked"


async def test_the_staff_may_write_first(anna: Person, owner: Person) -> None:
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await owner.forges(f"go.o_write.{anna.id}")
    await owner.waits_for("Write to Annabel")
    await owner.sends("Your deadline is near.")
    await owner.waits_for("On its way")
    await anna.waits_for("INfancy Onward: Your deadline is near.")
    await anna.taps("Answer")
    await anna.waits_for("You are talking with")
    await anna.sends("I know")
    await owner.waits_for("I know", ever=True)


async def test_what_is_too_long_with_the_name_is_not_sent(anna: Person, owner: Person) -> None:
    await asked(anna, "First")
    await owner.sends("x" * 4090, reply_to=await owner.waits_for("First", ever=True))
    await owner.waits_for("characters too long")
    assert not any("xxx" in message.text for message in anna.messages)


async def test_where_nobody_can_be_reached_the_e_mail_is_told(anna: Person, owner: Person) -> None:
    await owner.blocks()
    await anna.sends("/coordinator")
    await anna.waits_for("Talk to the coordinator")
    await anna.sends("Anybody?")
    await anna.waits_for("Your question")
    await anna.taps("Send")
    await anna.waits_for("I could not reach anybody")


async def test_nobody_but_the_staff_can_do_what_the_staff_do(
    private: Office, anna: Person, ben: Person, owner: Person, cora: Person
) -> None:
    await asked(anna, "First")
    await owner.waits_for("First", ever=True)
    await private.hires(cora)
    await private.dismisses(cora)
    await ben.sends("/start")
    await ben.waits_for("Hello")
    for stranger in (ben, cora):
        for data in (
            "do.o_mine.1", "do.o_close.1", "do.o_say.1.1", "do.o_again.1", "go.o_case.1", "go.o_answer.1", "go.o_inbox",
            "go.o_canned", "go.o_canned_new", "go.o_write.7", "do.o_done.1", "do.o_uncan.1",
        ):  # fmt: skip
            await stranger.forges(data)
            await until_idle(stranger)
        await stranger.sends("/inbox")
        await stranger.sends("/start inbox-open")
        await until_idle(stranger)
        seen = " ".join(message.text for message in stranger.messages if message.from_bot)
        assert "First" not in seen
        assert "Annabel" not in seen
    inquiry = await private.inquiry(anna)
    assert (inquiry.is_open, inquiry.holder) == (True, None)


async def test_everything_goes_with_the_person_and_is_in_their_file(
    private: Office, anna: Person, owner: Person
) -> None:
    await asked(anna, "Exported?")
    await owner.sends("// kept among us", reply_to=await owner.waits_for("Exported?", ever=True))
    await owner.waits_for("Kept as a note")
    await anna.sends("/export")
    file = (await anna.waits_for("Everything I have stored")).file
    assert file is not None
    assert b"Exported?" in file.content
    assert b"kept among us" not in file.content
    await anna.sends("/delete")
    await anna.waits_for("")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("")

    async def gone() -> bool:
        return await private.inquiries(anna) == []

    await until(gone)
