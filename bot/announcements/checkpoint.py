"""The last look before an announcement goes out: to how many, who is left out, what is wrong; and the confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot

from bot.announcements.drafts import Draft, found, numbered, read_audience, read_timing
from bot.announcements.fields import sample_fields
from bot.announcements.freeze import Count, freeze
from bot.announcements.length import too_long
from bot.announcements.moves import move
from bot.announcements.scheduling import LABELS, home, starts, zone_name
from bot.office.visit import Effect, Onward, Visit
from bot.storage import AnnouncementRow, Transaction
from dialogs.announcements.checking import complaints, told
from dialogs.announcements.lifecycle import NotNow, Step
from dialogs.announcements.shown import gist
from dialogs.announcements.timing import Timing
from dialogs.announcements.wording import audience_in_words
from dialogs.keyboard import flowing
from dialogs.misunderstood import Misunderstood
from dialogs.roles import Role, may
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen

_OPEN = frozenset({"draft", "in_review"})
_GIST = 200
_MOST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Frozen:
    """The list as it was made for this look, and for how many of them the text gets too long."""

    count: Count
    too_long: int


async def check(visit: Visit, number: str) -> Onward:
    """Make the list, count it, and show everything there is to see."""
    draft = await found(visit, number)
    if draft.row.state not in _OPEN:
        return visit.to("o_run" if draft.row.state in {"scheduled", "sending", "paused"} else "o_report", number)
    return replace(visit.to("o_checked", numbered(number)), effect=counting(visit, draft))


async def show_checked(visit: Visit, number: str) -> Screen:
    """The same without the count: that takes a moment, and is asked for by a button."""
    draft = await found(visit, number)
    if draft.row.state not in _OPEN:
        raise Refused(number)
    return _screen(visit, draft, None)


async def write_count(visit: Visit, number: str) -> Onward:
    """The number of people, typed: as good as the button that says it."""
    text = "".join((visit.message.text or "").split()) if visit.message is not None else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise Misunderstood(visit.scene.words.page("screens/not_understood").text)
    return await confirm(visit, number, text)


async def confirm(visit: Visit, number: str, count: str) -> Onward:
    """Have it sent to so many people: the list is made anew, and must still have that number."""
    draft = await found(visit, number)
    if draft.row.state not in _OPEN or draft.row.is_template or not count.isdecimal() or len(count) > _MOST_DIGITS:
        raise Refused(number, count)
    if not _may_confirm(visit, draft) or _complaints(visit, draft):
        notice = visit.scene.words.page("office/not_yet").text
        return replace(visit.to("o_checked", numbered(number)), effect=counting(visit, draft, notice))
    return replace(visit.to("o_checked", numbered(number)), effect=_confirming(visit, draft, int(count)))


def counting(visit: Visit, draft: Draft, notice: str = "") -> Effect:
    """Make the list and show everything, with a line (HTML) above."""

    async def count(_bot: Bot) -> Screen | None:
        try:
            frozen = await _frozen(visit, draft)
        except NotNow:
            return None  # it was changed while it was counted; the screen has a button to count again
        screen = _screen(visit, draft, frozen)
        return replace(screen, text=f"{notice}\n\n{screen.text}") if notice else screen

    return count


def _confirming(visit: Visit, draft: Draft, count: int) -> Effect:
    page = visit.scene.words.page

    async def scheduled(bot: Bot) -> Screen | None:
        try:
            frozen = await _frozen(visit, draft)
        except NotNow:
            return await counting(visit, draft, page("office/another_count").text)(bot)
        total = frozen.count.total
        if total != count or not total or frozen.too_long:
            told_why = "nobody_there" if not total else "wrong_count"
            return _screen(visit, draft, frozen, page(f"office/{told_why}", total=total).text)
        try:
            row = await _scheduled(visit, draft, count)
        except NotNow:
            return _screen(visit, draft, frozen, page("office/another_count").text)
        visit.room.wake()
        return _scheduled_screen(visit, row, count)

    return scheduled


async def _frozen(visit: Visit, draft: Draft) -> Frozen:
    count = await freeze(visit.room, draft.row, visit.now)
    return Frozen(count, len(await too_long(visit.room, draft.row.id)))


async def _scheduled(visit: Visit, draft: Draft, count: int) -> AnnouncementRow:
    """In one transaction: nothing has changed since the list was made, and it is scheduled.

    Raises:
        NotNow: if anything has.
    """
    room, now = visit.room, visit.room.clock.now()
    timing = read_timing(draft)
    begins = starts(timing, now, home(visit))
    async with room.storage.transaction() as transaction:
        await _same(transaction, draft, count)
        if await role_now(visit, transaction) is None:
            raise NotNow("the role was taken away meanwhile")
        return await move(
            transaction,
            draft.row.id,
            Step.CONFIRM,
            now,
            who=visit.person.id,
            detail=f"{count} people",
            confirmed_by=visit.person.id,
            confirmed_at=now,
            starts_at=begins,
            expires_at=_expires(timing.valid_hours, begins),
            progress_chat=visit.person.id,
        )


async def role_now(visit: Visit, transaction: Transaction) -> Role | None:
    """The coordinator's role, asked for once more: counting takes a while. None: it is gone."""
    if visit.role is Role.OWNER:
        return Role.OWNER
    given = await transaction.staff_role(visit.person.id)
    return Role(given) if given is not None and may(Role(given), Role.COORDINATOR) else None


async def _same(transaction: Transaction, draft: Draft, count: int) -> None:
    row = await transaction.lock_announcement(draft.row.id)
    if row is None or (row.content, row.audience, row.timing, row.topic, row.approved_by) != (
        draft.row.content,
        draft.row.audience,
        draft.row.timing,
        draft.row.topic,
        draft.row.approved_by,
    ):
        raise NotNow(f"announcement {draft.row.id} was changed meanwhile")
    counts = await transaction.recipient_counts(draft.row.id)
    if sum(many for (state, _), many in counts.items() if state == "pending") != count:
        raise NotNow(f"the list of announcement {draft.row.id} was changed meanwhile")


def _expires(hours: int | None, begins: datetime) -> datetime | None:
    return None if hours is None else begins + timedelta(hours=hours)


def _screen(visit: Visit, draft: Draft, frozen: Frozen | None, notice: str = "") -> Screen:
    words, timing = visit.scene.words, read_timing(draft)
    wrong = _complaints(visit, draft)
    may_go = _may_confirm(visit, draft) and not wrong and frozen is not None and not frozen.too_long
    total = None if frozen is None else frozen.count.total
    page = words.page(
        "office/check",
        number=draft.row.id,
        gist=gist(draft.content, words, _GIST),
        topic=words.labels("topics")[draft.row.topic],
        audience=audience_in_words(visit.scene, read_audience(draft)),
        kind=timing.kind,
        at=timing.at,
        zone=zone_name(visit),
        total=total,
        left_out=[] if frozen is None else reasons_in_words(visit, frozen.count.left_out),
        wrong=wrong,
        too_long=0 if frozen is None else frozen.too_long,
        state=draft.row.state,
        approved=draft.row.approved_by is not None,
        can_confirm=may_go and bool(total),
        needs_approval=not _may_confirm(visit, draft),
    )
    text = f"{notice}\n\n{page.text}" if notice else page.text
    send = [do(page.labels["send"], "o_confirm", str(draft.row.id), str(total))] if may_go and total else []
    return Screen("o_checked", text, flowing([*send, *_others(visit, draft, sound=not wrong)]))


def _others(visit: Visit, draft: Draft, *, sound: bool) -> list[Button]:
    labels, number = visit.scene.words.labels(LABELS), str(draft.row.id)
    buttons = [do(labels["count_again"], "o_check", number), do(labels["preview"], "o_preview", number)]
    if draft.row.state == "draft":
        if sound:
            buttons.append(do(labels["submit"], "o_submit", number))
        buttons += [
            go(labels["audience"], "o_audience", number),
            go(labels["when"], "o_when", number),
            go(labels["draft"], "o_compose", number),
        ]
    elif may(visit.role, Role.COORDINATOR):
        if draft.row.approved_by is None and draft.row.author != visit.person.id:
            buttons.append(do(labels["approve"], "o_approve", number))
        buttons += [go(labels["send_back"], "o_send_back", number), go(labels["cancel"], "o_cancel", number)]
    return [*buttons, go(labels["all"], "o_announcements")]


def _may_confirm(visit: Visit, draft: Draft) -> bool:
    """A drafter never sends; where two are to look at everything, somebody else than the writer has approved it."""
    approved = draft.row.approved_by is not None and draft.row.approved_by != draft.row.author
    return may(visit.role, Role.COORDINATOR) and (approved or not visit.room.settings.announcement_approval)


def _complaints(visit: Visit, draft: Draft) -> list[str]:
    words = visit.scene.words
    return [told(one, words) for one in complaints(draft.content, sample_fields(words, visit.scene.on))]


def reasons_in_words(visit: Visit, reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    """Why people are left out, the most frequent first; what Telegram said stays as it is."""
    labels = visit.scene.words.labels("office_reasons")
    ordered = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    return [(labels.get(reason, reason), count) for reason, count in ordered]


def _scheduled_screen(visit: Visit, row: AnnouncementRow, count: int) -> Screen:
    labels, zone = visit.scene.words.labels(LABELS), home(visit)
    begins = None if row.starts_at is None else row.starts_at.astimezone(zone)
    at_once = row.starts_at is not None and row.confirmed_at is not None and row.starts_at <= row.confirmed_at
    buttons = [go(labels["refresh"], "o_run", str(row.id)), go(labels["all"], "o_announcements")]
    return visit.scene.screen(
        "office/confirmed",
        flowing(buttons),
        count=count,
        at=None if at_once else begins,
        morning=Timing.model_validate_json(row.timing).kind == "morning",
        zone=zone_name(visit),
    )
