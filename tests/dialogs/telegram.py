"""What Telegram takes, and what a phone has room for."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from typing_extensions import override

from dialogs.screen import Button, Screen

_TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "blockquote"})
_UGLY = re.compile(r"None(?! yet)|\{[{%]|%\(|  | [.,]|\(\)|\b1 (?:hours|years|families|people)|\.\.|&amp;amp;")
_MESSAGE, _CAPTION = 4096, 1024


def faults(screen: Screen, *, in_english: bool) -> Iterator[str]:
    """Everything wrong with a screen; labels may be longer in the pseudo-language."""
    reader = _Reader()
    reader.feed(screen.text)
    reader.close()
    yield from reader.faults
    if reader.open:
        yield f"never closed: {reader.open}"
    units = len("".join(reader.words).encode("utf-16-le")) // 2
    if not 0 < units <= (_CAPTION if screen.attachment else _MESSAGE):
        yield f"{units} UTF-16 units"
    yield from _ugly(screen.text)
    if sum(map(len, screen.rows)) > 100:
        yield "more than 100 buttons"
    for row in screen.rows:
        yield from _row(row, in_english=in_english)
    if len(screen.toast) > 200:
        yield "the toast is too long"


def _ugly(text: str) -> Iterator[str]:
    if "\n\n\n" in text or text != text.strip():
        yield "blank lines where none should be"
    if any(line != line.strip() for line in text.splitlines()):
        yield "a line starts or ends with a blank"
    for wrong in _UGLY.findall(text):
        yield f"{wrong!r} in the text"


def _row(row: tuple[Button, ...], *, in_english: bool) -> Iterator[str]:
    # Seven days of a calendar stand in a row; Telegram takes eight.
    longest = {1: 40, 2: 17, 3: 8}.get(len(row), 2 if len(row) <= 7 else 0) if in_english else 60
    for button in row:
        if not 0 < len(button.label) <= longest:
            yield f"label {button.label!r} in a row of {len(row)}"
        if [button.tap, button.url, button.copy].count(None) != 2:
            yield f"{button.label!r} does not do exactly one thing"
        if button.tap is not None and not 0 < len(button.tap.encode()) <= 64:
            yield f"callback data {button.tap!r}"
        if button.copy is not None and not 0 < len(button.copy) <= 256:
            yield f"copied text of {button.label!r}"


class _Reader(HTMLParser):
    """Tags in pairs, none that Telegram does not know, and no bare `&` or `<`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or attrs:
            self.faults.append(f"<{tag}> is not Telegram's")
        self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    @override
    def handle_data(self, data: str) -> None:
        if "&" in data or "<" in data or ">" in data:
            self.faults.append(f"not escaped: {data!r}")
        self.words.append(data)

    @override
    def handle_entityref(self, name: str) -> None:
        if name not in {"amp", "lt", "gt", "quot"}:
            self.faults.append(f"&{name}; is not Telegram's")
        self.words.append("·")

    @override
    def handle_charref(self, name: str) -> None:
        self.words.append(chr(int(name)))
