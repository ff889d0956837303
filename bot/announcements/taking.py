"""What somebody sent, as part of an announcement."""

from dataclasses import dataclass

from telegram import Message

from bot.announcements.formatted import html_of
from dialogs.announcements.content import MOST_PIECES, Content, Piece


@dataclass(frozen=True, slots=True)
class Taken:
    """`text` is HTML, "" where none came. `album` is the id that all messages of an album share, else ""."""

    text: str
    piece: Piece | None = None
    album: str = ""


class NotTaken(ValueError):
    """It cannot be part of an announcement; `fault` tells why, as a complaint does."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def taken(message: Message) -> Taken:
    """A text, photo, video or document; of a forwarded message what it holds.

    Raises:
        NotTaken: for anything else.
    """
    if message.text is not None:
        return Taken(html_of(message.text, message.entities))
    piece = _piece(message)
    if piece is None:
        raise NotTaken("kind")
    caption = html_of(message.caption or "", message.caption_entities)
    return Taken(caption, piece, message.media_group_id or "")


def joined(content: Content, new: Taken, *, same_album: bool) -> Content:
    """The content with what came: a file is one more, a text takes the place of the one before.

    Within an album, captions add up.

    Raises:
        NotTaken: if the file does not go with those that are there.
    """
    pieces = content.pieces if new.piece is None else (*content.pieces, new.piece)
    kinds = {piece.kind for piece in pieces}
    if "document" in kinds and len(kinds) > 1:
        raise NotTaken("mixed_pieces")
    if len(pieces) > MOST_PIECES:
        raise NotTaken("many_pieces")
    return _saying(content, new.text, adds=same_album).model_copy(update={"pieces": pieces})


def _saying(content: Content, text: str, *, adds: bool) -> Content:
    if not text:
        return content
    return content.saying(f"{content.text}\n\n{text}" if adds and content.text else text)


def _piece(message: Message) -> Piece | None:
    if message.photo:
        return Piece(kind="photo", file_id=message.photo[-1].file_id)  # the largest size comes last
    if message.video is not None:
        return Piece(kind="video", file_id=message.video.file_id)
    # An animation comes as a document too, and cannot be sent as one.
    if message.document is not None and message.animation is None:
        return Piece(kind="document", file_id=message.document.file_id)
    return None
