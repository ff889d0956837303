"""What became of an announcement: in numbers, and per person as a table."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from telegram import Bot

from bot.announcements.checkpoint import reasons_in_words
from bot.announcements.drafts import Draft, found
from bot.announcements.scheduling import LABELS, home, zone_name
from bot.announcements.tally import by_state, reasons_of
from bot.office.visit import Onward, Room, Visit
from bot.spreadsheet import csv_of
from bot.storage import RecipientRow
from dialogs.announcements.content import LinkButton, ReplyButton
from dialogs.announcements.shown import gist
from dialogs.keyboard import flowing
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Document, Screen

_OVER = frozenset({"finished", "cancelled"})
_GIST = 200
_PAGE = 500
_COLUMNS = ("name", "telegram_id", "state", "reason", "at", "afterwards", "afterwards_state", "afterwards_reason")


async def show_report(visit: Visit, number: str) -> Screen:
    """Counts by state and reason, taps, and what can be done about it now."""
    draft = await found(visit, number)
    if draft.row.state not in _OVER:
        raise Refused(number)
    counts = await visit.transaction.recipient_counts(draft.row.id)
    states = by_state(counts)
    finished = draft.row.finished_at
    text = visit.scene.words.page(
        "office/report",
        number=draft.row.id,
        gist=gist(draft.content, visit.scene.words, _GIST),
        state=draft.row.state,
        finished=None if finished is None else finished.astimezone(home(visit)),
        zone=zone_name(visit),
        sent=states["sent"],
        skipped=reasons_in_words(visit, reasons_of(counts, "skipped")),
        failed=reasons_in_words(visit, reasons_of(counts, "failed")),
        unknown=states["unknown"],
        taps=await _taps(visit, draft),
        links=any(isinstance(one, LinkButton) for one in draft.content.buttons),
        repairs=await _repairs(visit, draft.row.id),
    ).text
    return Screen("o_report", text, flowing(_buttons(visit, draft, states)))


async def table(visit: Visit, number: str) -> Onward:
    """Everybody on the list as a CSV file."""
    draft = await found(visit, number)
    await visit.note("announcement.exported", f"announcement {draft.row.id}")

    async def written(_bot: Bot) -> Screen:
        content = await table_of(visit.room, draft.row.id)
        text = visit.scene.words.page("office/table", number=draft.row.id).text
        back = ((go(visit.scene.words.labels(LABELS)["report"], "o_report", number),),)
        return Screen("o_table", text, back, Document(content, f"announcement-{draft.row.id}.csv"), stays=True)

    return replace(visit.to("o_report", number), effect=written)


async def table_of(room: Room, number: int) -> bytes:
    """A line per person: what became of their copy, and why."""
    lines: list[tuple[str, ...]] = [_COLUMNS]
    after, page = 0, None
    while page is None or page:
        async with room.storage.transaction() as transaction:
            page = await transaction.named_recipients(number, after, _PAGE)
        lines += [_line(row, name) for row, name in page]
        after = page[-1][0].id if page else after
    return csv_of(lines)


def _line(row: RecipientRow, name: str) -> tuple[str, ...]:
    return (
        name,
        "" if row.person_id is None else str(row.person_id),
        row.state,
        row.reason or "",
        "" if row.settled_at is None else row.settled_at.isoformat(timespec="seconds"),
        row.repair or "",
        row.repair_state or "",
        row.repair_reason or "",
    )


async def _taps(visit: Visit, draft: Draft) -> list[tuple[str, int]]:
    taps = await visit.transaction.taps(draft.row.id)
    named = {str(place): one.label for place, one in enumerate(draft.content.buttons) if isinstance(one, ReplyButton)}
    named["fewer"] = visit.scene.words.labels("office_compose")["fewer"]
    return [(label, taps[button]) for button, label in named.items() if button in taps]


async def _repairs(visit: Visit, number: int) -> list[tuple[str, int]]:
    labels = visit.scene.words.labels("office_repairs")
    return [
        (labels[f"{repair}_{state}"], count)
        for (repair, state), count in (await visit.transaction.repair_counts(number)).items()
    ]


def _buttons(visit: Visit, draft: Draft, states: Mapping[str, int]) -> Iterator[Button]:
    labels, number = visit.scene.words.labels(LABELS), str(draft.row.id)
    yield do(labels["table"], "o_table", number)
    if draft.row.state == "finished":
        if states["failed"]:
            yield do(labels["retry"], "o_retry", number)
        if states["unknown"]:
            yield go(labels["doubtful"], "o_doubtful", number)
        yield do(labels["late"], "o_late", number)
    if states["sent"]:
        yield go(labels["correct"], "o_correct", number)
        yield go(labels["recall"], "o_recall", number)
    yield do(labels["copy"], "o_copy", number)
    yield go(labels["all"], "o_announcements")
