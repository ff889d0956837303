"""A message's text as HTML that is safe to put into a page: everything escaped, a fixed list of tags."""

import html
from collections.abc import Sequence

from bot.simulator.errors import Json
from bot.simulator.utf16 import part, units

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "bot_command": ('<span class="bot-command">', "</span>"),
}


def safe_html(text: str, entities: Sequence[Json]) -> str:
    """Entities that cross are cut at the end of the outer one; line breaks stay line breaks."""
    if not entities:
        return html.escape(text)
    end = units(text)
    out: list[str] = []
    closing: list[tuple[int, str]] = []
    at = 0
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        begin = min(entity["offset"], end)
        at = _close_until(begin, closing, out, text, at)
        out.append(html.escape(part(text, at, begin)))
        at = begin
        opening, ending = _tags(entity, text)
        out.append(opening)
        closing.append((min(begin + entity["length"], closing[-1][0] if closing else end), ending))
    at = _close_until(end, closing, out, text, at)
    out.append(html.escape(part(text, at, end)))
    return "".join(out)


def _close_until(place: int, closing: list[tuple[int, str]], out: list[str], text: str, at: int) -> int:
    while closing and closing[-1][0] <= place:
        end, tag = closing.pop()
        out.extend((html.escape(part(text, at, end)), tag))
        at = end
    return at


def _tags(entity: Json, text: str) -> tuple[str, str]:
    match entity["type"]:
        case "text_link":
            return _link(entity["url"])
        case "url":
            shown = part(text, entity["offset"], entity["offset"] + entity["length"])
            return _link(shown if "://" in shown else f"http://{shown}")
        case "date_time":
            return f'<time data-unix="{entity["unix_time"]}">', "</time>"
        case kind:
            return _TAGS.get(kind, ("", ""))


def _link(url: str) -> tuple[str, str]:
    if not url.startswith(("http://", "https://")):
        return "", ""
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"
