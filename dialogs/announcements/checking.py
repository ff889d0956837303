"""What is wrong with an announcement, before anybody gets it. The one place that knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dialogs.announcements.content import MOST_BUTTONS, MOST_PIECES, Content
from dialogs.announcements.markup import Broken, length_of, read
from dialogs.announcements.merging import FIELDS, Rendered, fields_in, rendered
from dialogs.announcements.shown import shortened
from dialogs.words import Words

_MOST_QUOTED = 60
"""Characters of what somebody wrote, in a line of ours."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault; `what` is a word or a number about it."""

    fault: str
    what: str = ""


def complaints(content: Content, fields: Mapping[str, str]) -> tuple[Complaint, ...]:
    """Everything wrong with it; `fields` are those of some person, to see how long it gets."""
    return (*_of_text(content), *_of_pieces(content), *_of_buttons(content), *_made_out(rendered(content, fields)))


def fault_of(made_out: Rendered) -> Complaint | None:
    """Why Telegram would not take one person's copy; None if it would."""
    return next(_made_out(made_out), None)


def told(complaint: Complaint, words: Words) -> str:
    """A complaint as one line of HTML."""
    return words.page(
        "office/complaint",
        fault=complaint.fault,
        what=shortened(complaint.what, _MOST_QUOTED),
        fields=", ".join(f"{{{name}}}" for name in FIELDS),
        most_pieces=MOST_PIECES,
        most_buttons=MOST_BUTTONS,
    ).text


def _of_text(content: Content) -> Iterator[Complaint]:
    whole = fields_in(content.text)
    yield from (Complaint("unknown_field", name) for name in dict.fromkeys(whole) if name not in FIELDS)
    try:
        apart = fields_in(read(content.text))
    except Broken:
        return  # told of the copy that is made out
    yield from (Complaint("split_field", name) for name in FIELDS if apart.count(name) > whole.count(name))


def _of_pieces(content: Content) -> Iterator[Complaint]:
    kinds = {piece.kind for piece in content.pieces}
    if "document" in kinds and len(kinds) > 1:
        yield Complaint("mixed_pieces")
    if len(content.pieces) > MOST_PIECES:
        yield Complaint("many_pieces")


def _of_buttons(content: Content) -> Iterator[Complaint]:
    if len(content.buttons) > MOST_BUTTONS:
        yield Complaint("many_buttons")


def _made_out(made_out: Rendered) -> Iterator[Complaint]:
    try:
        length = length_of(made_out.text)
    except Broken:
        yield Complaint("broken")
        return
    if not length and not made_out.pieces:
        yield Complaint("empty")
    if length > made_out.longest:
        yield Complaint("long_caption" if made_out.pieces else "long_text", str(length))
