"""Trouble of the bot's own: a database that is away for a while, a file that cannot be drawn."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.simulator import Person, Refuse, Simulator
from dialogs.plan import Plan
from tests.end_to_end.interview import ANSWERS, begun, interviewed
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until, until_called


@contextmanager
def without_people(bot: RunningBot) -> Iterator[None]:
    """While the block runs, whatever the bot asks its database about people fails."""
    _alter(bot, "ALTER TABLE person RENAME TO away")
    yield
    _alter(bot, "ALTER TABLE away RENAME TO person")


def _alter(bot: RunningBot, statement: str) -> None:
    with closing(sqlite3.connect(bot.database.removeprefix("sqlite:///"), isolation_level=None)) as file:
        # The lock first: SQLite does not wait where reading turns into writing.
        file.execute("BEGIN IMMEDIATE")
        file.execute(statement)
        file.execute("COMMIT")


async def test_an_answer_that_cannot_be_stored_comes_again_until_it_can(either_bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=1)
    with without_people(either_bot):
        await anna.taps("Supporting parent and child")
        with pytest.raises(AssertionError):
            await anna.waits_for("", timeout=0.3)
    await anna.waits_for("many years", timeout=60)
    assert (await either_bot.session(anna))["answers"] == {"age_band": "infant", "scope": "prevention"}


async def test_a_block_that_cannot_be_stored_comes_again_until_it_can(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    await begun(anna, answered=1)
    with without_people(bot):
        await anna.blocks()
        await asyncio.sleep(0.3)  # in vain, which nothing tells

    async def marked() -> bool:
        row = await bot.row(anna)
        return row is not None and row.reachable == "blocked"

    await until(marked)
    assert telegram.people == (anna,)


async def test_a_picture_that_cannot_be_drawn_still_says_its_words(
    bot: RunningBot, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_plan: Plan, *, dark: bool) -> bytes:
        raise MemoryError(dark)

    monkeypatch.setattr("bot.papers.readiness_png", broken)
    await interviewed(anna)
    await anna.taps("Picture")
    shown = await anna.waits_for("")
    assert shown.file is None
    await anna.taps("Menu", message=shown)
    await anna.waits_for("What would you like to do?")
    assert (await bot.session(anna))["answers"] == ANSWERS


async def test_without_its_menu_of_commands_the_bot_works_all_the_same(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    telegram.faults.order(Refuse(400, "Bad Request: BOT_COMMAND_INVALID"), times=None, method="setMyCommands")
    await bot.restart()
    await until_called(telegram, "setMyCommands", 1)
    await begun(anna)
    telegram.calls.clear()
