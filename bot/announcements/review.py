"""A second person's look: asked for, given, or sent back with what to change."""

from collections.abc import Iterable
from dataclasses import replace

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.announcements.checkpoint import check, checked
from bot.announcements.drafts import Draft, found, numbered, subject_of
from bot.announcements.moves import move
from bot.announcements.scheduling import LABELS
from bot.gateway.desk import Outgoing
from bot.gateway.failure import reason_of
from bot.gateway.message import send_anew
from bot.office.visit import Effect, Onward, Visit
from dialogs.announcements.lifecycle import NotNow, Step
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Screen

log = structlog.get_logger(__name__)

_LONGEST_REASON = 500


async def submit(visit: Visit, number: str) -> Onward:
    """Ask for a review; the coordinators and owners are told."""
    try:
        await move(visit.transaction, numbered(number), Step.SUBMIT, visit.now, who=visit.person.id)
    except NotNow:
        return await check(visit, number)
    staff = [one.person_id for one in await visit.transaction.staff() if one.role == "coordinator"]
    told = {*staff, *visit.room.settings.owner_ids} - {visit.person.id}
    page = visit.scene.words.page
    screen = Screen(
        "o_review_asked",
        page("office/review_asked", number=int(number)).text,
        ((do(visit.scene.words.labels(LABELS)["look"], "o_check", number),),),
        stays=True,
    )
    notice = page("office/in_review").text
    return replace(visit.to("o_checked", number, notice=notice), effect=_telling(told, screen))


async def approve(visit: Visit, number: str) -> Onward:
    """Somebody else than the writer finds it good."""
    draft = await _in_review(visit, number)
    page = visit.scene.words.page
    if draft.row.author == visit.person.id:
        raise Misunderstood(page("office/own_approval").text)
    await visit.transaction.save_announcement(replace(draft.row, approved_by=visit.person.id, changed_at=visit.now))
    await visit.note("announcement.approved", subject_of(draft.row.id))
    approved = await found(visit, number)
    return checked(visit, approved, page("office/approved").text)


async def show_send_back(visit: Visit, number: str) -> Screen:
    """Asks what should be changed."""
    await _in_review(visit, number)
    return visit.scene.screen("office/send_back", ((do(visit.scene.words.labels(LABELS)["no"], "o_check", number),),))


async def write_send_back(visit: Visit, number: str) -> Onward:
    """What should be changed, typed: the writer reads it, and nobody else keeps it."""
    reason = (visit.message.text or "").strip()[:_LONGEST_REASON] if visit.message is not None else ""
    if not reason:
        raise Misunderstood(visit.scene.words.page("screens/not_understood").text)
    draft = await _in_review(visit, number)
    await move(visit.transaction, draft.row.id, Step.SEND_BACK, visit.now, who=visit.person.id, approved_by=None)
    page = visit.scene.words.page
    screen = Screen(
        "o_came_back",
        page("office/came_back", number=draft.row.id, reason=reason).text,
        ((go(visit.scene.words.labels(LABELS)["draft"], "o_compose", number),),),
        stays=True,
    )
    told = {draft.row.author} - {visit.person.id}
    notice = page("office/sent_back").text
    return replace(visit.to("o_announcements", notice=notice), effect=_telling(told, screen))


async def _in_review(visit: Visit, number: str) -> Draft:
    """Locked, so that it can be changed.

    Raises:
        Refused: if it is not in review any more.
    """
    await visit.transaction.lock_announcement(numbered(number))
    draft = await found(visit, number)
    if draft.row.state != "in_review":
        raise Refused(number)
    return draft


def _telling(people: Iterable[int], screen: Screen) -> Effect:
    """A message to others of the staff; whom it does not reach finds it in the list all the same."""

    async def tell(bot: Bot) -> None:
        for person_id in people:
            try:
                await send_anew(bot, Outgoing(person_id, person_id, screen))
            except TelegramError as error:
                log.info("staff not told", error=type(error).__name__, reason=reason_of(error))

    return tell
