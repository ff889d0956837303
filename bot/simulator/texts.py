"""A text or caption as a call gives it: parsed, trimmed and measured."""

import re
from dataclasses import dataclass

from bot.simulator.errors import Json, bad_request
from bot.simulator.markup import parse_html
from bot.simulator.parameters import Parameters
from bot.simulator.utf16 import units

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100

_NOTICED = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]+\w)"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)\b"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<!\w)(?P<hashtag>#\w+)"
)


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text with its entities; offsets in UTF-16 units."""

    plain: str = ""
    entities: tuple[Json, ...] = ()


NO_TEXT = Text()


def message_text(parameters: Parameters) -> Text:
    """1 to 4096 units.

    Raises:
        ApiError: in Telegram's words when it is empty, too long or cannot be parsed.
    """
    text = _formatted(parameters, parameters.text("text"), "entities")
    if not text.plain:
        raise bad_request("message text is empty")
    if units(text.plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def caption(parameters: Parameters) -> Text:
    """0 to 1024 units."""
    text = _formatted(parameters, parameters.text("caption"), "caption_entities")
    if units(text.plain) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text


def typed_text(plain: str) -> Text:
    """What a person typed: commands, links, addresses, mentions and hashtags become entities."""
    entities = tuple(
        {
            "type": found.lastgroup,
            "offset": units(plain[: found.start()]),
            "length": units(found.group()),
        }
        for found in _NOTICED.finditer(plain)
    )
    return Text(plain, entities)


def _formatted(parameters: Parameters, raw: str, entities_name: str) -> Text:
    if not raw:
        return NO_TEXT
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        plain, entities = parse_html(raw)
    elif mode in {"", "none"}:
        plain, entities = raw, _given(parameters, entities_name)
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(plain.replace("\r", ""), entities)


def _given(parameters: Parameters, name: str) -> list[Json]:
    given = parameters.structure(name, of="message entities")
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad_request("expected an Array of MessageEntity")
    return [one for one in given if _is_entity(one)]


def _is_entity(given: Json) -> bool:
    offset, length = given.get("offset"), given.get("length")
    return "type" in given and isinstance(offset, int) and isinstance(length, int) and offset >= 0 and length > 0


def _trimmed(plain: str, entities: list[Json]) -> Text:
    """Without the white space around it, as Telegram stores it."""
    if not plain[:1].isspace() and not plain[-1:].isspace():
        return Text(plain, tuple(entities[:MOST_ENTITIES]))
    left = plain.lstrip()
    shift = units(plain) - units(left)
    kept = left.rstrip()
    return Text(kept, tuple(_moved(entities, -shift, units(kept)))[:MOST_ENTITIES])


def _moved(entities: list[Json], shift: int, end: int) -> list[Json]:
    moved = []
    for entity in entities:
        begin = max(entity["offset"] + shift, 0)
        stop = min(entity["offset"] + entity["length"] + shift, end)
        if stop > begin:
            moved.append({**entity, "offset": begin, "length": stop - begin})
    return moved
