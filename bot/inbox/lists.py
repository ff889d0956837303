"""The questions, open, taken and closed; and one of them with everything that was said."""

from bot.inbox.casefile import CaseFile, casefile, name_of
from bot.inbox.hand import number_in
from bot.office.visit import Visit
from bot.storage import ListedInquiry, RelayRow
from dialogs.keyboard import flowing, stacked
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen
from dialogs.words import plain

_MOST = 30
"""Questions on one screen."""
_LATEST = 8
"""Messages of a question that are shown."""
_LONGEST = 300
"""Characters that are shown of each."""


async def show_inbox(visit: Visit, which: str = "open") -> Screen:
    """A list of questions, and the way to the others."""
    found = await _listed(visit, which)
    words, labels = visit.scene.words, visit.scene.words.labels("office_inbox")
    lines = [go(_line(visit, one), "o_case", str(one.id)) for one in found]
    others = {"open": "open", "mine": "held", "closed": "closed"}
    ways = [go(labels[label], "o_inbox", name) for name, label in others.items() if name != which]
    return visit.scene.screen(
        "office/inbox_list",
        (*stacked(lines), *flowing([*ways, go(labels["canned"], "o_canned"), visit.scene.button("menu", "menu")])),
        which=which,
        empty=not lines,
        words=words,
    )


async def show_case(visit: Visit, number: str) -> Screen:
    """Who asks, how they stand, the latest messages with what became of them, and what can be done."""
    file = await casefile(visit.transaction, number_in(number))
    if file is None:
        raise Refused(number)
    latest = [row for row in _once(file.rows) if row.direction != "card"][-_LATEST:]
    page = visit.scene.words.page(
        "office/inbox_case",
        name=name_of(visit.scene.words, file.person.first_name, file.inquiry.id),
        inquiry=file.inquiry,
        holder=file.holder,
        reachable=file.person.reachable,
        lines=[_told(visit, row) for row in latest],
    )
    doubtful = [row for row in latest if row.state in {"failed", "unknown"} and row.direction != "note"]
    again = [do(page.labels[str(row.id)], "o_again", str(row.id)) for row in doubtful]
    return Screen(name="o_case", text=page.text, rows=(*stacked(again), *flowing(_ways(visit, file))))


def _ways(visit: Visit, file: CaseFile) -> list[Button]:
    labels, number = visit.scene.words.labels("office_inbox"), str(file.inquiry.id)
    last = [go(labels["back"], "o_inbox"), visit.scene.button("menu", "menu")]
    if not file.inquiry.is_open:
        return [do(labels["reopen"], "o_reopen", number), *last]
    take = [] if file.inquiry.holder == visit.person.id else [do(labels["mine"], "o_mine", number)]
    return [
        go(labels["answer"], "o_answer", number),
        *take,
        do(labels["close"], "o_close", number),
        go(labels["canned"], "o_canned", number),
        *last,
    ]


async def _listed(visit: Visit, which: str) -> list[ListedInquiry]:
    match which:
        case "open":
            return await visit.transaction.open_inquiries(_MOST)
        case "mine":
            return await visit.transaction.held_inquiries(visit.person.id, _MOST)
        case "closed":
            return await visit.transaction.closed_inquiries(_MOST)
    raise Refused(which)


def _line(visit: Visit, one: ListedInquiry) -> str:
    words = visit.scene.words
    return f"{name_of(words, one.first_name, one.id)}, {words.short_day(one.last_at.date())}"


def _once(rows: tuple[RelayRow, ...]) -> list[RelayRow]:
    """What was said, not how many got it: one row for each message, one in doubt rather than one that arrived."""
    told: dict[tuple[int, int], RelayRow] = {}
    for row in rows:
        key = (row.from_chat, row.from_message)
        if row.direction != "copy" and (key not in told or row.state in {"failed", "unknown"}):
            told[key] = row
    return list(told.values())


def _told(visit: Visit, row: RelayRow) -> dict[str, object]:
    content = row.content
    what = visit.scene.words.labels("office_inbox").get(content["kind"], "")
    written = " ".join(part for part in (what, plain(content["html"])[:_LONGEST]) if part)
    return {"id": row.id, "direction": row.direction, "state": row.state, "at": row.at, "words": written}
