"""/export, /delete, and people whom the bot cannot reach any more."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.simulator import Message, Person, Simulator
from bot.storage import open_storage
from tests.end_to_end.interview import ANSWERS, begun, interviewed
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until


def _content(message: Message) -> Any:  # noqa: ANN401  any JSON
    assert message.file is not None
    return json.loads(message.file.content)


async def test_the_export_holds_everything_that_is_stored_and_nothing_else(any_bot: RunningBot, anna: Person) -> None:
    await interviewed(anna)
    await anna.sends("/export")
    exported = _content(await anna.waits_for(""))
    row = await any_bot.row(anna)
    assert row is not None
    expected = {name: getattr(row, name) for name in row.__slots__}
    expected |= {"session": json.loads(row.session), "seen": json.loads(row.seen), "nudges": []}
    expected |= {"created_at": str(row.created_at), "updated_at": str(row.updated_at)}
    expected |= {"heard_on": str(row.updated_at.date())}
    assert exported == expected
    assert exported["session"]["answers"] == ANSWERS


async def test_the_export_of_somebody_new_holds_no_answers(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/export")
    exported = _content(await anna.waits_for(""))
    assert "answers" not in exported["session"]
    assert exported["id"] == anna.id
    assert bot.transport == "polling"


async def test_deleting_leaves_only_a_mark_that_names_nobody(any_bot: RunningBot, anna: Person, ben: Person) -> None:
    await interviewed(anna)
    await begun(ben, answered=1)
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")
    assert await any_bot.row(anna) is None
    assert await any_bot.row(ben) is not None
    async with open_storage(any_bot.database) as storage, storage.transaction() as transaction:
        assert await transaction.is_forgotten(anna.id)
        assert not await transaction.is_forgotten(ben.id)


async def test_after_a_deletion_no_file_holds_an_answer(bot: RunningBot, telegram: Simulator) -> None:
    """The file itself, its free pages and its log."""
    carla = telegram.person(7_391_844_265)
    await interviewed(carla)
    await carla.sends("/delete")
    await carla.waits_for("Delete everything?")
    await carla.taps("Yes, delete everything")
    await carla.waits_for("Everything is deleted")
    with closing(sqlite3.connect(bot.database.removeprefix("sqlite:///"))) as file:
        [(path,)] = file.execute("SELECT file FROM pragma_database_list WHERE name = 'main'")
    await bot.stop()
    content = b"".join(one.read_bytes() for one in Path(path).parent.glob("endorse.db*"))
    assert b"prevention_years" not in content
    assert b"7391844265" not in content
    bot.start()


async def test_no_keeps_everything(bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=3)
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("No, keep it")
    await anna.waits_for("")
    assert len((await bot.session(anna))["answers"]) == 3


async def test_somebody_who_deleted_everything_can_begin_anew(any_bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=3)
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await interviewed(anna)
    assert (await any_bot.session(anna))["answers"] == ANSWERS


async def test_somebody_who_blocks_the_bot_is_marked_until_they_return(any_bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=1)
    await anna.blocks()
    await until(lambda: _is(any_bot, anna, "blocked"))
    await anna.unblocks()
    await until(lambda: _is(any_bot, anna, "yes"))
    assert len((await any_bot.session(anna))["answers"]) == 1


async def test_a_message_that_the_person_does_not_want_marks_them(
    telegram: Simulator, bot: RunningBot, anna: Person
) -> None:
    await begun(anna, answered=1)
    await anna.sends("/help")
    anna.chat.standing = "blocked"
    await until(lambda: _is(bot, anna, "blocked"))
    anna.chat.standing = "open"
    await anna.sends("/menu")
    await anna.waits_for("What would you like to do?")
    assert await _is(bot, anna, "yes")
    telegram.calls.clear()  # the message in vain was refused, as it must be


async def test_an_account_that_is_gone_is_marked_as_gone(telegram: Simulator, bot: RunningBot, anna: Person) -> None:
    await begun(anna, answered=1)
    await anna.sends("/help")
    await anna.deletes_account()
    await until(lambda: _is(bot, anna, "gone"))
    telegram.calls.clear()


async def test_a_block_by_somebody_unknown_stores_nothing(telegram: Simulator, bot: RunningBot, anna: Person) -> None:
    await anna.blocks()
    await anna.unblocks()

    async def taken() -> bool:
        return telegram.updates.pending == ()

    await until(taken)
    assert await bot.row(anna) is None


async def _is(bot: RunningBot, person: Person, reachable: str) -> bool:
    row = await bot.row(person)
    return row is not None and row.reachable == reachable
