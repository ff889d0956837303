"""Telegram's HTML dialect, as far as an announcement uses it: is it whole, and what is read of it?"""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-z-]+)((?:\s+[a-z-]+(?:=\"[^\"]*\")?)*)\s*>")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a", "pre", "code", "blockquote"}
    | {"tg-emoji", "tg-time", "span"}
)
_SPOILER = ' class="tg-spoiler"'


class Broken(ValueError):
    """Markup that Telegram would not take."""


def read(html: str) -> str:
    """What a person reads of it: without tags, references and the white space around it.

    Raises:
        Broken: if a tag is unknown, not closed or closed in the wrong order.
    """
    opened: list[str] = []
    for end, tag, attributes in _TAG.findall(html):
        if tag not in _TAGS or (tag == "span" and not end and attributes != _SPOILER):
            raise Broken(tag)
        if not end:
            opened.append(tag)
        elif attributes or not opened or opened.pop() != tag:
            raise Broken(tag)
    text = _TAG.sub("", html)
    if opened or "<" in text:
        raise Broken(opened[-1] if opened else "<")
    return _REFERENCE.sub(lambda found: unescape(found[0]), text).replace("\r", "").strip()


def length_of(html: str) -> int:
    """How long Telegram counts it: UTF-16 units of what is read, where most emoji are two.

    Raises:
        Broken: if Telegram would not take it.
    """
    return len(read(html).encode("utf-16-le", "surrogatepass")) // 2


def spans(html: str) -> list[tuple[str, bool]]:
    """The markup cut at its tags: each piece, and whether it is a tag."""
    cut: list[tuple[str, bool]] = []
    last = 0
    for tag in _TAG.finditer(html):
        cut += [(html[last : tag.start()], False), (tag[0], True)]
        last = tag.end()
    return [*cut, (html[last:], False)]
