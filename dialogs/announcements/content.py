"""What an announcement says, before it is made out to anybody."""

from typing import Literal, Self

from rules.values import Frozen

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
"""In UTF-16 units of what is read, markup left out."""

MOST_PIECES = 10
MOST_BUTTONS = 8


class Piece(Frozen):
    """A file that Telegram keeps, by its id."""

    kind: Literal["photo", "document", "video"]
    file_id: str


class LinkButton(Frozen):
    """A button that opens a page."""

    label: str
    url: str


class ReplyButton(Frozen):
    """A button whose taps are counted, once per person."""

    label: str


class Content(Frozen):
    """`text` is Telegram's HTML with fields such as {first_name}; with pieces it is the caption of the first.

    No piece: a text message; several: an album. A button is known by its place among the buttons. `earlier` is the
    text that this one took the place of, so that it can be brought back while it is a draft. `correction` is one that
    is yet to be confirmed, of an announcement that is out.
    """

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    buttons: tuple[LinkButton | ReplyButton, ...] = ()
    earlier: str = ""
    correction: str = ""

    def saying(self, text: str) -> Self:
        """The same with another text; the one before can be brought back."""
        return self if text == self.text else self.model_copy(update={"text": text, "earlier": self.text})
