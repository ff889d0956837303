"""Two coordinators at once, one of them too late, gone or not to be trusted."""

import asyncio
from dataclasses import replace

from bot.announcements.tally import by_state
from bot.simulator import Person
from bot.storage import EntryRow, open_storage
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


async def test_of_two_who_confirm_at_once_one_does(bot: RunningBot, writer: Person, anna: Person, ben: Person) -> None:
    await members(anna)
    await hired(writer, ben, "coordinator")
    await drafts(writer, "From both of us")
    await checks(writer)
    await checks(ben)
    await asyncio.gather(writer.taps("Send it to 3 people"), ben.taps("Send it to 3 people"))
    await in_state(bot, "finished")
    assert [row.state for row in await ledger(bot)] == ["sent"] * 3
    assert [one.what for one in await log(bot)].count("announcement.confirm") == 1
    assert sum(one.text == "From both of us" and one.from_bot for one in anna.messages) == 1


async def test_who_confirms_too_late_is_told_and_led_on(bot: RunningBot, writer: Person, ben: Person) -> None:
    await hired(writer, ben, "coordinator")
    await drafts(writer, "Only once")
    await checks(ben)
    await confirms(writer)
    await in_state(bot, "finished")
    await ben.taps("Send it to 2 people")
    await ben.waits_for_toast("does not lead anywhere")
    await ben.taps("Count again")
    await ben.waits_for("2 received it")


async def test_what_was_changed_meanwhile_is_not_sent(bot: RunningBot, writer: Person, ben: Person) -> None:
    await hired(writer, ben, "coordinator")
    await drafts(writer, "First words")
    await checks(ben)
    await writer.sends("Other words")
    await writer.waits_for("Other words")
    await ben.taps("Send it to 2 people")
    seen = await ben.waits_for("moved on meanwhile")
    assert "Other words" in seen.text
    await writer.sends("Words of the last minute")
    await writer.waits_for("Words of the last minute")
    await ben.sends("2")
    await ben.waits_for("Words of the last minute")
    assert (await announcement(bot)).state == "draft"
    await ben.sends("2")
    await ben.waits_for("Confirmed")
    await in_state(bot, "finished")


async def test_of_two_who_cancel_the_second_is_told(bot: RunningBot, writer: Person, ben: Person) -> None:
    await hired(writer, ben, "coordinator")
    await drafts(writer, "Never mind")
    await schedules(writer)
    await confirms(writer)
    for one in (writer, ben):
        await one.forges("go.o_cancel.1")
        await one.waits_for("cannot be undone")
    await writer.taps("Yes, cancel it")
    await writer.waits_for("was cancelled")
    await ben.taps("Yes, cancel it")
    await ben.waits_for("moved on meanwhile")
    assert {(row.state, row.reason) for row in await ledger(bot)} == {("skipped", "cancelled")}


async def test_who_was_removed_meanwhile_sends_nothing(bot: RunningBot, writer: Person, ben: Person) -> None:
    await hired(writer, ben, "coordinator")
    await drafts(ben, "My last words")
    await checks(ben)
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        await transaction.remove_staff(ben.id)
    await ben.taps("Send it to 2 people")
    await ben.waits_for_toast("does not lead anywhere")
    for forged in ("do.o_confirm.1.2", "do.o_late_yes.1.1", "do.o_cancel_yes.1", "do.o_entry_delete_yes.1"):
        await ben.forges(forged)
        await ben.waits_for_toast("does not lead anywhere")
    assert (await announcement(bot)).state == "draft"


async def test_cancelled_while_it_is_paused_its_progress_says_so(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    await members(anna)
    await hired(writer, ben, "coordinator")
    await sends(bot, writer, "Half of it", "3 people")
    progress = await writer.waits_for("is done", ever=True)
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        row = await transaction.lock_announcement(1)
        assert row is not None
        assert row.progress_message == progress.id
        await transaction.save_announcement(replace(row, state="paused"))
    await ben.forges("go.o_cancel.1")
    await ben.waits_for("cannot be undone")
    await ben.taps("Yes, cancel it")
    await ben.waits_for("was cancelled")

    async def said() -> bool:
        return any(one.id == progress.id and "was cancelled" in one.text for one in writer.messages)

    await until(said)


async def test_who_was_removed_is_not_shown_how_far_it_is(bot: RunningBot, writer: Person, ben: Person) -> None:
    await hired(writer, ben, "coordinator")
    await drafts(ben, "My last words")
    await schedules(ben)
    await confirms(ben)
    assert (await announcement(bot)).progress_chat == ben.id
    await writer.sends("/team")
    await writer.waits_for("Ben")
    await writer.taps("Remove")
    await writer.waits_for("from the team?")
    await writer.taps("Yes, remove them")
    await writer.waits_for("not in the team any more")
    assert (await announcement(bot)).progress_chat is None


async def test_who_changes_anothers_draft_cannot_approve_it(bot: RunningBot, writer: Person, ben: Person) -> None:
    await hired(writer, ben, "coordinator")
    bot.settings = bot.settings.model_copy(update={"announcement_approval": True})
    await bot.restart()
    await drafts(writer, "Looked at by two")
    await ben.forges("go.o_compose.1")
    await ben.waits_for("Draft 1")
    await ben.sends("Something else altogether")
    await ben.waits_for("Something else altogether")
    await ben.forges("do.o_submit.1")
    await ben.waits_for("in review now")
    await ben.forges("do.o_approve.1")
    await ben.waits_for("Somebody else than the writer")
    await writer.forges("do.o_check.1")
    await writer.waits_for("waits for a review")
    await writer.taps("Approve")
    await writer.waits_for("approved")


async def test_a_template_is_neither_reviewed_nor_sent(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "Every month")
    await writer.taps("Keep as a template")
    await writer.waits_for("Kept as a template")
    for forged in ("do.o_submit.2", "do.o_check.2", "go.o_checked.2", "do.o_confirm.2.1", "do.o_cancel_yes.2"):
        await writer.forges(forged)
        await writer.waits_for_toast()
    assert (await announcement(bot, 2)).state == "draft"
    assert await ledger(bot, 2) == []


async def test_a_cancelled_one_is_not_sent_again(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "Never mind")
    await schedules(writer)
    await confirms(writer, "1 person")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        row = await transaction.lock_announcement(1)
        assert row is not None
        await transaction.save_announcement(replace(row, state="cancelled"))
        [copy] = await transaction.recipients(1)
        await transaction.settle_recipient(replace(copy, state="failed", reason="refused"))
    for forged in ("do.o_retry.1", "do.o_doubtful_yes.1", "do.o_late_yes.1.0"):
        await writer.forges(forged)
        await writer.waits_for_toast("does not lead anywhere")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        assert by_state(await transaction.recipient_counts(1)) == {"failed": 1}


async def test_of_two_who_send_it_to_late_comers_one_does(
    bot: RunningBot, writer: Person, anna: Person, ben: Person
) -> None:
    await hired(writer, ben, "coordinator")
    await sends(bot, writer, "For everybody")
    await members(anna)
    for one in (writer, ben):
        await opens_report(one)
        await one.taps("Send to those who joined later")
        await one.waits_for("1 person has come")
    await asyncio.gather(writer.taps("Send it to 1 person"), ben.taps("Send it to 1 person"))
    await anna.waits_for("For everybody", ever=True)
    await in_state(bot, "finished")
    assert [one.what for one in await log(bot)].count("announcement.reopen") == 1
    assert sum(one.text == "For everybody" for one in anna.messages) == 1


async def test_the_table_has_the_name_of_the_roster_where_one_is_linked(
    bot: RunningBot, writer: Person, anna: Person
) -> None:
    await members(anna)
    await sends(bot, writer, "In a table")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        now = (await announcement(bot)).made_at
        await transaction.save_entries([EntryRow("ida@example.org", "Ida", "Ng")], now)
        await transaction.save_link(1, "hash", now.replace(year=2030))
        assert await transaction.use_link("hash", anna.id, now)
    await opens_report(writer)
    await writer.taps("Table (CSV)")
    sent = await writer.waits_for("Who got announcement 1")
    assert sent.file is not None
    lines = sent.file.content.decode("utf-8-sig").splitlines()
    assert {line.partition(",sent,")[0] for line in lines[1:]} == {f"Ida Ng,{anna.id}", f"Olive,{writer.id}"}
