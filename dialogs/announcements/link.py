"""Links as buttons take them: http, https and tg, to a host with a dot."""

import re

LONGEST_LINK = 512
"""Bytes; all buttons of a message together may take about ten thousand."""

_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]{1,5})?"
_LINK = re.compile(rf"(?:https?://{_HOST}(?:[/?#]\S*)?|tg://[a-z]\S*)", re.IGNORECASE)
_MEANT = re.compile(r"\S+\.[a-z]{2,}(?:[/?#]\S*)?|\w+://\S*|[a-z]+:\S+", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Whether a button can open it."""
    return len(text.encode(errors="replace")) <= LONGEST_LINK and _LINK.fullmatch(text) is not None


def is_meant_as_link(text: str) -> bool:
    """Whether it looks like a link, if not like one that a button can open."""
    return _MEANT.fullmatch(text) is not None
