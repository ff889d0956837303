"""What the bot does to messages, as the page shows it: albums, deletions, corrections, alerts. Without the bot."""

import io
from collections.abc import AsyncIterator

import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.demo import Demo
from bot.simulator import Person
from tests.demo.visitor import Visitor


@pytest_asyncio.fixture(loop_scope="session")
async def bot(demo: Demo) -> AsyncIterator[Bot]:
    bot = Bot(demo.world.settings.token, base_url=f"{demo.url}/bot", base_file_url=f"{demo.url}/file/bot")
    async with bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def person(demo: Demo) -> Person:
    """Somebody who has started the bot."""
    person = demo.people[0]
    await person.sends("/start")
    return person


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser: Browser, demo: Demo, person: Person) -> AsyncIterator[Visitor]:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(demo.url)
        yield Visitor(page, person.id)


def _picture(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (90, 60), colour).save(content, "PNG")
    return content.getvalue()


async def test_an_album_stands_together(visitor: Visitor, bot: Bot, person: Person) -> None:
    pictures = [InputMediaPhoto(_picture(colour)) for colour in ("teal", "navy", "olive")]
    await bot.send_media_group(person.id, pictures, caption="Three of them")
    await expect(visitor.chat.locator(".message.bot .picture img")).to_have_count(3)
    await expect(visitor.chat.locator(".message.joined")).to_have_count(2)
    await visitor.page.reload()
    await expect(visitor.chat.locator(".message.joined")).to_have_count(2)


async def test_a_deleted_message_goes_and_leaves_the_name_of_its_day(
    visitor: Visitor, bot: Bot, person: Person
) -> None:
    own = person.messages[0]
    await bot.send_message(person.id, "stays")
    await expect(visitor.messages).to_have_count(2)
    await bot.delete_message(person.id, own.id)
    await expect(visitor.messages).to_have_count(1)
    await expect(visitor.newest.locator(".day")).to_be_visible()


async def test_a_correction_is_marked_but_not_the_change_of_a_screen(
    visitor: Visitor, bot: Bot, person: Person
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    news = await bot.send_message(person.id, "News of mey")
    screen = await bot.send_message(person.id, "Screen 1", reply_markup=keyboard)
    await bot.edit_message_text("News of May", person.id, news.message_id)
    await bot.edit_message_text("Screen 2", person.id, screen.message_id, reply_markup=keyboard)
    await expect(visitor.messages.filter(has_text="News of May").locator(".at")).to_contain_text("edited")
    await visitor.reads("Screen 2")
    await expect(visitor.newest.locator(".at")).not_to_contain_text("edited")


async def test_an_alert_stays_until_it_is_closed(visitor: Visitor, bot: Bot, person: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    await bot.send_message(person.id, "Screen", reply_markup=keyboard)
    await visitor.taps("Go")
    query = (await bot.get_updates(timeout=5))[-1].callback_query
    assert query is not None
    await bot.answer_callback_query(query.id, "Not now", show_alert=True)
    await expect(visitor.chat.locator(".toasts")).to_contain_text("Not now")
    await visitor.chat.get_by_role("button", name="OK").click()
    await expect(visitor.chat.locator(".toasts p")).to_have_count(0)
    await expect(visitor.newest.locator("[data-busy]")).to_have_count(0)
