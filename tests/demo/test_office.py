"""The coordinator at work in `endorse demo`, with three people side by side: all of it by clicks."""

from playwright.async_api import expect

from bot.demo.people import COORDINATOR
from tests.demo.conftest import Visit
from tests.demo.visitor import Visitor
from tests.roster.files import csv_file, five_hundred

NEWS = "IFS renewals of 2027: the spring training is open."


async def test_an_announcement_reaches_ifs_endorsees_of_2027_one_opts_out_a_question_is_answered_a_roster_read(
    visit: Visit,
) -> None:
    first = await visit(size=(1600, 900))
    await first.turns_clock_to("2026-11-21")
    await first.page.get_by_role("button", name="Add a coordinator").click()
    for _ in range(2):
        await first.page.get_by_role("button", name="Add a person").click()
    second, third, coordinator = (first.as_person(who) for who in (2, 3, COORDINATOR))
    await first.records_ifs()
    await second.records_ifs()
    await third.comes_to_the_result()
    await _announces(coordinator)
    for endorsee in (first, second):
        await endorsee.reads(NEWS)
    await _hears_fewer(second)
    await _asks_and_is_answered(third, coordinator)
    await _imports_a_roster(coordinator)
    await expect(third.chat).not_to_contain_text(NEWS)
    for endorsee in (first, second):
        await expect(endorsee.messages.filter(has_text=NEWS)).to_have_count(1)


async def _announces(coordinator: Visitor) -> None:
    """To IFS endorsees who renew in 2027."""
    await coordinator.chat.get_by_role("button", name="Open the office").click()
    await coordinator.reads("Office of INfancy Onward")
    await coordinator.taps("Announcements")
    await coordinator.taps("New")
    await coordinator.reads("A new announcement")
    await coordinator.types(NEWS)
    await coordinator.reads(NEWS)
    await coordinator.taps("To whom")
    await coordinator.taps("IFS", exact=True)
    await coordinator.taps("2027", exact=True)
    await coordinator.reads("Endorsed as IFS, renewing in 2027")
    await coordinator.taps("Back to the draft")
    await coordinator.taps("Check and send")
    await coordinator.reads("2 people get it")
    await coordinator.taps("Send it to 2 people")
    await expect(coordinator.chat).to_contain_text("2 of 2")


async def _hears_fewer(endorsee: Visitor) -> None:
    await endorsee.taps("Fewer of these")
    await endorsee.taps("Stop association news")
    await endorsee.reads("News of the association: stopped")


async def _asks_and_is_answered(applicant: Visitor, coordinator: Visitor) -> None:
    await applicant.taps("Talk to my coordinator")
    await applicant.types("Do my half hours of RSC count?")
    await applicant.taps("Send with my summary")
    question = coordinator.messages.filter(has_text="Do my half hours of RSC count?").last
    await coordinator.replies(question, "Yes, they add up.")
    await applicant.reads("INfancy Onward: Yes, they add up.")


async def _imports_a_roster(coordinator: Visitor) -> None:
    await coordinator.types("/roster")
    await coordinator.reads("Roster")
    await coordinator.attaches("roster.csv", csv_file(five_hundred()), "text/csv")
    await coordinator.reads("New: 498, changed: 0")
    await coordinator.reads("row 17, Date earned: '31/31/2025' came")
    await coordinator.reads("row 400, E-mail: 'nobody' came")
    await coordinator.taps("Import 498 rows")
    await coordinator.reads("Imported")
