"""The clock beside the chat."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from bot.demo.calendar import Calendar
from tests.demo.conftest import PHONE, Visit

INDIANA = ZoneInfo("America/Indiana/Indianapolis")


async def test_moving_the_clock_changes_the_shown_date_and_the_times_of_messages(visit: Visit) -> None:
    visitor = await visit()
    shown = visitor.page.locator(".clock .day")
    await visitor.turns_clock_to("2027-01-31")
    await expect(shown).to_have_text("Sunday, January 31, 2027")
    for step, day in (("day", "Monday, February 1"), ("week", "Monday, February 8"), ("month", "Monday, March 8")):
        await visitor.page.get_by_role("button", name=f"+1 {step}").click()
        await expect(shown).to_have_text(f"{day}, 2027")
    await visitor.starts()
    await expect(visitor.chat.locator(".day").first).to_have_text("Monday, March 8, 2027")
    await expect(visitor.newest.locator("time")).to_contain_text("12:0")


async def test_the_clock_comes_back_to_now(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    today = await visitor.page.locator(".clock .day").inner_text()
    await visitor.page.locator(".face").click()
    await visitor.page.get_by_role("button", name="+1 week").click()
    await expect(visitor.page.locator(".clock .day")).not_to_have_text(today)
    await visitor.page.get_by_role("button", name="Back to now").click()
    await expect(visitor.page.locator(".clock .day")).to_have_text(today)


async def test_the_unfolded_clock_of_a_phone_leaves_the_end_of_the_chat_in_sight(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    await visitor.starts()
    await visitor.types("/start")
    await expect(visitor.messages).to_have_count(4)
    await visitor.taps("Settings")
    await visitor.reads("Time zone")
    last = visitor.newest.locator(".row").last
    await expect(last).to_be_in_viewport()
    await visitor.page.locator(".face").click()
    await expect(visitor.page.locator(".moves")).to_be_visible()
    await expect(last).to_be_in_viewport()


async def test_the_clock_of_a_phone_folds_once_it_went_to_a_day(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    await visitor.turns_clock_to("2027-10-01")
    await expect(visitor.page.locator(".clock .day")).to_have_text("Friday, October 1, 2027")
    await expect(visitor.page.locator(".moves")).to_be_hidden()


async def test_every_open_page_follows_the_clock(visit: Visit) -> None:
    one, other = await visit(), await visit()
    await one.turns_clock_to("2027-10-01")
    for visitor in (one, other):
        await expect(visitor.page.locator(".clock .day")).to_have_text("Friday, October 1, 2027")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2027, 1, 31, 9, tzinfo=INDIANA), date(2027, 2, 28)),
        (datetime(2027, 12, 15, 9, tzinfo=INDIANA), date(2028, 1, 15)),
        (datetime(2027, 11, 30, 9, tzinfo=INDIANA), date(2027, 12, 30)),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_of_the_month(calendar: Calendar, start: datetime, end: date) -> None:
    calendar.clock.move_to(start)
    calendar.step("month")
    assert calendar.now().date() == end
    assert calendar.now().hour == 9


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2100, 1, 1)])
def test_days_beyond_the_calendar_are_refused(calendar: Calendar, day: date) -> None:
    with pytest.raises(ValueError, match="allowed is 2024-01-01 to 2099-12-31"):
        calendar.turn_to(day)
