"""The parts of a draft that have a screen of their own: buttons, files, fields and the topic."""

from typing import TypeVar

from bot.announcements.drafts import changed, found, opened
from bot.announcements.fields import sample_fields
from bot.announcements.writing import LABELS, complained, said_button, take
from bot.office.visit import Onward, Visit
from dialogs.announcements.button_lines import BadLine, typed_buttons
from dialogs.announcements.content import MOST_BUTTONS
from dialogs.announcements.merging import FIELDS
from dialogs.announcements.shown import button_in_words, shortened
from dialogs.announcements.topic import TOPICS
from dialogs.keyboard import WIDEST, Rows, stacked
from dialogs.scene import Refused, do, go
from dialogs.screen import Button, Screen

_LONGEST_QUOTE = 60

Part = TypeVar("Part")


async def show_buttons(visit: Visit, number: str) -> Screen:
    """The buttons below the message; what is typed here makes more."""
    draft, words = await found(visit, number), visit.scene.words
    removing = [
        _removing(visit, button.label, "o_remove_button", number, place)
        for place, button in enumerate(draft.content.buttons)
    ]
    return visit.scene.screen(
        "office/buttons",
        (*stacked(removing), *_back(visit, number)),
        buttons=[button_in_words(button, words) for button in draft.content.buttons],
        most=MOST_BUTTONS,
    )


async def write_buttons(visit: Visit, number: str) -> Onward:
    """More buttons, one from each line."""
    said = said_button(visit, await show_buttons(visit, number))
    if said is not None:
        return said
    draft = await opened(visit, number)
    if visit.message is None or visit.message.text is None:
        raise complained(visit, "button_text")
    try:
        new = typed_buttons(visit.message.text)
    except BadLine as bad:
        raise complained(visit, f"button_{bad.fault}", shortened(bad.line, _LONGEST_QUOTE)) from None
    buttons = (*draft.content.buttons, *new)
    if len(buttons) > MOST_BUTTONS:
        raise complained(visit, "many_buttons")
    await changed(visit, draft, content=draft.content.model_copy(update={"buttons": buttons}))
    return visit.to("o_buttons", number)


async def remove_button(visit: Visit, number: str, place: str) -> Onward:
    """Take one button away."""
    draft = await opened(visit, number)
    buttons = _without(draft.content.buttons, place)
    await changed(visit, draft, content=draft.content.model_copy(update={"buttons": buttons}))
    return visit.to("o_buttons", number)


async def show_pieces(visit: Visit, number: str) -> Screen:
    """The photos, videos or files, each with a way to take it out."""
    draft, labels = await found(visit, number), visit.scene.words.labels(LABELS)
    removing = [
        _removing(visit, f"{labels[piece.kind]} {place + 1}", "o_remove_piece", number, place)
        for place, piece in enumerate(draft.content.pieces)
    ]
    return visit.scene.screen(
        "office/pieces_screen", (*stacked(removing), *_back(visit, number)), count=len(draft.content.pieces)
    )


async def write_pieces(visit: Visit, number: str) -> Onward:
    """One more of them."""
    return await take(visit, number, await show_pieces(visit, number))


async def remove_piece(visit: Visit, number: str, place: str) -> Onward:
    """Take one file out."""
    draft = await opened(visit, number)
    pieces = _without(draft.content.pieces, place)
    await changed(visit, draft, content=draft.content.model_copy(update={"pieces": pieces}))
    return visit.to("o_pieces" if pieces else "o_compose", number)


async def show_fields(visit: Visit, number: str) -> Screen:
    """What can stand in a text for each person's own words; a tap copies it."""
    await found(visit, number)
    scene = visit.scene
    sample = sample_fields(scene.words, scene.on)
    labels = scene.words.labels("office_fields")
    copying = [Button(f"{{{name}}}", copy=f"{{{name}}}") for name in FIELDS]
    return scene.screen(
        "office/fields",
        (*stacked(copying), *_back(visit, number)),
        fields=[(f"{{{name}}}", sample[name], labels[name]) for name in FIELDS],
    )


async def write_fields(visit: Visit, number: str) -> Onward:
    """The text, with what was copied in it."""
    return await take(visit, number, await show_fields(visit, number))


async def show_topic(visit: Visit, number: str) -> Screen:
    """What it is about, by buttons."""
    draft, names = await found(visit, number), visit.scene.words.labels("topics")
    buttons = [do(names[topic], "o_topic_is", number, topic) for topic in TOPICS]
    return visit.scene.screen("office/topic", (*stacked(buttons), *_back(visit, number)), topic=names[draft.row.topic])


async def set_topic(visit: Visit, number: str, topic: str) -> Onward:
    """Say what it is about."""
    if topic not in TOPICS:
        raise Refused(topic)
    await changed(visit, await opened(visit, number), topic=topic)
    return visit.to("o_compose", number)


def _removing(visit: Visit, label: str, act: str, number: str, place: int) -> Button:
    words = visit.scene.words.sentence("office/remove_label", label=label)
    return do(shortened(words, WIDEST), act, number, str(place))


def _back(visit: Visit, number: str) -> Rows:
    return ((go(visit.scene.words.labels(LABELS)["draft"], "o_compose", number),),)


def _without(parts: tuple[Part, ...], place: str) -> tuple[Part, ...]:
    if not (place.isascii() and place.isdecimal()) or int(place) >= len(parts):
        raise Refused(place)
    return (*parts[: int(place)], *parts[int(place) + 1 :])
