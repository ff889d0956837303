"""Announcements in lists: kept, copied, used again, deleted."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.simulator import Person
from bot.storage import AnnouncementState, open_storage
from dialogs.announcements.audience import Audience, Condition
from dialogs.announcements.timing import Timing
from tests.announcements.walks import (
    announcement,
    begins_another,
    content,
    drafts,
    lists,
)
from tests.end_to_end.running import RunningBot


async def test_nothing_is_lost_when_the_bot_stops(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await bot.restart()
    await writer.sends("/announce")
    await writer.waits_for("The newest first")
    await writer.taps("Draft: Hello")
    await writer.waits_for("Hello")


async def test_a_template_and_an_earlier_one_make_new_drafts(bot: RunningBot, writer: Person) -> None:
    await drafts(writer, "<b>Every month</b>")
    await writer.taps("Keep as a template")
    await writer.waits_for("Kept as a template")
    await lists(writer)
    await writer.taps("Templates")
    await writer.waits_for("to use it")
    await writer.taps("Every month")
    await writer.waits_for("Template 2")
    await writer.taps("Write a new one from it")
    await writer.waits_for("Draft 3")
    await begins_another(writer)
    await writer.taps("Copy an earlier one")
    await writer.waits_for("A tap makes a new draft")
    await writer.taps("Every month", message=writer.last.id)
    await writer.waits_for("Draft 4")
    assert (await content(bot, 4)).text == "<b>Every month</b>"


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
    copied = await announcement(bot, 2)
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
    assert (await content(bot)).text == "Hello"
    await writer.forges("go.o_compose.1")
    shown = await writer.waits_for("Announcement 1")
    assert [button.label for button in shown.buttons][-2:] == ["Copy into a new draft", "All announcements"]


async def test_a_change_takes_back_an_approval_and_is_in_the_log(bot: RunningBot, writer: Person) -> None:
    await drafts(writer)
    await _becomes(bot, "draft", approved_by=5)
    await writer.sends("Other words")
    await writer.waits_for("Other words")
    assert (await announcement(bot)).approved_by is None
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
    assert (await content(bot)).text == "Secret plans"


async def _becomes(bot: RunningBot, state: AnnouncementState, approved_by: int | None = None) -> None:

    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        found = await transaction.lock_announcement(1)
        assert found is not None
        await transaction.save_announcement(replace(found, state=state, approved_by=approved_by))
