"""From a draft to the report and beyond, over Telegram."""

from datetime import datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.simulator import Person, Refuse, Simulator
from tests.announcements.walks import (
    announcement,
    checks,
    confirms,
    drafts,
    in_state,
    ledger,
    log,
    members,
    opens_report,
    schedules,
    sends,
)
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until
from tests.team.joining import hired


async def test_an_announcement_reaches_everybody_once_and_is_reported(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    await members(anna, ben)
    await drafts(writer, "RSC groups begin on Monday.")
    await writer.taps("Check and send")
    await writer.waits_for("3 people")
    await writer.taps("Send it to 3 people")
    await writer.waits_for("Confirmed")
    for one in (anna, ben):
        await one.waits_for("RSC groups begin", timeout=15)
    await in_state(bot, "finished")
    await writer.waits_for("is done", ever=True, timeout=15)
    await writer.sends("/announce")
    await writer.waits_for("Announcements")
    await writer.taps("RSC groups begin")
    report = await writer.waits_for("received it")
    assert "3 received it" in report.text
    assert [row.state for row in await ledger(bot)] == ["sent"] * 3
    assert [one.what for one in await log(bot) if one.what.startswith("announcement.")] == [
        "announcement.begun",
        "announcement.confirm",
        "announcement.start",
        "announcement.finish",
    ]


async def test_the_number_can_be_typed_and_must_be_the_right_one(bot: RunningBot, writer: Person, anna: Person) -> None:
    await members(anna)
    await drafts(writer, "News")
    await checks(writer)
    await writer.sends("7")
    await writer.waits_for("It goes to 2 people")
    assert (await announcement(bot)).state == "draft"
    await writer.sends("2")
    await writer.waits_for("Confirmed")
    await in_state(bot, "finished")


async def test_who_comes_between_the_count_and_the_confirmation_asks_for_a_new_look(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    await members(anna)
    await drafts(writer, "News")
    await checks(writer)
    await writer.waits_for("2 people")
    await members(ben)
    await writer.taps("Send it to 2 people")
    await writer.waits_for("It goes to 3 people")
    assert (await announcement(bot)).state == "draft"
    await writer.taps("Send it to 3 people")
    await writer.waits_for("Confirmed")
    await in_state(bot, "finished")


async def test_it_waits_for_its_moment_can_be_paused_before_it_and_goes_on(
    bot: RunningBot, writer: Person, anna: Person, clock: MovableClock
) -> None:
    await members(anna)
    await drafts(writer, "Later news")
    await writer.taps("When")
    await writer.waits_for("When shall it go out?")
    await writer.sends("yesterday 9:00")
    await writer.waits_for("could not read")
    await writer.sends("1/1/2020 9:00")
    await writer.waits_for("over already")
    await writer.sends("tomorrow 14:30")
    await writer.waits_for("2:30")
    await writer.taps("1 day")
    await writer.waits_for("after 24 hours")
    await checks(writer)
    await writer.taps("Send it to 2 people")
    await writer.waits_for("time of Indianapolis")
    row = await announcement(bot)
    assert (row.state, row.starts_at) == ("scheduled", datetime.fromisoformat("2026-11-22T19:30:00+00:00"))
    assert row.expires_at == datetime.fromisoformat("2026-11-23T19:30:00+00:00")
    await writer.forges("do.o_pause.1")
    await writer.waits_for("is paused")
    clock.advance(timedelta(days=1, hours=8))
    await writer.taps("Go on")
    await in_state(bot, "finished")
    await anna.waits_for("Later news", ever=True)


async def test_what_was_not_out_when_it_ended_stays_unsent(
    bot: RunningBot, writer: Person, anna: Person, clock: MovableClock
) -> None:
    await members(anna)
    await drafts(writer, "For today only")
    await schedules(writer)
    await writer.taps("6 hours")
    await writer.waits_for("after 6 hours")
    await confirms(writer)
    await writer.forges("do.o_pause.1")
    await writer.waits_for("is paused")
    clock.advance(timedelta(days=3))
    await writer.taps("Go on")
    await in_state(bot, "finished")
    assert {row.reason for row in await ledger(bot)} == {"expired"}
    assert not anna.sees("For today only")


async def test_a_cancelled_one_reaches_nobody_else(bot: RunningBot, writer: Person, anna: Person) -> None:
    await members(anna)
    await drafts(writer, "Never mind")
    await schedules(writer)
    await confirms(writer)
    await writer.forges("go.o_cancel.1")
    await writer.waits_for("cannot be undone")
    await writer.taps("Yes, cancel it")
    await writer.waits_for("was cancelled")
    assert {(row.state, row.reason) for row in await ledger(bot)} == {("skipped", "cancelled")}
    await writer.forges("do.o_resume.1")
    await writer.waits_for("moved on meanwhile")


async def test_a_drafter_asks_for_a_review_and_a_coordinator_sends(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    await hired(writer, anna, "drafter")
    await hired(writer, ben, "coordinator")
    await drafts(anna, "Written by a drafter")
    await checks(anna)
    assert not any("Send it" in label for label in anna.buttons)
    await anna.forges("do.o_confirm.1.3")
    await anna.waits_for()
    assert (await announcement(bot)).state == "draft"
    await anna.forges("do.o_submit.1")
    await anna.waits_for("in review now")
    asked = await ben.waits_for("waits for your review", ever=True)
    await ben.taps("Look at it", message=asked)
    await ben.waits_for("Check before it goes out")
    await ben.taps("Send back")
    await ben.waits_for("What should be changed?")
    await ben.sends("Please name the <room>")
    await ben.waits_for("went back to the writer")
    back = await anna.waits_for("came back to you", ever=True)
    assert "Please name the <room>" in back.text
    assert (await announcement(bot)).state == "draft"
    await anna.forges("do.o_submit.1")
    await anna.waits_for("in review now")
    await ben.forges("do.o_check.1")
    await ben.waits_for("Check before it goes out")
    await ben.taps("Send it to 3 people")
    await ben.waits_for("Confirmed")
    await in_state(bot, "finished")
    row = await announcement(bot)
    assert (row.author, row.confirmed_by) == (anna.id, ben.id)


async def test_where_two_have_to_look_the_writer_alone_cannot_send(
    bot: RunningBot, writer: Person, ben: Person
) -> None:
    await hired(writer, ben, "coordinator")
    bot.settings = bot.settings.model_copy(update={"announcement_approval": True})
    await bot.restart()
    await drafts(writer, "Looked at by two")
    await checks(writer)
    assert writer.sees("Somebody else has to approve it")
    await writer.forges("do.o_confirm.1.2")
    await writer.waits_for("cannot go out yet")
    assert (await announcement(bot)).state == "draft"
    await writer.forges("do.o_submit.1")
    await writer.waits_for("in review now")
    await writer.forges("do.o_approve.1")
    await writer.waits_for("Somebody else than the writer")
    await ben.forges("do.o_check.1")
    await ben.waits_for("waits for a review")
    await ben.taps("Approve")
    await ben.waits_for("approved")
    await confirms(writer)
    await in_state(bot, "finished")


async def test_what_is_out_can_be_corrected_and_deleted_for_everybody(
    bot: RunningBot, writer: Person, anna: Person
) -> None:
    await members(anna)
    await drafts(writer, "We meet on Munday")
    await checks(writer)
    await writer.taps("Send it to 2 people")
    await anna.waits_for("Munday", timeout=15)
    await in_state(bot, "finished")
    await writer.forges("go.o_correct.1")
    await writer.waits_for("corrected text")
    await writer.sends("We meet on Monday")
    await writer.waits_for("read this instead")
    await writer.taps("Yes, correct it everywhere")
    await anna.waits_for("We meet on Monday", timeout=15, ever=True)
    assert not anna.sees("Munday")
    await writer.forges("go.o_recall.1")
    await writer.waits_for("48 hours")
    await writer.taps("Yes, delete it for everybody")

    async def deleted() -> bool:
        return not anna.sees("We meet on Monday")

    await until(deleted, within=60)


async def test_who_joins_later_gets_it_when_that_is_wished(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    await members(anna)
    await sends(bot, writer, "For everybody")
    await members(ben)
    await opens_report(writer)
    await writer.taps("Send to those who joined later")
    await writer.waits_for("1 person has come")
    await writer.taps("Send it to 1 person")
    await ben.waits_for("For everybody", timeout=15, ever=True)
    await in_state(bot, "finished")
    assert len(await ledger(bot)) == 3


async def test_what_failed_can_be_sent_again(
    bot: RunningBot, telegram: Simulator, writer: Person, anna: Person
) -> None:
    await members(anna)
    await drafts(writer, "Once more")
    await checks(writer)
    telegram.faults.order(Refuse(403), method="sendMessage", chat_id=anna.id)
    await writer.taps("Send it to 2 people")
    await in_state(bot, "finished")
    assert sorted(row.state for row in await ledger(bot)) == ["failed", "sent"]
    await anna.sends("/menu")  # she has come back
    await anna.waits_for()
    await writer.forges("go.o_report.1")
    await writer.waits_for("Failed: 1")
    await writer.taps("Send again what failed")
    await anna.waits_for("Once more", timeout=15, ever=True)
    telegram.calls.clear()


async def test_the_table_names_who_got_it_and_no_cell_is_a_formula(
    bot: RunningBot, telegram: Simulator, writer: Person
) -> None:
    await members(telegram.person(12, first_name="=1+1"))
    await sends(bot, writer, "In a table")
    await opens_report(writer)
    await writer.taps("Table (CSV)")
    sent = await writer.waits_for("Who got announcement 1")
    assert sent.file is not None
    lines = sent.file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("name,telegram_id,state,reason")
    assert sum(",sent," in line for line in lines) == 2
    assert any(line.startswith("'=1+1,12,sent") for line in lines)


@pytest.mark.parametrize("place", ["o_run", "o_report", "o_checked", "o_when", "o_correct", "o_recall", "o_doubtful"])
async def test_an_announcement_that_is_not_there_leads_nowhere(bot: RunningBot, writer: Person, place: str) -> None:
    assert bot is not None
    await members(writer)
    for number in ("77", "x", "-1", "9" * 30):
        await writer.forges(f"go.{place}.{number}")
        await writer.waits_for_toast("does not lead anywhere")
