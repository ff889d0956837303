"""HTML that is safe already, taken as pieces of text between tags."""

import re
from collections.abc import Collection

from markupsafe import Markup

_TAGS = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z]+)")


def outside(closed: Collection[str], pattern: re.Pattern[str], replacement: str, safe: str) -> Markup:
    """Replaces what fits in the text, but not inside the elements that are `closed`.

    The pattern may take only what is safe in the replacement, in an attribute too: the text is escaped.
    """
    inside = 0
    pieces = []
    for piece in _TAGS.split(safe):
        tag = _NAME.match(piece)
        if tag is not None and tag[1] in closed:
            inside += -1 if piece.startswith("</") else 1
        pieces.append(pattern.sub(replacement, piece) if tag is None and not inside else piece)
    return Markup("".join(pieces))  # noqa: S704  see above
