"""Everything that the office can do, tried by everybody who may not: nothing changes, and nothing is shown.

What there is to try is read off the office's own tables, so that something new is tried by itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.features import FEATURES
from bot.simulator import Person, Simulator
from bot.storage import AnnouncementRow, EntryRow, RecipientRow, open_storage
from dialogs.roles import Role, may
from dialogs.session import Place, Session
from tests.end_to_end.interview import begun
from tests.end_to_end.running import OWNERS, RunningBot
from tests.end_to_end.waiting import until_idle
from tests.team.joining import hired

LEAST = {name: act.least for name, act in FEATURES.acts.items()} | {
    name: one.least for name, one in FEATURES.places.items()
}
GUARDED = {name: least for name, least in LEAST.items() if least is not None}
SECRET = "Nobody else may read this"  # noqa: S105  a text, no password
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

ARGUMENTS = ((), ("1",), ("1", "1"), ("coordinator",), ("1", "2026-12-01", "9"))


_AT_ONCE = 100


def forbidden(role: Role | None) -> list[str]:
    """Every name that somebody with this role may not use."""
    return [name for name, least in GUARDED.items() if not may(role, least)]


def forged(names: list[str]) -> Iterator[str]:
    """Callback data for each, with all kinds of arguments."""
    for name in names:
        for verb in ("go", "do"):
            for arguments in ARGUMENTS:
                yield ".".join((verb, name, *arguments))


def commands(names: list[str]) -> list[str]:
    return [
        f"/{command}{argument}"
        for command, name in FEATURES.commands.items()
        if name in names
        for argument in ("", " 1")
    ]


def links(names: list[str]) -> list[str]:
    """Deep links to what is guarded, and to every name as if it were a link."""
    known = [f"/start {prefix}-1" for prefix, name in FEATURES.links.items() if name in names]
    return [*known, *(f"/start {name}" for name in names), *(f"/start {name}-1" for name in names)]


def everything(database: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the people's own, who have talked meanwhile."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: list(file.execute(f"SELECT * FROM {name} ORDER BY 1, 2"))  # noqa: S608  names of our own tables
            for name in tables
            if name not in {"person", "sqlite_sequence", "alembic_version", "salt"}
        }


async def furnished(bot: RunningBot) -> None:
    """Something of everything that could be seen or changed."""
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        await transaction.lock_person(OWNERS[0], NOW)
        await transaction.save_entries([EntryRow("ida@example.org")], NOW)
        draft = AnnouncementRow(
            0, "draft", OWNERS[0], f'{{"text": "{SECRET}"}}', "{}", '{"kind": "now"}', "training", NOW, NOW
        )
        for state in ("draft", "paused", "finished"):
            number = await transaction.add_announcement(draft)
            row = await transaction.lock_announcement(number)
            assert row is not None
            await transaction.save_announcement(replace(row, state=state, starts_at=NOW))
            await transaction.add_recipients([RecipientRow(number, OWNERS[0], "sent", NOW, message_ids=(1,))])


async def placed(bot: RunningBot, person: Person, place: str) -> None:
    """As if the person had stood there when they lost their role."""
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        row = await transaction.lock_person(person.id, NOW)
        there = Session.model_validate_json(row.session).model_copy(
            update={"place": Place(name=place, arguments=("1",))}
        )
        await transaction.save_person(replace(row, session=there.model_dump_json(exclude_defaults=True)))


async def _nobody(_bot: RunningBot, _owner: Person, person: Person) -> None:
    await person.sends("/start")
    await person.waits_for()


async def _applicant(_bot: RunningBot, _owner: Person, person: Person) -> None:
    await begun(person, answered=3)


async def _drafter(_bot: RunningBot, owner: Person, person: Person) -> None:
    await hired(owner, person, "drafter")


async def _removed(_bot: RunningBot, owner: Person, person: Person) -> None:
    await hired(owner, person, "coordinator")
    await person.sends("/office")
    await person.waits_for("You are a coordinator")
    await owner.sends("/team")
    await owner.waits_for("Annabel")
    await owner.taps("Remove")
    await owner.waits_for("from the team?")
    await owner.taps("Yes, remove them")
    await owner.waits_for("not in the team any more")


BECOMING = {"nobody": _nobody, "applicant": _applicant, "drafter": _drafter, "removed coordinator": _removed}
ROLES = {"drafter": Role.DRAFTER}


def test_there_is_something_to_guard() -> None:
    assert len(GUARDED) > 40
    assert {Role.DRAFTER, Role.COORDINATOR, Role.OWNER} == set(GUARDED.values())


@pytest.mark.timeout(240)
@pytest.mark.parametrize("who", BECOMING)
async def test_nobody_does_or_sees_what_is_not_theirs(
    telegram: Simulator, bot: RunningBot, owner: Person, anna: Person, who: str
) -> None:
    await BECOMING[who](bot, owner, anna)
    await furnished(bot)
    names, before, heard = forbidden(ROLES.get(who)), everything(bot.database), len(telegram.calls)
    for tried, data in enumerate(forged(names)):
        await anna.forges(data)
        if not tried % _AT_ONCE:
            await until_idle(anna)
    for text in (*commands(names), *links(names)):
        await anna.sends(text)
        await anna.waits_for()
    for place in (name for name in names if name in FEATURES.places):
        await placed(bot, anna, place)
        await anna.sends("2")
        await until_idle(anna)
    assert everything(bot.database) == before
    said = [str(call.parameters) for call in list(telegram.calls)[heard:] if call.chat_id == anna.id]
    assert said
    assert not [text for text in said if SECRET in text or "Office of" in text or "?start=i-" in text]
    assert all(call.chat_id in {anna.id, None} for call in list(telegram.calls)[heard:])
