"""Who is in the team: looking, removing, leaving."""

from dataclasses import replace

from bot.office.visit import Onward, Visit
from bot.team.invitation import commands_of
from bot.team.names import name_of
from dialogs.keyboard import flowing, stacked
from dialogs.roles import Role
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen


async def show_team(visit: Visit) -> Screen:
    """Everybody with a role, and ways to invite and remove."""
    scene, transaction = visit.scene, visit.transaction
    labels = scene.words.labels("office_team")
    owners = [await name_of(transaction, one, "") for one in visit.room.settings.owner_ids]
    members = [
        {"id": one.person_id, "name": one.first_name or str(one.person_id), "role": one.role, "since": one.since.date()}
        for one in await transaction.staff()
    ]
    open_invites = await transaction.open_invites(visit.now)
    page = scene.words.page("office/team", owners=", ".join(owners), members=members, open=open_invites)
    removals = [go(page.labels[str(one["id"])], "o_remove", str(one["id"])) for one in members]
    invites = [do(labels[f"invite_{role}"], "o_invite", role) for role in ("coordinator", "drafter")]
    withdraw = [do(labels["withdraw"], "o_withdraw")] if open_invites else []
    rows = (*stacked([*invites, *withdraw, *removals]), (go(labels["office"], "o_office"),))
    return Screen(name="o_team", text=page.text, rows=rows)


async def show_remove(visit: Visit, person_id: str) -> Screen:
    """Asks before somebody is removed."""
    labels = visit.scene.words.labels("office_team")
    buttons = [do(labels["remove_yes"], "o_remove_yes", person_id), go(labels["remove_no"], "o_team")]
    return visit.scene.screen("office/remove", stacked(buttons), name=await _member(visit, person_id))


async def remove(visit: Visit, person_id: str) -> Onward:
    """Take the role away; from their next tap on, they have none."""
    name = await _member(visit, person_id)
    role = await visit.transaction.remove_staff(int(person_id))
    await visit.note("staff.removed", f"person {person_id}", str(role))
    notice = visit.scene.words.page("office/removed", name=name).text
    return replace(visit.to("o_team", notice=notice), effect=commands_of(visit, int(person_id), None))


async def show_leave(visit: Visit) -> Screen:
    """Asks before somebody leaves."""
    labels = visit.scene.words.labels("office_team")
    buttons = [do(labels["leave_yes"], "o_leave_yes"), go(labels["leave_no"], "o_office")]
    return visit.scene.screen("office/leave", flowing(buttons))


async def leave(visit: Visit) -> Onward:
    """Give one's own role back; an owner cannot, since the environment names them."""
    if visit.role is Role.OWNER:
        raise Refused("owner")
    await visit.transaction.remove_staff(visit.person.id)
    await visit.note("staff.left", f"person {visit.person.id}", str(visit.role))
    notice = visit.scene.words.page("office/left").text
    return replace(visit.to("menu", notice=notice), effect=commands_of(visit, visit.person.id, None))


async def _member(visit: Visit, person_id: str) -> str:
    """Their name.

    Raises:
        Refused: if nobody of that id is in the team.
    """
    for one in await visit.transaction.staff():
        if str(one.person_id) == person_id:
            return one.first_name or person_id
    raise Refused(person_id)
