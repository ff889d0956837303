"""One person's copy of an announcement, with everything that hangs on it."""

from dataclasses import dataclass, replace

from dialogs.announcements.content import LinkButton, Piece, ReplyButton
from dialogs.announcements.merging import Rendered
from dialogs.keyboard import Rows, packed
from dialogs.scene import do
from dialogs.screen import Button
from dialogs.words import Words


@dataclass(frozen=True, slots=True)
class Letter:
    """Ready to be sent. `below` is HTML of a message of its own that carries the buttons, where an album cannot."""

    text: str
    pieces: tuple[Piece, ...]
    rows: Rows
    below: str = ""


def letter_of(rendered: Rendered, number: int, words: Words) -> Letter:
    """As everybody gets it: its buttons are counted, and there is always a way to hear less."""
    fewer = do(words.labels("office_compose")["fewer"], "o_fewer", str(number))
    return _letter(rendered, [_live(one, number, place) for place, one in enumerate(rendered.buttons)], fewer, words)


def marked_letter(rendered: Rendered, number: int, words: Words) -> Letter:
    """As everybody gets it, with a mark below it that it went to one person only, for a test."""
    live = letter_of(rendered, number, words)
    mark = do(words.labels("office_compose")["test_mark"], "o_below", str(number))
    return replace(live, rows=(*live.rows, (mark,)))


def still_letter(rendered: Rendered, words: Words) -> Letter:
    """As it will look; what would be counted does nothing yet."""
    fewer = do(words.labels("office_compose")["fewer"], "o_still")
    return _letter(rendered, [_still(one) for one in rendered.buttons], fewer, words)


def _letter(rendered: Rendered, buttons: list[Button], fewer: Button, words: Words) -> Letter:
    below = words.page("office/album_buttons").text if rendered.is_album else ""
    return Letter(rendered.text, rendered.pieces, (*packed(buttons), (fewer,)), below)


def _live(button: LinkButton | ReplyButton, number: int, place: int) -> Button:
    if isinstance(button, LinkButton):
        return Button(button.label, url=button.url)
    return do(button.label, "o_tap", str(number), str(place))


def _still(button: LinkButton | ReplyButton) -> Button:
    return Button(button.label, url=button.url) if isinstance(button, LinkButton) else do(button.label, "o_still")
