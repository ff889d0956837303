"""Buttons as they are typed: a line for each, `Label - https://…`, or a label alone whose taps are counted."""

import re

from dialogs.announcements.content import LinkButton, ReplyButton
from dialogs.announcements.link import is_link, is_meant_as_link
from dialogs.announcements.merging import fields_in

LONGEST_LABEL = 40
"""Characters; more do not fit a line on a phone."""

_LINE = re.compile(r"(?P<label>.*?)\s*[-\u2013\u2014:|]*\s*(?P<target>\S+)")


class BadLine(ValueError):
    """A line that makes no button; `fault` is what is wrong with it."""

    def __init__(self, fault: str, line: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.line = line


def typed_buttons(text: str) -> tuple[LinkButton | ReplyButton, ...]:
    """The buttons of a text, at least one.

    Raises:
        BadLine: naming the first line that makes none.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise BadLine("label", text.strip())
    return tuple(_button(line) for line in lines)


def _button(line: str) -> LinkButton | ReplyButton:
    found = _LINE.fullmatch(line)
    target = found["target"] if found else ""
    if is_link(target):
        return LinkButton(label=_label(found["label"] if found else "", line), url=target)
    if is_meant_as_link(target):
        raise BadLine("link", line)
    return ReplyButton(label=_label(line, line))


def _label(label: str, line: str) -> str:
    if not label:
        raise BadLine("label", line)
    if fields_in(label):
        raise BadLine("field", line)
    if len(label) > LONGEST_LABEL:
        raise BadLine("long", line)
    return label
