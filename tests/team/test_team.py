"""Inviting, joining, removing, leaving; and the log of it."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.simulator import Person, Simulator
from bot.storage import AuditRow, StaffRow, open_storage
from bot.team.invitation import LASTS
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until_idle
from tests.team.joining import hired, invitation


async def team(bot: RunningBot) -> list[StaffRow]:
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        return await transaction.staff()


async def log(bot: RunningBot) -> list[AuditRow]:
    """Oldest first."""
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        return (await transaction.audit_log(100))[::-1]


@pytest.mark.parametrize("role", ["coordinator", "drafter"])
async def test_a_link_brings_one_person_into_the_team(
    office_bot: RunningBot, owner: Person, anna: Person, ben: Person, role: str
) -> None:
    payload = await invitation(owner, role)
    await anna.sends(f"/start {payload}")
    await anna.waits_for("Welcome!")
    await ben.sends(f"/start {payload}")
    await ben.waits_for("used already")
    assert [(one.person_id, one.role, one.invited_by, one.first_name) for one in await team(office_bot)] == [
        (anna.id, role, owner.id, "Annabel")
    ]
    assert [(one.who, one.what) for one in await log(office_bot)] == [
        (owner.id, "staff.invited"),
        (anna.id, "staff.joined"),
    ]


async def test_a_link_is_shown_once_and_is_not_stored(office_bot: RunningBot, owner: Person) -> None:
    payload = await invitation(owner, "coordinator")
    row = await office_bot.row(owner)
    assert row is not None
    assert payload.removeprefix("i-") not in row.session
    await owner.sends("/team")
    await owner.waits_for("1 invitation is still open")
    assert not owner.last.text.count(payload)


async def test_a_link_is_void_after_three_days(
    office_bot: RunningBot, owner: Person, anna: Person, clock: MovableClock
) -> None:
    payload = await invitation(owner, "coordinator")
    clock.advance(LASTS + timedelta(minutes=1))
    await anna.sends(f"/start {payload}")
    await anna.waits_for("too old")
    assert await team(office_bot) == []


async def test_an_owner_can_make_all_open_links_void(office_bot: RunningBot, owner: Person, anna: Person) -> None:
    payload = await invitation(owner, "coordinator")
    await owner.sends("/team")
    await owner.waits_for("still open")
    await owner.taps("Withdraw open invitations")
    await owner.waits_for("is void now")
    await anna.sends(f"/start {payload}")
    await anna.waits_for("used already")
    assert await team(office_bot) == []


async def test_who_is_in_the_team_does_not_use_a_link_up_and_is_never_demoted(
    office_bot: RunningBot, owner: Person, anna: Person, ben: Person
) -> None:
    await hired(owner, anna, "coordinator")
    payload = await invitation(owner, "drafter")
    for one in (anna, owner):
        await one.sends(f"/start {payload}")
        await one.waits_for("in the team already")
    await ben.sends(f"/start {payload}")
    await ben.waits_for("Welcome!")
    assert {one.person_id: one.role for one in await team(office_bot)} == {anna.id: "coordinator", ben.id: "drafter"}


async def test_a_drafter_can_be_made_a_coordinator_by_another_link(
    office_bot: RunningBot, owner: Person, anna: Person
) -> None:
    await hired(owner, anna, "drafter")
    await hired(owner, anna, "coordinator")
    assert [one.role for one in await team(office_bot)] == ["coordinator"]


async def test_who_was_removed_finds_no_office_any_more(office_bot: RunningBot, owner: Person, anna: Person) -> None:
    await hired(owner, anna, "coordinator")
    await anna.sends("/audit")
    old = await anna.waits_for("What was done")
    await owner.sends("/team")
    await owner.waits_for("Annabel")
    await owner.taps("Remove Annabel")
    await owner.waits_for("from the team?")
    await owner.taps("Yes, remove them")
    await owner.waits_for("not in the team any more")
    await anna.taps("Back to the office", message=old)
    await anna.waits_for("does not lead anywhere")
    assert not anna.sees("Office of")
    await anna.sends("/office")
    await anna.waits_for("command")
    assert not anna.sees("Office of")
    assert await team(office_bot) == []


async def test_one_can_leave_and_an_owner_cannot(office_bot: RunningBot, owner: Person, anna: Person) -> None:
    await hired(owner, anna, "drafter")
    await anna.sends("/office")
    await anna.waits_for("You are a drafter")
    await anna.taps("Leave the team")
    await anna.waits_for("Leave the team?")
    await anna.taps("Yes, I leave")
    await anna.waits_for("You have left")
    assert await team(office_bot) == []
    await owner.sends("/office")
    await owner.waits_for("You are an owner")
    await owner.forges("do.o_leave_yes")
    await owner.waits_for("does not lead anywhere")


async def test_being_forgotten_takes_the_role_away_too(office_bot: RunningBot, owner: Person, anna: Person) -> None:
    await hired(owner, anna, "coordinator")
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes")
    await anna.waits_for("deleted")
    assert await team(office_bot) == []


async def test_the_log_is_read_page_by_page(office_bot: RunningBot, owner: Person) -> None:
    for _ in range(6):
        await invitation(owner, "drafter")
        await owner.sends("/team")
        await owner.waits_for("open")
        await owner.taps("Withdraw")
        await owner.waits_for("void")
    await owner.sends("/audit")
    newest = await owner.waits_for("What was done")
    assert newest.text.count("staff.") == 10
    await owner.taps("Older")
    older = await owner.waits_for("What was done")
    assert older.text.count("staff.") == 2
    assert (len(await log(office_bot)), owner.buttons) == (12, ("Newest", "Back to the office"))


async def test_each_sees_the_commands_that_are_theirs(
    office_bot: RunningBot, telegram: Simulator, owner: Person, anna: Person
) -> None:
    def menu(person: Person) -> list[str]:
        shown = telegram.world.profile.commands.get((f"chat:{person.id}", ""), [])
        return [str(one["command"]) for one in shown]

    await owner.sends("/office")
    await owner.waits_for("You are an owner")
    assert "team" in menu(owner)
    assert menu(anna) == []
    await hired(owner, anna, "drafter")
    await until_idle(anna)
    assert "office" in menu(anna)
    assert "team" not in menu(anna)
    assert office_bot is not None
