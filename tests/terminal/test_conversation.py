"""The conversation behind `endorse chat`, in this process: what is shown, and when it gives up waiting."""

from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.gateway.connection import telegram_bot
from bot.simulator import Simulator
from bot.terminal import conversation
from bot.terminal.conversation import Conversation
from bot.terminal.display import Display


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


async def _given(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


def _display(files: Path, *, is_terminal: bool = False) -> tuple[Display, StringIO]:
    shown = StringIO()
    colors: Literal["standard"] | None = "standard" if is_terminal else None
    console = Console(
        file=shown, force_terminal=is_terminal, color_system=colors, width=40, highlight=False, markup=False
    )
    return Display(console, files), shown


async def test_a_bot_that_does_not_answer_is_told(
    telegram: Simulator, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "_PATIENCE", 0.05)
    display, shown = _display(files)
    await Conversation(telegram, telegram.person(1), display).hold(_given("hello", " "), echo=True)
    assert shown.getvalue() == "> hello\nNo answer yet. Try again in a moment.\n"


async def test_links_and_texts_to_copy_are_shown_when_they_are_tapped(telegram: Simulator, files: Path) -> None:
    display, shown = _display(files)
    person = telegram.person(1)
    await person.sends("/start")
    async with telegram_bot("1234:TEST", api_root=telegram.url) as bot:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Site", url="https://example.org/")]])
        await bot.send_message(1, "here", reply_markup=keyboard)
    await Conversation(telegram, person, display).hold(_given("1", "2"), echo=False)
    assert shown.getvalue() == "https://example.org/\nThere is no button 2; there are 1 to 1.\n"


async def test_a_terminal_gets_bold_words_and_narrow_lines(telegram: Simulator, files: Path) -> None:
    display, shown = _display(files, is_terminal=True)
    person = telegram.person(1)
    await person.sends("/start")
    async with telegram_bot("1234:TEST", api_root=telegram.url) as bot:
        await bot.send_message(
            1, "🎉 <b>bold</b> <tg-spoiler>plain</tg-spoiler> [red]as it is[/red] " + "word " * 20, parse_mode="HTML"
        )
    display.show(person.last)
    said = shown.getvalue()
    assert "\x1b[1mbold\x1b[0m" in said
    assert "[red]as it is[/red]" in said
    assert len(said.splitlines()) > 3
