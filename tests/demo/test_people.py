"""Several people side by side, and pages that go away and come back."""

from playwright.async_api import expect

from bot.demo import Demo
from tests.demo.conftest import DESKTOP, PHONE, Visit


async def test_two_people_do_not_see_each_others_messages(visit: Visit) -> None:
    first = await visit()
    await first.starts()
    await first.page.get_by_role("button", name="Add a person").click()
    second = first.as_person(2)
    await second.starts()
    await second.types("What is RSC?")
    await second.reads("supervision")
    await expect(second.chat).to_contain_text("What is RSC?")
    await expect(first.chat).not_to_contain_text("What is RSC?")


async def test_four_people_fit_beside_each_other_and_no_more_are_offered(visit: Visit) -> None:
    visitor = await visit(size=DESKTOP)
    for number in (2, 3, 4):
        await visitor.page.get_by_role("button", name="Add a person").click()
        await expect(visitor.as_person(number).chat).to_be_in_viewport()
    for button in await visitor.page.locator(".add").all():
        await expect(button).to_be_hidden()
    assert await visitor.page.evaluate("document.documentElement.scrollWidth") <= DESKTOP[0]
    await expect(visitor.page.locator("[data-move=month]")).to_be_in_viewport()


async def test_tabs_switch_between_people_on_a_phone(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    await visitor.page.get_by_role("button", name="Add somebody").click()
    await visitor.page.get_by_role("button", name="Add a person").click()
    await expect(visitor.as_person(2).chat).to_be_visible()
    await expect(visitor.chat).to_be_hidden()
    await visitor.page.get_by_role("tab", name="Person 1").click()
    await expect(visitor.chat).to_be_visible()
    await expect(visitor.page.get_by_role("tab", name="Person 1")).to_have_attribute("aria-selected", "true")


async def test_reload_keeps_the_history(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.page.get_by_role("button", name="Add a person").click()
    await visitor.as_person(2).starts()
    before = await visitor.page.locator(".message").all_inner_texts()
    await visitor.page.reload()
    assert await visitor.page.locator(".message").all_inner_texts() == before
    await visitor.taps("Find my category")
    await visitor.reads("Question 1")


async def test_a_lost_connection_is_told_and_what_was_missed_comes_once(visit: Visit, demo: Demo) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.page.context.set_offline(True)
    demo.broadcast.release()
    await expect(visitor.page.get_by_role("alert")).to_be_visible()
    person = demo.known_person(1)
    assert person is not None
    await person.sends("/help")
    await person.waits_for("")
    await visitor.page.context.set_offline(False)
    await expect(visitor.page.get_by_role("alert")).to_be_hidden()
    await expect(visitor.messages).to_have_count(4)
    await visitor.types("/privacy")
    await expect(visitor.messages).to_have_count(6)
    assert len(person.messages) == 6
