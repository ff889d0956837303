"""Joining the team by a link that works once."""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

from telegram import Bot

from bot.office.visit import Effect, Onward, Visit
from bot.storage import GivenRole, InviteRow, StaffRow
from dialogs.keyboard import flowing
from dialogs.roles import Role, may
from dialogs.scene import Refused, go
from dialogs.screen import Button, Screen

PREFIX = "i"
"""What the payload of such a link begins with, before the dash."""

LASTS = timedelta(hours=72)

_GIVEN: dict[str, GivenRole] = {"coordinator": "coordinator", "drafter": "drafter"}


async def invite(visit: Visit, role: str) -> Onward:
    """Make a link for one person and show it, once: only its hash is kept."""
    if role not in _GIVEN:
        raise Refused(role)
    secret = secrets.token_urlsafe(24)
    await visit.transaction.add_invite(
        InviteRow(hash_of(secret), _GIVEN[role], visit.person.id, visit.now, visit.now + LASTS)
    )
    await visit.note("staff.invited", f"a {role}")

    async def shown(_bot: Bot) -> Screen:
        return _invited(visit, role, visit.room.link(f"{PREFIX}-{secret}"))

    return replace(visit.to("o_team"), effect=shown)


async def join(visit: Visit, secret: str) -> Onward:
    """Use a link. Whoever is in the team with as much to say already does not use it up."""
    hashed = hash_of(secret)
    offered = await visit.transaction.invite_role(hashed, visit.now)
    if offered is None:
        return visit.to("menu", notice=visit.scene.words.page("office/not_joined").text)
    if may(visit.role, Role(offered)):
        return visit.to("o_office", notice=visit.scene.words.page("office/joined_already").text)
    used = await visit.transaction.use_invite(hashed, visit.now)
    if used is None:  # somebody else was faster
        return visit.to("menu", notice=visit.scene.words.page("office/not_joined").text)
    role, invited_by = used
    await visit.transaction.save_staff(StaffRow(visit.person.id, role, invited_by, visit.now))
    await visit.note("staff.joined", f"person {visit.person.id}", f"{role}, invited by {invited_by}")
    notice = visit.scene.words.page("office/joined", role=role, association=visit.scene.pack.association.name).text
    return replace(visit.to("o_office", notice=notice), effect=commands_of(visit, visit.person.id, Role(role)))


async def withdraw(visit: Visit) -> Onward:
    """Make every open link useless."""
    count = await visit.transaction.withdraw_invites(visit.now)
    if not count:
        return visit.to("o_team")
    await visit.note("staff.invitations_withdrawn", f"{count} invitations")
    return visit.to("o_team", notice=visit.scene.words.page("office/withdrawn", count=count).text)


def commands_of(visit: Visit, person_id: int, role: Role | None) -> Effect:
    """Shows somebody the commands of their role."""

    async def shown(bot: Bot) -> None:
        await visit.room.show_commands(bot, person_id, role)

    return shown


def hash_of(secret: str) -> str:
    """Enough for 192 random bits: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _invited(visit: Visit, role: str, link: str) -> Screen:
    labels = visit.scene.words.labels("office_team")
    hours = int(LASTS.total_seconds() // 3600)
    buttons = [Button(labels["copy_link"], copy=link), go(labels["back"], "o_team")]
    return visit.scene.screen("office/invited", flowing(buttons), role=role, link=link, hours=hours)
