"""The entrance of the office, its team, and the log of what was done."""

from dataclasses import replace

from bot.office.feature import Act, Feature, Place
from bot.office.visit import Onward, Visit
from bot.team import invitation, log, membership
from dialogs.keyboard import flowing
from dialogs.roles import Role, may
from dialogs.scene import go
from dialogs.screen import Screen

_DOORS = (
    ("announcements", "o_announcements", Role.DRAFTER),
    ("inbox", "o_inbox", Role.COORDINATOR),
    ("roster", "o_roster", Role.COORDINATOR),
    ("figures", "o_figures", Role.COORDINATOR),
    ("log", "o_log", Role.COORDINATOR),
    ("team", "o_team", Role.OWNER),
)


async def enter(visit: Visit) -> Onward:
    """By the command; Telegram learns which commands to offer to this role, which may have changed."""
    return replace(visit.to("o_office"), effect=invitation.commands_of(visit, visit.person.id, visit.role))


async def show_office(visit: Visit) -> Screen:
    """Every door that this role may open; the doors check for themselves who comes."""
    labels = visit.scene.words.labels("office_team")
    buttons = [go(labels[label], place) for label, place, least in _DOORS if may(visit.role, least)]
    if visit.role is not Role.OWNER:
        buttons.append(go(labels["leave"], "o_leave"))
    buttons.append(visit.scene.button("menu", "menu"))
    association = visit.scene.pack.association.name
    return visit.scene.screen("office/office", flowing(buttons), association=association, role=visit.role)


TEAM = Feature(
    acts={
        "o_enter": Act(enter, Role.DRAFTER),
        "o_invite": Act(invitation.invite, Role.OWNER),
        "o_withdraw": Act(invitation.withdraw, Role.OWNER),
        "o_join": Act(invitation.join, None),
        "o_remove_yes": Act(membership.remove, Role.OWNER),
        "o_leave_yes": Act(membership.leave, Role.DRAFTER),
    },
    places={
        "o_office": Place(show_office, Role.DRAFTER),
        "o_team": Place(membership.show_team, Role.OWNER),
        "o_remove": Place(membership.show_remove, Role.OWNER),
        "o_leave": Place(membership.show_leave, Role.DRAFTER),
        "o_log": Place(log.show_log, Role.COORDINATOR),
    },
    commands={"office": "o_enter", "team": "o_team", "audit": "o_log"},
    links={invitation.PREFIX: "o_join"},
)
