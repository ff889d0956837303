"""Whole conversations, by clicking and typing in Chromium."""

import asyncio
import re

from playwright.async_api import Route, expect

from bot.demo import Demo
from bot.simulator import ActionShown
from bot.simulator.chats import Toast
from bot.simulator.events import CallbackAnswered
from tests.demo.conftest import PHONE, Visit


async def test_a_home_visitor_half_an_hour_short_of_rsc_is_told_so_with_the_source(visit: Visit) -> None:
    visitor = await visit()
    await visitor.comes_to_the_result()
    await visitor.reads("0.5 hours")
    await visitor.reads("Informational Booklet")


async def test_a_tap_changes_the_message_in_place(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    before = await visitor.messages.count()
    identity = await visitor.newest.get_attribute("id")
    await visitor.taps("Find my category")
    await visitor.taps("3 up to 6 years")
    await visitor.reads("main work")
    assert await visitor.messages.count() == before
    assert await visitor.newest.get_attribute("id") == identity
    assert await visitor.chat.locator("[data-busy]").count() == 0


async def test_who_reads_further_up_is_not_moved_by_an_edit_or_a_new_message(visit: Visit, demo: Demo) -> None:
    visitor = await visit(size=PHONE)
    await visitor.comes_to_the_result()
    log = visitor.chat.locator(".log")
    await log.evaluate("log => log.scrollTop = 10")
    person = demo.known_person(1)
    assert person is not None
    await person.taps("What if")
    await visitor.reads("What if")
    assert await log.evaluate("log => log.scrollTop") == 10


async def test_a_new_answer_is_scrolled_to(visit: Visit) -> None:
    visitor = await visit()
    await visitor.comes_to_the_result()
    await visitor.taps("Action plan (PDF)")
    await expect(visitor.newest.locator(".file")).to_be_in_viewport()


async def test_typed_text_stands_in_the_chat_as_it_was_typed(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.types("<img src=x onerror=alert(1)> <b>bold</b> & more")
    own = visitor.chat.locator(".message.own .text").last
    await expect(own).to_have_text("<img src=x onerror=alert(1)> <b>bold</b> & more")
    assert await own.locator("img, b").count() == 0


async def test_a_picture_is_shown_and_can_be_enlarged(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    await visitor.comes_to_the_result()
    await visitor.taps("Picture")
    picture = visitor.newest.get_by_role("button", name="Enlarge the picture")
    await expect(picture).to_be_visible()
    await visitor.page.wait_for_function("document.querySelector('.picture img').naturalWidth > 300")
    await picture.click()
    await expect(visitor.page.get_by_role("dialog", name="Picture")).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.page.get_by_role("dialog", name="Picture")).to_be_hidden()


async def test_a_pdf_is_a_card_that_downloads(visit: Visit) -> None:
    visitor = await visit()
    await visitor.comes_to_the_result()
    await visitor.taps("Action plan (PDF)")
    card = visitor.newest.locator(".file")
    await expect(card).to_contain_text(re.compile(r"\.pdf\s*\d+ KB"))
    saved = await visitor.downloads()
    assert saved.name.endswith(".pdf")
    assert saved.content.startswith(b"%PDF")


async def test_the_answer_to_a_tap_pops_up(visit: Visit, demo: Demo) -> None:
    visitor = await visit()
    await visitor.starts()
    demo.world.feed.publish(CallbackAnswered(1, "1", Toast("Saved")))
    await expect(visitor.chat.get_by_role("status")).to_have_text("Saved")


async def test_the_bot_is_seen_typing_until_it_writes(visit: Visit, demo: Demo) -> None:
    visitor = await visit()
    typing = visitor.chat.get_by_text("is typing")
    await expect(typing).to_be_hidden()
    demo.world.feed.publish(ActionShown(1, "typing"))
    await expect(typing).to_be_visible()
    await visitor.starts()
    await expect(typing).to_be_hidden()


async def test_text_is_copied_and_links_open_apart(visit: Visit) -> None:
    visitor = await visit()
    await visitor.comes_to_the_result()
    await visitor.taps("Write to the coordinator")
    copying = visitor.newest.locator("[data-copy]").first
    await copying.click()
    await expect(visitor.chat.get_by_role("status")).to_have_text("Copied")
    assert await visitor.page.evaluate("navigator.clipboard.readText()") == await copying.get_attribute("data-copy")
    await visitor.types("/help")
    await visitor.reads("help")
    for link in await visitor.chat.locator("a[href^=http]").all():
        assert await link.get_attribute("target") == "_blank"
        assert "noopener" in (await link.get_attribute("rel") or "")


async def test_a_slash_opens_the_commands_that_the_bot_has_set(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.chat.get_by_role("textbox").press_sequentially("/pri")
    await expect(visitor.chat.get_by_role("menuitem")).to_have_count(1)
    await visitor.chat.get_by_role("menuitem").click()
    await visitor.reads("store")
    await expect(visitor.chat.locator(".message.own .text").last).to_have_text("/privacy")


async def test_a_command_that_is_sent_before_the_list_comes_leaves_no_list_over_the_buttons(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    sent = asyncio.Event()

    async def held_up(route: Route) -> None:
        await sent.wait()
        await route.continue_()

    await visitor.page.route("**/commands", held_up)
    await visitor.types("/privacy")
    await visitor.reads("store")
    async with visitor.page.expect_event("requestfinished"):
        sent.set()
    await visitor.page.evaluate("new Promise(requestAnimationFrame)")
    await expect(visitor.chat.get_by_role("menu")).to_be_hidden()


async def test_a_command_in_a_text_can_be_tapped(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.taps("/privacy")
    await expect(visitor.chat.locator(".message.own .text").last).to_have_text("/privacy")
