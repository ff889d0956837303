"""The lists: what is being written, on its way and over; templates; and what is copied from them."""

from collections.abc import Sequence

from bot.announcements.drafts import Draft, begun, found, numbered, opened, subject_of
from bot.announcements.writing import LABELS, PLACES
from bot.office.visit import Onward, Visit
from bot.storage import AnnouncementRow
from dialogs.announcements.content import Content
from dialogs.announcements.shown import gist, shown_text
from dialogs.keyboard import WIDEST, Rows, stacked
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen

_PAGE = 8


async def show_announcements(visit: Visit, before: str = "") -> Screen:
    """All of them, newest first, a page at a time; `before` is the last number of the page before."""
    rows = await _page(visit, before)
    labels = visit.scene.words.labels(LABELS)
    buttons = [_line(visit, row, PLACES[row.state], state=labels[f"state_{row.state}"]) for row in rows[:_PAGE]]
    return visit.scene.screen(
        "office/announcements",
        (
            (go(labels["new"], "o_new"), go(labels["templates"], "o_templates")),
            *stacked(buttons),
            *_turning(visit, "o_announcements", rows, before),
            (go(labels["office"], "o_office"),),
        ),
        empty=not rows,
    )


async def show_copies(visit: Visit, before: str = "") -> Screen:
    """All of them, each to be copied with a tap."""
    rows = await _page(visit, before)
    labels = visit.scene.words.labels(LABELS)
    buttons = [_line(visit, row, "o_compose", act="o_copy") for row in rows[:_PAGE]]
    turning = _turning(visit, "o_copies", rows, before)
    return visit.scene.screen(
        "office/copies", (*stacked(buttons), *turning, (go(labels["all"], "o_announcements"),)), empty=not rows
    )


async def show_templates(visit: Visit) -> Screen:
    """What was kept to be used again."""
    rows = await visit.transaction.announcement_templates()
    labels = visit.scene.words.labels(LABELS)
    buttons = [_line(visit, row, "o_compose") for row in rows]
    return visit.scene.screen(
        "office/templates", (*stacked(buttons), (go(labels["all"], "o_announcements"),)), empty=not rows
    )


async def copy(visit: Visit, number: str) -> Onward:
    """A new draft that says the same, to the same people; when it goes out is for it alone to say."""
    earlier = await found(visit, number)
    fresh = await begun(visit, earlier.content, earlier.row)
    return visit.to("o_compose", fresh, notice=visit.scene.words.page("office/copied").text)


async def keep_template(visit: Visit, number: str) -> Onward:
    """Keep what a draft says, to be used again; the draft stays."""
    draft = await opened(visit, number)
    await begun(visit, draft.content, draft.row, template=True)
    return visit.to("o_compose", number, notice=visit.scene.words.page("office/template_kept").text)


async def show_delete(visit: Visit, number: str) -> Screen:
    """Ask once."""
    draft = _deletable(await found(visit, number))
    labels = visit.scene.words.labels(LABELS)
    rows = (
        (do(labels["delete_yes"], "o_delete_yes", number),),
        (go(labels["delete_no"], "o_compose", number),),
    )
    asked = visit.scene.screen("office/delete_draft", is_template=draft.row.is_template).text
    return Screen("o_delete", f"{asked}\n\n{shown_text(draft.content)}".strip(), rows)


async def delete(visit: Visit, number: str) -> Onward:
    """Delete a draft or a template; what went out stays."""
    draft = _deletable(await found(visit, number))
    if not await visit.transaction.delete_announcement(draft.row.id):
        raise Refused(number)
    await visit.note("announcement.deleted", subject_of(draft.row.id))
    place = "o_templates" if draft.row.is_template else "o_announcements"
    return visit.to(place, notice=visit.scene.words.page("office/draft_deleted").text)


def _deletable(draft: Draft) -> Draft:
    if draft.row.state != "draft":
        raise Refused(draft.row.id)
    return draft


async def _page(visit: Visit, before: str) -> Sequence[AnnouncementRow]:
    """One more than fits, to know whether there are older ones."""
    if not before:
        return await visit.transaction.announcements(_PAGE + 1)
    return await visit.transaction.announcements(_PAGE + 1, numbered(before))


def _turning(visit: Visit, place: str, rows: Sequence[AnnouncementRow], before: str) -> Rows:
    labels = visit.scene.words.labels(LABELS)
    newest = [go(labels["newest"], place)] if before else []
    older = [go(labels["older"], place, str(rows[_PAGE - 1].id))] if len(rows) > _PAGE else []
    return ((*newest, *older),) if newest or older else ()


def _line(visit: Visit, row: AnnouncementRow, place: str, *, state: str = "", act: str = "") -> Button:
    begin = f"{state}: " if state else ""
    line = gist(Content.model_validate_json(row.content), visit.scene.words, WIDEST - len(begin))
    label = f"{begin}{line or row.id}"
    return do(label, act, str(row.id)) if act else go(label, place, str(row.id))
