"""What an announcement says, short enough for a list, a button or the screen that edits it."""

from html import escape

from dialogs.announcements.content import Content, LinkButton, ReplyButton
from dialogs.announcements.markup import Broken, length_of, read
from dialogs.keyboard import WIDEST
from dialogs.words import Words

_MOST_SHOWN = 1800
"""UTF-16 units of the text, so that a screen has room for everything else."""
_LONGEST_LINK = 60


def gist(content: Content, words: Words, most: int = WIDEST) -> str:
    """One plain line: how the text begins, else what it is made of."""
    line = " ".join(plain_text(content).split())
    return shortened(line or pieces_in_words(content, words), most)


def shown_text(content: Content) -> str:
    """The text as HTML, whole and formatted where there is room, else how it begins."""
    try:
        if length_of(content.text) <= _MOST_SHOWN:
            return content.text.strip()
    except Broken:
        pass
    return escape(shortened(plain_text(content), _MOST_SHOWN // 2))


def plain_text(content: Content) -> str:
    """The text as it is read; as it is written, where its markup is broken."""
    try:
        return read(content.text)
    except Broken:
        return content.text


def pieces_in_words(content: Content, words: Words) -> str:
    """ "2 photos, 1 video"; empty for none."""
    kinds = [piece.kind for piece in content.pieces]
    counted = ((kind, kinds.count(kind)) for kind in dict.fromkeys(kinds))
    return ", ".join(words.sentence("office/pieces", kind=kind, count=count) for kind, count in counted)


def button_in_words(button: LinkButton | ReplyButton, words: Words) -> str:
    """One plain line: where it leads, or that its taps are counted."""
    link = shortened(button.url, _LONGEST_LINK) if isinstance(button, LinkButton) else ""
    return words.sentence("office/button", label=button.label, link=link)


def shortened(text: str, most: int) -> str:
    """At most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
