"""What somebody wrote, with its formatting, as HTML that Telegram takes back.

Not the library's own: it writes addresses as they came, quotation marks and all, and a text twice where two entities
overlap.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from telegram import MessageEntity

_SIMPLE = {
    MessageEntity.BOLD: "b",
    MessageEntity.ITALIC: "i",
    MessageEntity.UNDERLINE: "u",
    MessageEntity.STRIKETHROUGH: "s",
    MessageEntity.SPOILER: "tg-spoiler",
    MessageEntity.CODE: "code",
    MessageEntity.PRE: "pre",
    MessageEntity.BLOCKQUOTE: "blockquote",
}
_WHOLE_BMP = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a tag begins and ends, in characters."""

    begin: int
    end: int
    tag: str
    attribute: str = ""


def html_of(text: str, entities: Sequence[MessageEntity]) -> str:
    """The text with its entities as tags, each closed within what it was opened in."""
    marks = sorted(_marks(text, entities), key=lambda mark: (mark.begin, -mark.end))
    cuts = sorted({0, len(text), *(mark.begin for mark in marks), *(mark.end for mark in marks)})
    html: list[str] = []
    opened: list[_Mark] = []
    for begin, end in pairwise(cuts):
        wanted = [mark for mark in marks if mark.begin <= begin and end <= mark.end]
        html += _turned(opened, wanted)
        opened = wanted
        html.append(_escaped(text[begin:end]))
    return "".join((*html, *_turned(opened, [])))


def _turned(opened: list[_Mark], wanted: list[_Mark]) -> Iterator[str]:
    """The tags between what is open and what is to be."""
    common = 0
    while common < min(len(opened), len(wanted)) and opened[common] is wanted[common]:
        common += 1
    yield from (f"</{mark.tag}>" for mark in reversed(opened[common:]))
    yield from (f"<{mark.tag}{mark.attribute}>" for mark in wanted[common:])


def _marks(text: str, entities: Sequence[MessageEntity]) -> Iterator[_Mark]:
    # Telegram counts in UTF-16 units.
    units = list(accumulate((2 if ord(character) > _WHOLE_BMP else 1 for character in text), initial=0))
    for entity in entities:
        begin = min(bisect_left(units, entity.offset), len(text))
        end = min(bisect_left(units, entity.offset + entity.length), len(text))
        meant = _meaning(entity)
        if meant is not None and begin < end:
            yield _Mark(begin, end, *meant)


def _meaning(entity: MessageEntity) -> tuple[str, str] | None:
    """Tag and attribute; None for what Telegram finds by itself, such as addresses, and what is not ours to say."""
    match entity.type:
        case MessageEntity.TEXT_LINK if entity.url:
            return "a", f' href="{_escaped(entity.url)}"'
        case MessageEntity.EXPANDABLE_BLOCKQUOTE:
            return "blockquote", " expandable"
        case MessageEntity.CUSTOM_EMOJI if _is_number(entity.custom_emoji_id or ""):
            return "tg-emoji", f' emoji-id="{entity.custom_emoji_id}"'
        case simple if simple in _SIMPLE:
            return _SIMPLE[simple], ""
    return None


def _escaped(text: str) -> str:
    """Escaped, and without what JSON can bring and no database takes; as long as it was."""
    return escape(text.replace("\x00", " ").encode("utf-8", "replace").decode())


def _is_number(text: str) -> bool:
    """Whether Telegram takes it for the id of an emoji."""
    return text.isascii() and text.isdecimal() and int(text) > 0
