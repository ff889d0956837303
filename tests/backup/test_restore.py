"""Putting a backup back: what people told comes back, who was forgotten does not, and nothing goes out twice."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.backup.doubting import Doubts
from bot.backup.making import make_backup, make_tombstones
from bot.clock import SystemClock
from bot.storage import (
    AnnouncementRow,
    AuditRow,
    NudgeRow,
    RecipientRow,
    RecipientState,
    RelayRow,
    RelayState,
    StaffRow,
    Storage,
    migrate,
)
from bot.storage.migrations import head
from bot.storage.migrations.runner import upgrade
from dialogs.session import Session
from rules.complaints import BadInput
from tests.backup.conftest import backed_up, ran, restored, rows, stored
from tests.nudges.people import due_and_awake, endorsed, endorsee, enter, ledger_of, session_of

NOW = SystemClock().now()
ANNA, BEN, CARL = 5_100_000_001, 5_100_000_002, 5_100_000_003
NONE = Doubts(0, 0, 0)


async def told(url: str, person_id: int, **answers: object) -> None:
    async with stored(url) as storage:
        await enter(storage, SystemClock().now(), {person_id: Session.model_validate({"answers": answers})})


async def forget(url: str, person_id: int) -> None:
    async with stored(url) as storage, storage.transaction() as transaction:
        await transaction.forget_person(person_id, SystemClock().now())


async def people(url: str) -> list[object]:
    return [one for (one,) in await rows(url, "SELECT id FROM person ORDER BY id")]


async def session_in(url: str, person_id: int) -> Session:
    async with stored(url) as storage:
        return await session_of(storage, person_id)


async def test_what_people_told_comes_back_as_it_was(url: str, tmp_path: Path) -> None:
    await told(url, ANNA, rsc_hours=10)
    backup = await backed_up(url, tmp_path / "one.tar")
    await told(url, ANNA, rsc_hours=99)
    await told(url, BEN)
    done = await restored(url, backup, force=True)
    assert (done.people, done.forgotten, done.has_present, done.kept, done.doubts) == (1, 0, True, True, NONE)
    assert await people(url) == [ANNA]
    assert (await session_in(url, ANNA)).answers == {"rsc_hours": 10}


async def test_an_empty_place_needs_no_force(url: str, other_url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    done = await restored(other_url, await backed_up(url, tmp_path / "one.tar"))
    assert (done.people, done.has_present, done.kept) == (1, False, False)
    assert await people(other_url) == [ANNA]


async def test_people_are_not_replaced_unless_that_is_meant(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    await told(url, BEN)
    with pytest.raises(BadInput, match="is not empty; --force replaces"):
        await restored(url, backup)
    assert await people(url) == [ANNA, BEN]
    await told(url, CARL)


async def test_who_asked_to_be_forgotten_after_the_backup_stays_forgotten(url: str, tmp_path: Path) -> None:
    for one in (ANNA, BEN, CARL):
        await told(url, one)
    backup = await backed_up(url, tmp_path / "one.tar")
    await forget(url, BEN)
    await forget(url, CARL)
    await told(url, CARL)  # back again, as somebody new
    assert (await restored(url, backup, force=True)).forgotten == 2
    assert await people(url) == [ANNA]
    async with stored(url) as storage, storage.transaction() as transaction:
        assert [await transaction.is_forgotten(one) for one in (ANNA, BEN, CARL)] == [False, True, True]
    assert (await restored(url, await backed_up(url, tmp_path / "two.tar"), force=True)).forgotten == 0
    assert (await restored(url, backup, force=True)).forgotten == 2


async def test_who_came_back_before_the_backup_comes_back_with_it(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    await forget(url, ANNA)
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    await forget(url, BEN)
    assert (await restored(url, backup, force=True)).forgotten == 0
    assert await people(url) == [ANNA]


async def test_who_was_forgotten_twice_and_came_back_in_between_stays_forgotten(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    await forget(url, ANNA)
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    await forget(url, ANNA)
    assert (await restored(url, backup, force=True)).forgotten == 1
    assert await people(url) == []


@pytest.mark.parametrize("whole", [False, True], ids=["tombstones only", "a later backup"])
async def test_tombstones_kept_elsewhere_are_heard_where_the_database_is_lost(
    url: str, other_url: str, tmp_path: Path, *, whole: bool
) -> None:
    await told(url, ANNA)
    await told(url, BEN)
    backup = await backed_up(url, tmp_path / "one.tar")
    await forget(url, BEN)
    if whole:
        await asyncio.to_thread(make_backup, url, None, tmp_path / "later", SystemClock().now())
    else:
        assert await asyncio.to_thread(make_tombstones, url, tmp_path / "later") == 1
    assert (await restored(other_url, backup, tmp_path / "later")).forgotten == 1
    assert await people(other_url) == [ANNA]


async def test_deletions_of_a_bot_that_was_begun_anew_hold_as_well(url: str, other_url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    await told(url, BEN)
    backup = await backed_up(url, tmp_path / "one.tar")
    await migrate(other_url)
    await told(other_url, CARL)
    await forget(other_url, BEN)
    done = await restored(other_url, backup, force=True)
    assert (done.people, done.forgotten, done.kept) == (1, 1, False)
    assert await people(other_url) == [ANNA]


def pending(person_id: int, rung: date, **more: Any) -> NudgeRow:  # noqa: ANN401  fields of the row
    bare = NudgeRow(person_id, 1, date(2027, 12, 31), rung, "pending", NOW, NOW - timedelta(hours=1))
    return replace(bare, **more)


async def put(storage: Storage, *nudges: NudgeRow) -> None:
    async with storage.transaction() as transaction:
        await transaction.add_nudges(nudges)
        await transaction.save_nudges(nudges)


async def states(url: str, person_id: int) -> list[tuple[date, str]]:
    async with stored(url) as storage:
        return [(row.rung, row.state) for row in await ledger_of(storage, person_id)]


FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


async def test_a_reminder_that_was_sent_after_the_backup_counts_as_sent(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    async with stored(url) as storage:
        await put(storage, pending(ANNA, FIRST))
    backup = await backed_up(url, tmp_path / "one.tar")
    async with stored(url) as storage:
        await put(storage, pending(ANNA, FIRST, state="sent", message_id=7, settled_at=NOW), pending(ANNA, SECOND))
    done = await restored(url, backup, force=True)
    assert (done.kept, done.doubts) == (True, NONE)
    assert await states(url, ANNA) == [(FIRST, "sent"), (SECOND, "pending")]


async def test_where_the_database_is_lost_what_was_due_is_unknown_and_what_was_not_waits(
    url: str, other_url: str, tmp_path: Path
) -> None:
    await told(url, ANNA)
    async with stored(url) as storage:
        await put(storage, pending(ANNA, FIRST), pending(ANNA, SECOND, state="sending", worker="w"))
        await put(storage, pending(ANNA, THIRD, not_before=NOW + timedelta(days=400)))
    done = await restored(other_url, await backed_up(url, tmp_path / "one.tar"))
    assert done.doubts == Doubts(2, 0, 0)
    assert await states(other_url, ANNA) == [(FIRST, "unknown"), (SECOND, "unknown"), (THIRD, "pending")]


async def test_a_reminder_that_was_decided_and_sent_after_a_backup_that_is_all_there_is_does_not_go_again(
    url: str, other_url: str, tmp_path: Path
) -> None:
    async with stored(url) as storage:
        await enter(storage, NOW - timedelta(days=3), {ANNA: due_and_awake(NOW.date())})
    done = await restored(other_url, await backed_up(url, tmp_path / "one.tar"))
    assert done.doubts == Doubts(1, 0, 0)
    assert [state for _, state in await states(other_url, ANNA)][-1] == "unknown"
    [(due,)] = await rows(other_url, "SELECT due_at FROM person")
    assert datetime.fromisoformat(str(due)) > NOW


async def test_how_somebody_wishes_to_be_reminded_stays_as_they_said_last(url: str, tmp_path: Path) -> None:
    one, two = endorsed(date(2025, 5, 5)), endorsed(date(2026, 5, 5), 2)
    async with stored(url) as storage:
        await enter(storage, NOW, {ANNA: endorsee(one, two)})
    backup = await backed_up(url, tmp_path / "one.tar")
    snoozed = one.model_copy(update={"snoozed_until": date(2027, 11, 1)})
    async with stored(url) as storage:
        await enter(storage, NOW, {ANNA: endorsee(snoozed, stopped=True)})
    await restored(url, backup, force=True)
    session = await session_in(url, ANNA)
    assert session.wishes.stopped
    assert [(each.id, each.snoozed_until, each.muted) for each in session.endorsements] == [
        (1, date(2027, 11, 1), False),
        (2, None, True),  # deleted since: back, and silent
    ]
    assert session.next_number == 3


async def announced(url: str, *copies: tuple[int, RecipientState]) -> int:
    """An announcement that is being sent, with copies in these states."""
    async with stored(url) as storage, storage.transaction() as transaction:
        bare = AnnouncementRow(0, "sending", ANNA, "{}", "{}", "{}", "training", made_at=NOW, changed_at=NOW)
        number = await transaction.add_announcement(bare)
        begun = NOW - timedelta(hours=1)
        await transaction.save_announcement(replace(bare, id=number, starts_at=begun, confirmed_at=begun))
        await transaction.add_recipients(RecipientRow(number, one, state, begun) for one, state in copies)
    return number


async def copies(url: str) -> list[tuple[object, ...]]:
    return list(await rows(url, "SELECT announcement_id, person_id, state FROM recipient ORDER BY id"))


async def test_copies_that_went_out_after_the_backup_are_not_sent_again(url: str, tmp_path: Path) -> None:
    for one in (ANNA, BEN):
        await told(url, one)
    number = await announced(url, (ANNA, "pending"), (BEN, "pending"))
    backup = await backed_up(url, tmp_path / "one.tar")
    await rows_changed(url, "UPDATE recipient SET state = 'sent' WHERE id = 1")
    await told(url, CARL)
    later = await announced(url, (CARL, "sent"), (BEN, "sent"))
    assert (await restored(url, backup, force=True)).doubts == NONE
    assert await copies(url) == [
        (number, ANNA, "sent"),
        (number, BEN, "pending"),
        (later, None, "sent"),  # who came after the backup is not there any more; the sums stay
        (later, BEN, "sent"),
    ]
    assert await announced(url) == later + 1


async def test_where_the_database_is_lost_copies_that_may_have_gone_out_are_unknown(
    url: str, other_url: str, tmp_path: Path
) -> None:
    for one in (ANNA, BEN, CARL):
        await told(url, one)
    number = await announced(url, (ANNA, "sent"), (BEN, "pending"), (CARL, "sending"))
    done = await restored(other_url, await backed_up(url, tmp_path / "one.tar"))
    assert done.doubts == Doubts(0, 2, 0)
    assert await copies(other_url) == [(number, ANNA, "sent"), (number, BEN, "unknown"), (number, CARL, "unknown")]


async def rows_changed(url: str, statement: str) -> None:
    await rows(url, f"{statement} RETURNING 1")


async def test_a_role_that_was_taken_away_after_the_backup_is_not_given_back(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    async with stored(url) as storage, storage.transaction() as transaction:
        await transaction.save_staff(StaffRow(ANNA, "coordinator", 1, NOW))
        await transaction.note(AuditRow(NOW, 1, "staff.invited", "person"))
    backup = await backed_up(url, tmp_path / "one.tar")
    async with stored(url) as storage, storage.transaction() as transaction:
        await transaction.remove_staff(ANNA)
        await transaction.note(AuditRow(NOW, 1, "staff.removed", "person"))
    await restored(url, backup, force=True)
    assert await rows(url, "SELECT * FROM staff") == []
    log = [what for (what,) in await rows(url, "SELECT what FROM audit ORDER BY id")]
    assert log == ["staff.invited", "staff.removed", "database.restored"]


async def test_a_restored_database_is_at_work_again(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    await restored(url, await backed_up(url, tmp_path / "one.tar"), force=True)
    await migrate(url)
    await told(url, BEN)
    async with stored(url) as storage, storage.transaction() as transaction:
        assert await transaction.add_inquiry(ANNA, NOW, "", None, None) == 1
        await transaction.note(AuditRow(NOW, 1, "any", "thing"))
    assert await people(url) == [ANNA, BEN]
    with pytest.raises(Exception, match="only added to"):
        await rows_changed(url, "DELETE FROM audit")


async def test_a_backup_of_an_older_program_is_brought_up_to_date(url: str, other_url: str, tmp_path: Path) -> None:
    """As revision 0006 had it."""
    await at_revision(other_url, "0006")
    await rows_changed(
        other_url,
        f"INSERT INTO person (id, created_at, updated_at) VALUES ({ANNA}, '{MOMENT}', '{MOMENT}')",  # noqa: S608  our own values
    )
    backup = await backed_up(other_url, tmp_path / "one.tar")
    await restored(url, backup, force=True)
    assert await rows(url, "SELECT id, heard_on FROM person") == [(ANNA, None)]
    assert await rows(url, "SELECT version_num FROM alembic_version") == [(head(),)]
    assert (await restored(other_url, backup, force=True)).kept


MOMENT = "2026-11-21T10:00:00.000000+00:00"


async def at_revision(url: str, revision: str) -> None:
    """A database as an older program made it."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(exist_ok=True)
        with create_engine(f"sqlite:///{path}", poolclass=NullPool).begin() as file:
            upgrade(file, revision)
        return
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.begin() as connection:
        await connection.run_sync(upgrade, revision)
    await engine.dispose()


async def asked(url: str, *states: RelayState, first: int = 1) -> None:
    """A question of Anna's with messages in these states, numbered from `first`."""
    async with stored(url) as storage, storage.transaction() as transaction:
        number = await transaction.add_inquiry(ANNA, NOW, "", None, None)
        for message, state in enumerate(states, first):
            await transaction.add_relay(RelayRow(number, "in", ANNA, message, BEN, {}, state, NOW))


async def messages(url: str) -> list[object]:
    return [state for (state,) in await rows(url, "SELECT state FROM relay ORDER BY id")]


async def test_messages_of_questions_that_went_on_after_the_backup_stay_as_they_are(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    await asked(url, "pending", "sent")
    backup = await backed_up(url, tmp_path / "one.tar")
    await rows_changed(url, "UPDATE relay SET state = 'sent'")
    await asked(url, "pending", first=9)
    assert (await restored(url, backup, force=True)).doubts == NONE
    assert await messages(url) == ["sent", "sent", "pending"]


async def test_where_the_database_is_lost_messages_on_their_way_are_unknown(
    url: str, other_url: str, tmp_path: Path
) -> None:
    await told(url, ANNA)
    await asked(url, "pending", "sent", "sending")
    done = await restored(other_url, await backed_up(url, tmp_path / "one.tar"))
    assert done.doubts == Doubts(0, 0, 2)
    assert await messages(other_url) == ["unknown", "sent", "unknown"]


def test_the_command_says_what_came_of_it(tmp_path: Path) -> None:
    url, other = f"sqlite:///{tmp_path}/endorse.db", f"sqlite:///{tmp_path}/other.db"
    asyncio.run(migrate(url))
    asyncio.run(told(url, ANNA))
    asyncio.run(asked(url, "pending"))
    assert ran(url, "backup", str(tmp_path / "one.tar")).code == 0
    done = ran(url, "restore", str(tmp_path / "one.tar"), "--force")
    assert (done.code, done.err) == (0, "")
    first, *others = done.out.splitlines()
    assert first.startswith("restored: 1 people, as of ")
    assert others == [
        "forgotten: 0 who asked for it after the backup stay forgotten",
        "kept: what was sent, answered and done since, as the database here had it",
    ]
    lost = ran(other, "restore", str(tmp_path / "one.tar"))
    assert lost.code == 0
    assert "look: nothing here tells who asked to be forgotten after " in lost.out
    assert "look: who has which role is as of the backup" in lost.out
    assert "unknown: 0 reminders, 0 copies of announcements, 1 of the messages of questions" in lost.out
