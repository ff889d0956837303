"""The audit log, a page at a time."""

from bot.office.visit import Visit
from bot.storage.audit import NOBODY
from bot.team.names import name_of
from dialogs.keyboard import flowing
from dialogs.scene import Refused, go
from dialogs.screen import Screen
from dialogs.zone import zone_of

_PAGE = 10
_LONGEST_ID = 10
_LONGEST_DETAIL = 120


async def show_log(visit: Visit, before: str = "") -> Screen:
    """Ten entries, newest first; `before` is the number of an entry."""
    if before and not (before.isdecimal() and before.isascii() and len(before) <= _LONGEST_ID):
        raise Refused(before)
    older = {"before_id": int(before)} if before else {}
    found = await visit.transaction.audit_log(_PAGE + 1, **older)
    zone = zone_of(visit.session, visit.scene.pack)
    labels = visit.scene.words.labels("office_team")
    entries = [
        {
            "at": one.at.astimezone(zone),
            "who": await name_of(visit.transaction, one.who, "bot" if one.who == NOBODY else ""),
            "what": one.what,
            "subject": one.subject,
            "detail": one.detail[:_LONGEST_DETAIL],
        }
        for one in found[:_PAGE]
    ]
    buttons = [go(labels["older"], "o_log", str(found[_PAGE - 1].id))] if len(found) > _PAGE else []
    buttons += [go(labels["newest"], "o_log")] if before else []
    buttons.append(go(labels["office"], "o_office"))
    return visit.scene.screen("office/log", flowing(buttons), entries=entries, zone=zone.key.replace("_", " "))
