"""Where an announcement is written: what it says now, what is missing, and everything that can be done with it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.announcements.drafts import Draft, begun, changed, found, numbered, opened, read_audience, read_timing
from bot.announcements.fields import sample_fields
from bot.announcements.scheduling import zone_name
from bot.announcements.taking import NotTaken, Taken, joined, taken
from bot.office.visit import Onward, Visit
from bot.storage import AnnouncementState
from dialogs.announcements.checking import Complaint, complaints, told
from dialogs.announcements.content import Content
from dialogs.announcements.shown import button_in_words, pieces_in_words, shortened, shown_text
from dialogs.announcements.wording import audience_in_words
from dialogs.keyboard import Rows, flowing, stacked
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen
from dialogs.spoken import words_of
from dialogs.tap import parse

LABELS = "office_compose"

_LONGEST_AUDIENCE = 300
_MOST_COMPLAINTS = 3
"""At once; the next ones are told once these are dealt with."""

PLACES: Mapping[AnnouncementState, str] = {
    "draft": "o_compose",
    "in_review": "o_check",
    "scheduled": "o_check",
    "sending": "o_run",
    "paused": "o_run",
    "finished": "o_report",
    "cancelled": "o_report",
}
"""Where each state of an announcement is dealt with."""


async def show_new(visit: Visit) -> Screen:
    """The first thing that is sent here becomes a draft."""
    labels = visit.scene.words.labels(LABELS)
    buttons = (
        go(labels["from_template"], "o_templates"),
        go(labels["copy_earlier"], "o_copies"),
        go(labels["all"], "o_announcements"),
    )
    return visit.scene.screen("office/new", stacked(buttons))


async def write_new(visit: Visit) -> Onward:
    """A draft of what was sent."""
    named = said_button(visit, await show_new(visit))
    if named is not None:
        return named
    new = _taken(visit)
    number = await begun(visit, _joined(visit, Content(), new, same_album=False))
    return visit.to("o_compose", number, *_album(new))


async def show_draft(visit: Visit, number: str, album: str = "") -> Screen:
    """What it says now. While an album comes in, piece by piece, only that it does: one message, not ten."""
    draft = await found(visit, number)
    if album:
        return _coming(visit, draft)
    words, content = visit.scene.words, draft.content
    wrong = complaints(content, sample_fields(words, visit.scene.on)) if draft.is_open else ()
    head = visit.scene.screen(
        "office/compose_head", number=draft.row.id, topic=words.labels("topics")[draft.row.topic], row=draft.row
    ).text
    foot = visit.scene.screen(
        "office/compose",
        is_open=draft.is_open,
        pieces=pieces_in_words(content, words),
        buttons=[button_in_words(button, words) for button in content.buttons],
        audience=shortened(audience_in_words(visit.scene, read_audience(draft)), _LONGEST_AUDIENCE),
        timing=read_timing(draft),
        zone=zone_name(visit),
        wrong=[told(one, words) for one in wrong[:_MOST_COMPLAINTS]],
    ).text
    text = "\n\n".join(part for part in (head, shown_text(content), foot) if part)
    return Screen("o_compose", text, _rows(visit, draft, wrong))


async def write_draft(visit: Visit, number: str, album: str = "") -> Onward:
    """What was sent takes its place in the draft."""
    return await take(visit, number, await show_draft(visit, number, album), album)


async def take(visit: Visit, number: str, screen: Screen, album: str = "") -> Onward:
    """What was sent below a screen, as part of the draft; the rest of an album comes in without a word."""
    named = said_button(visit, screen)
    if named is not None:
        return named
    draft, new = await opened(visit, number), _taken(visit)
    same_album = bool(album) and new.album == album
    content = _joined(visit, draft.content, new, same_album=same_album)
    await changed(visit, draft, content=content)
    if same_album:
        return Onward(visit.session, silent=True)
    notice = visit.scene.words.page("office/taken", replaced=bool(new.text and draft.content.text)).text
    return visit.to("o_compose", numbered(number), *_album(new), notice=notice)


async def remove_text(visit: Visit, number: str) -> Onward:
    """Leave only the files."""
    draft = await opened(visit, number)
    await changed(visit, draft, content=draft.content.saying(""))
    return visit.to("o_compose", number)


async def bring_back(visit: Visit, number: str) -> Onward:
    """The text that was replaced last takes the place of the one that replaced it."""
    draft = await opened(visit, number)
    if not draft.content.earlier:
        raise Refused(number)
    await changed(visit, draft, content=draft.content.saying(draft.content.earlier))
    return visit.to("o_compose", number)


async def open_below(visit: Visit, number: str) -> Onward:
    """The draft, below the copy of it that was tapped; that one stays to be looked at."""
    return replace(visit.to("o_compose", numbered(number)), below=True)


def said_button(visit: Visit, screen: Screen) -> Onward | None:
    """Where a button of the screen leads whose label was typed: nobody announces the word "Preview".

    Raises:
        Misunderstood: if that button does something, which takes a tap.
    """
    said = words_of(visit.message.text or "") if visit.message is not None else ()
    for button in (button for row in screen.rows for button in row):
        if said and words_of(button.label) == said:
            tap = parse(button.tap or "")
            if tap.verb == "go":
                return visit.to(*tap.arguments)
            raise complained(visit, "tap")
    return None


def complained(visit: Visit, fault: str, what: str = "") -> Misunderstood:
    """A complaint about what was sent, as the line above the screen."""
    return Misunderstood(told(Complaint(fault, what), visit.scene.words))


def _taken(visit: Visit) -> Taken:
    if visit.message is None:
        raise complained(visit, "kind")
    try:
        return taken(visit.message)
    except NotTaken as error:
        raise complained(visit, error.fault) from None


def _joined(visit: Visit, content: Content, new: Taken, *, same_album: bool) -> Content:
    try:
        return joined(content, new, same_album=same_album)
    except NotTaken as error:
        raise complained(visit, error.fault) from None


def _album(new: Taken) -> tuple[str, ...]:
    return (new.album,) if new.album else ()


def _coming(visit: Visit, draft: Draft) -> Screen:
    done = go(visit.scene.words.labels(LABELS)["album_done"], "o_compose", str(draft.row.id))
    return visit.scene.screen("office/album_coming", ((done,),))


def _rows(visit: Visit, draft: Draft, wrong: tuple[Complaint, ...]) -> Rows:
    labels = visit.scene.words.labels(LABELS)
    number = str(draft.row.id)
    every = go(labels["all"], "o_announcements")
    if draft.row.is_template:
        return stacked((do(labels["use"], "o_copy", number), go(labels["delete_template"], "o_delete", number), every))
    if not draft.is_open:
        status = go(labels["status"], PLACES[draft.row.state], number)
        return stacked(
            (status, do(labels["preview"], "o_preview", number), do(labels["copy"], "o_copy", number), every)
        )
    return flowing(_open_buttons(visit, draft.content, number, wrong))


def _open_buttons(visit: Visit, content: Content, number: str, wrong: tuple[Complaint, ...]) -> Iterator[Button]:
    labels = visit.scene.words.labels(LABELS)
    if not wrong:
        yield do(labels["preview"], "o_preview", number)
        yield do(labels["test"], "o_test", number)
    yield go(labels["buttons"], "o_buttons", number)
    yield go(labels["fields"], "o_fields", number)
    if content.pieces:
        yield go(labels["pieces"], "o_pieces", number)
    if content.earlier:
        yield do(labels["bring_back"], "o_bring_back", number)
    if content.pieces and content.text:
        yield do(labels["remove_text"], "o_remove_text", number)
    yield go(labels["topic"], "o_topic", number)
    yield go(labels["audience"], "o_audience", number)
    yield go(labels["when"], "o_when", number)
    if not wrong:
        yield go(labels["check"], "o_check", number)
    yield do(labels["keep_template"], "o_keep_template", number)
    yield go(labels["delete"], "o_delete", number)
    yield go(labels["all"], "o_announcements")
