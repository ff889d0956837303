"""The last look before an announcement goes out: to how many, who is left out, what is wrong; and the confirmation."""

from collections.abc import Mapping
from dataclasses import replace

from telegram import Bot

from bot.announcements.confirming import Look, Otherwise, is_approved, looked, mark_of
from bot.announcements.confirming import confirm as confirmed
from bot.announcements.drafts import Draft, found, read_audience, read_timing
from bot.announcements.fields import sample_fields
from bot.announcements.scheduling import LABELS, home, zone_name
from bot.office.role import role_of
from bot.office.visit import Effect, Onward, Visit
from bot.storage import AnnouncementRow
from dialogs.announcements.checking import complaints, told
from dialogs.announcements.content import Content
from dialogs.announcements.lifecycle import NotNow
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


async def check(visit: Visit, number: str) -> Onward:
    """Make the list, count it, and show everything there is to see."""
    draft = await found(visit, number)
    if draft.row.is_template:
        raise Refused(number)
    if draft.row.state not in _OPEN:
        return visit.to("o_run" if draft.row.state in {"scheduled", "sending", "paused"} else "o_report", number)
    return checked(visit, draft)


def checked(visit: Visit, draft: Draft, notice: str = "") -> Onward:
    """Make the list and show everything, with a line (HTML) above; what is typed there is about just that."""
    return replace(visit.to("o_checked", draft.row.id, mark_of(draft.row)), effect=_counting(visit, draft, notice))


async def show_checked(visit: Visit, number: str, _mark: str = "") -> Screen:
    """The same without the count: that takes a moment, and is asked for by a button."""
    draft = await found(visit, number)
    if draft.row.state not in _OPEN or draft.row.is_template:
        raise Refused(number)
    return _screen(visit, draft, None)


async def write_count(visit: Visit, number: str, mark: str = "") -> Onward:
    """The number of people, typed: as good as the button that says it."""
    text = "".join((visit.message.text or "").split()) if visit.message is not None else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise Misunderstood(visit.scene.words.page("screens/not_understood").text)
    return await confirm(visit, number, text, mark)


async def confirm(visit: Visit, number: str, count: str, mark: str = "") -> Onward:
    """Have it sent to so many people: the list is made anew, and must still have that number.

    `mark` is of what was looked at: nobody sends what somebody else has put there since.
    """
    draft = await found(visit, number)
    if draft.row.state not in _OPEN or draft.row.is_template or not count.isdecimal() or len(count) > _MOST_DIGITS:
        raise Refused(number, count)
    if not _may_confirm(visit, draft) or _complaints(visit, draft):
        return checked(visit, draft, visit.scene.words.page("office/not_yet").text)
    if mark != mark_of(draft.row):
        return checked(visit, draft, visit.scene.words.page("office/not_now").text)
    return replace(visit.to("o_checked", draft.row.id, mark), effect=_confirming(visit, draft, int(count)))


def _counting(visit: Visit, draft: Draft, notice: str) -> Effect:
    async def count(_bot: Bot) -> Screen:
        try:
            look = await looked(visit.room, draft.row)
        except NotNow:
            return await _overtaken(visit, draft)
        return _screen(visit, draft, look, notice)

    return count


def _confirming(visit: Visit, draft: Draft, count: int) -> Effect:
    page = visit.scene.words.page

    async def scheduled(_bot: Bot) -> Screen:
        try:
            row = await confirmed(visit.room, draft.row, count, visit.person.id)
        except Otherwise as error:
            total = error.look.count.total
            notice = page(f"office/{'wrong_count' if total else 'nobody_there'}", total=total).text
            return _screen(visit, draft, error.look, notice)
        except NotNow:
            return await _overtaken(visit, draft)
        visit.room.wake()
        return _scheduled_screen(visit, row, count)

    return scheduled


async def _overtaken(visit: Visit, draft: Draft) -> Screen:
    """As it stands now: somebody else changed it, or had it sent, while it was counted."""
    number, words = draft.row.id, visit.scene.words
    async with visit.room.storage.transaction() as transaction:
        role = await role_of(visit.room.settings, transaction, visit.person.id)
        row = await transaction.announcement(number)
    notice = words.page("office/not_now").text
    if row is None or not may(role, Role.DRAFTER):
        return Screen("o_checked", notice, ((visit.scene.button("menu", "menu"),),))
    if row.state in _OPEN:
        return _screen(replace(visit, role=role), Draft(row, Content.model_validate_json(row.content)), None, notice)
    labels = words.labels(LABELS)
    rows = flowing([do(labels["look"], "o_check", str(number)), go(labels["all"], "o_announcements")])
    return Screen("o_checked", notice, rows)


def _screen(visit: Visit, draft: Draft, look: Look | None, notice: str = "") -> Screen:
    words, timing = visit.scene.words, read_timing(draft)
    wrong = _complaints(visit, draft)
    may_go = _may_confirm(visit, draft) and not wrong and look is not None and not look.too_long
    total = None if look is None else look.count.total
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
        left_out=[] if look is None else reasons_in_words(visit, look.count.left_out),
        wrong=wrong,
        too_long=0 if look is None else look.too_long,
        state=draft.row.state,
        approved=draft.row.approved_by is not None,
        can_confirm=may_go and bool(total),
        needs_approval=not _may_confirm(visit, draft),
    )
    text = f"{notice}\n\n{page.text}" if notice else page.text
    send = (
        [do(page.labels["send"], "o_confirm", str(draft.row.id), str(total), mark_of(draft.row))]
        if may_go and total
        else []
    )
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
    return may(visit.role, Role.COORDINATOR) and is_approved(visit.room, draft.row)


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
