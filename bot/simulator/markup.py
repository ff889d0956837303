"""Telegram's HTML dialect: parsed with the server's own error texts.

Offsets in errors count bytes of UTF-8; offsets of entities count UTF-16 units, as Telegram counts both.
"""

import re
from dataclasses import dataclass

from bot.simulator.entities import OUTER_FIRST, TAGS, meaning, refusal
from bot.simulator.errors import ApiError, Json
from bot.simulator.utf16 import units

_SPECIAL = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACES = re.compile(r"\s*")
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


def parse_html(text: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, outer before inner.

    Raises:
        ApiError: 400 "can't parse entities: ...", where Telegram would.
    """
    if "<" not in text and "&" not in text:
        return text, []
    return _Parser(text).parse()


class _Parser:
    """One pass over one text; `at` is the place of the next character to read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while (found := _SPECIAL.search(self.text, self.at)) is not None:
            self._put(self.text[self.at : found.start()])
            self.at = found.start()
            if self.text[self.at] == "&":
                self._reference()
            elif self.text.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._put(self.text[self.at :])
        if self.open:
            raise refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self.entities.sort(key=lambda one: (one["offset"], -one["length"], OUTER_FIRST.get(one["type"], 5)))
        return "".join(self.pieces), self.entities

    def _put(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)
            self.offset += units(piece)

    def _reference(self) -> None:
        decoded, self.at = _decode_reference(self.text, self.at)
        self._put(decoded)

    def _start_tag(self) -> None:
        begin = self.at
        name_end = _end(_TAG_NAME, self.text, begin + 1)
        if name_end == len(self.text):
            raise self._refusal("Unclosed start tag", begin)
        tag = self.text[begin + 1 : name_end].lower()
        if tag not in TAGS:
            raise self._refusal(f'Unsupported start tag "{tag}"', begin)
        self.at = name_end
        attributes = self._attributes(tag, begin)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refusal('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self.at = _end(_SPACES, self.text, self.at)
            if self.text.startswith(">", self.at):
                return attributes
            name_end = _end(_ATTRIBUTE_NAME, self.text, self.at)
            name = self.text[self.at : name_end]
            if not name:
                raise self._refusal(f'Empty attribute name in the tag "{tag}"', begin)
            self.at = _end(_SPACES, self.text, name_end)
            if self.text.startswith("=", self.at):
                self.at = _end(_SPACES, self.text, self.at + 1)
                attributes[name.lower()] = self._attribute_value()
            else:
                attributes[name.lower()] = ""
            if self.at >= len(self.text):
                raise self._refusal(f'Unclosed start tag "{tag}"', begin)

    def _attribute_value(self) -> str:
        quote = self.text[self.at : self.at + 1]
        if quote and quote in "\"'":
            closing = self.text.find(quote, self.at + 1)
            inside = self.text[self.at + 1 : closing if closing >= 0 else len(self.text)]
            self.at = closing + 1 if closing >= 0 else len(self.text)
            return _decode(inside)
        begin = self.at
        self.at = _end(_NAME_TOKEN, self.text, begin)
        following = self.text[self.at : self.at + 1]
        if following and following != ">" and not following.isspace():
            raise self._refusal("Unexpected end of name token", begin)
        return self.text[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._refusal("Unexpected end tag", begin)
        name_end = _end(_TAG_NAME, self.text, begin + 2)
        name = self.text[begin + 2 : name_end].lower()
        self.at = _end(_SPACES, self.text, name_end)
        if not self.text.startswith(">", self.at):
            raise self._refusal("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.tag:
            raise self._refusal("Unmatched end tag", begin, f', expected "</{tag.tag}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity: Json = {"offset": tag.offset, "length": self.offset - tag.offset}
        entity.update(meaning(tag.tag, tag.attributes, "".join(self.pieces[tag.piece :])))
        if not entity.get("type"):
            return
        previous = self.entities[-1] if self.entities else None
        if previous is not None and _same_place(previous, entity):
            kinds = {previous["type"], entity["type"]}
            if kinds == {"pre", "code"}:
                # <pre><code class="language-x"> is one entity to Telegram, not two.
                language = previous.pop("language", None) or entity.get("language")
                previous["type"] = "pre"
                if language:
                    previous["language"] = language
                return
        self.entities.append(entity)

    def _refusal(self, what: str, begin: int, more: str = "") -> ApiError:
        return refusal(f"{what} at byte offset {len(self.text[:begin].encode())}{more}")


def _same_place(one: Json, other: Json) -> bool:
    return bool(one["offset"] == other["offset"] and one["length"] == other["length"])


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _decode(text: str) -> str:
    return _REFERENCE.sub(lambda found: _decode_reference(found.group(), 0)[0], text) if "&" in text else text


def _decode_reference(text: str, at: int) -> tuple[str, int]:
    """The character that the reference at `at` stands for and the place after it; a lone `&` stays one."""
    found = _REFERENCE.match(text, at)
    if found is None:
        return "&", at + 1
    sixteen, ten, name = found.groups()
    if name:
        return _NAMED[name], found.end()
    code = int(sixteen, 16) if sixteen else int(ten)
    if not 0 < code <= _LAST_CODE_POINT:
        return "&", at + 1
    if code in _SURROGATES:
        raise refusal("Text contains invalid Unicode characters after decoding HTML entities")
    return chr(code), found.end()
