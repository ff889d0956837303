"""What a message holds, as far as passing it on needs."""

import html
from collections.abc import Mapping

from telegram import Message

from bot.incoming import storable
from dialogs.words import plain

_CAPTIONED = ("animation", "photo", "document", "video", "audio", "voice")
"""An animation is a document as well, so it comes first."""

KINDS = frozenset({"text", *_CAPTIONED, "other"})
NOTE_MARKS = ("//", "note:")
_LONGEST_TEXT = 4096
_LONGEST_CAPTION = 1024


def content_of(message: Message) -> Mapping[str, str] | None:
    """The kind and the words as Telegram's HTML; None for what is no message of a person, such as a new member."""
    if message.text is None and message.effective_attachment is None:
        return None
    return {"kind": kind_of(message), "html": _formatted(message)}


def plain_content(text: str) -> Mapping[str, str]:
    """A text that nobody formatted."""
    return {"kind": "text", "html": html.escape(text)}


def kind_of(message: Message) -> str:
    """One of `KINDS`."""
    if message.text is not None:
        return "text"
    return next((kind for kind in _CAPTIONED if getattr(message, kind)), "other")


def words_of(message: Message) -> str:
    """The text or the caption, without its formatting."""
    return storable(message.text or message.caption or "")


def is_note(message: Message) -> bool:
    """Whether the staff want it kept among themselves."""
    return words_of(message).lstrip().lower().startswith(NOTE_MARKS)


def is_command(message: Message) -> bool:
    """Whether it is for the bot; a note begins with a slash as well."""
    return words_of(message).startswith("/") and not is_note(message)


def is_captioned(content: Mapping[str, str]) -> bool:
    """Whether words can stand below what it is."""
    return content["kind"] in _CAPTIONED


def over(message: Message, name: str) -> int:
    """By how many UTF-16 units it is too long with a name before it; 0 if it fits."""
    if kind_of(message) == "other":
        return 0
    longest = _LONGEST_TEXT if message.text is not None else _LONGEST_CAPTION
    return max(0, _units(plain(named("", name))) + _units(words_of(message)) - longest)


def named(words: str, name: str) -> str:
    """Words (HTML) with a plain name before them, as `over` measures it."""
    return f"<b>{html.escape(name)}:</b> {words}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _formatted(message: Message) -> str:
    try:
        return message.text_html or message.caption_html or ""
    except UnicodeEncodeError:  # half a surrogate pair, which no formatting survives
        return html.escape(words_of(message))


def overlong(content: Mapping[str, str], name: str) -> bool:
    """Whether there is no room for a name before what was written."""
    longest = _LONGEST_TEXT if content["kind"] == "text" else _LONGEST_CAPTION
    return _units(plain(named("", name))) + _units(plain(content["html"])) > longest
