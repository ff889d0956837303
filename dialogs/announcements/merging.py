"""An announcement made out to one person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from dialogs.announcements.content import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    Content,
    LinkButton,
    Piece,
    ReplyButton,
)
from dialogs.announcements.markup import length_of, spans

__all__ = ["FIELDS", "Rendered", "fields_in", "length_of", "rendered"]

FIELDS = ("first_name", "category", "deadline", "hours_missing")

_FIELD = re.compile(r"\{\s*(\w+)\s*\}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one person is sent. `text` is HTML; a button is known by its place."""

    text: str
    pieces: tuple[Piece, ...] = ()
    buttons: tuple[LinkButton | ReplyButton, ...] = ()

    @property
    def is_album(self) -> bool:
        """Several files in one message, which cannot carry buttons of its own."""
        return len(self.pieces) > 1

    @property
    def longest(self) -> int:
        """How long the text may be, in UTF-16 units of what is read."""
        return LONGEST_CAPTION if self.pieces else LONGEST_TEXT


def rendered(content: Content, fields: Mapping[str, str]) -> Rendered:
    """The content with the person's own words in place of its fields; each is escaped, an unknown one stays."""

    def merged(found: re.Match[str]) -> str:
        return escape(fields[found[1]]) if found[1] in fields else found[0]

    # Never within a tag: a name must not become part of an address.
    text = "".join(piece if is_tag else _FIELD.sub(merged, piece) for piece, is_tag in spans(content.text))
    return Rendered(text, content.pieces, content.buttons)


def fields_in(text: str) -> tuple[str, ...]:
    """The names in braces in a text or markup, in order and as often as they stand there; known or not."""
    return tuple(name for piece, is_tag in spans(text) if not is_tag for name in _FIELD.findall(piece))
