"""The demo with the real bot in this process, and people at real pages of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage

from bot.demo import Demo
from bot.demo.calendar import Calendar
from bot.demo.people import COORDINATOR
from bot.embedded import embedded
from bot.settings import Settings
from tests.browser import browser
from tests.cli.conftest import logs_of_their_own
from tests.demo.visitor import Visitor

__all__ = ["browser", "logs_of_their_own"]

PHONE = (390, 844)
DESKTOP = (1280, 800)

Visit = Callable[..., Awaitable[Visitor]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One loop for all: a browser belongs to the loop it was started in."""
    for item in items:
        if Path(__file__).parent in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(ZoneInfo("America/Indiana/Indianapolis"), date(2024, 1, 1))


@pytest_asyncio.fixture(loop_scope="session")
async def demo(calendar: Calendar) -> AsyncIterator[Demo]:
    """Served; without the bot, unless somebody visits."""
    async with Demo(calendar) as demo:
        yield demo


@pytest_asyncio.fixture(loop_scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, demo: Demo, tmp_path: Path) -> AsyncIterator[Visit]:
    """Lets the bot listen, and opens the page in a context of its own; a complaint in its console fails the test."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    opened = []

    async def visit(*, size: tuple[int, int] = DESKTOP, dark: bool = False) -> Visitor:
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        opened.append(context)
        await context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = await context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(demo.url)
        return Visitor(page)

    settings = Settings.model_construct(database_url=f"sqlite:///{tmp_path / 'demo.db'}", owner_ids=(COORDINATOR,))
    async with embedded(settings, demo.calendar.clock, demo):
        yield visit
        for context in opened:
            await context.close()
    assert not complaints
