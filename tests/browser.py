"""Chromium for tests: Debian's, found by CHROMIUM or in its usual place, one per session."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

_ABSENT = "Chromium is not installed (Debian: apt-get install chromium)"
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A headless one. Where there is none the test is skipped; on CI it fails, so that it cannot go missing."""
    chromium = _chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield browser
        await browser.close()


def _chromium() -> Path:
    place = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    if not place.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(_ABSENT)
        pytest.skip(_ABSENT)
    return place
