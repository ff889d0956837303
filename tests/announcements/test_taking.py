"""What can be part of an announcement, of all that somebody can send."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Animation, Chat, Document, Message, MessageEntity, PhotoSize, Sticker, Video, Voice

from bot.announcements.taking import NotTaken, Taken, joined, taken
from dialogs.announcements.content import Content, Piece

SMALL, LARGE = PhotoSize("small", "1", 10, 10), PhotoSize("large", "2", 100, 100)
DOCUMENT = Document("document", "3")
PHOTO = Piece(kind="photo", file_id="large")


def message(**holds: Any) -> Message:  # noqa: ANN401  as many kinds as Telegram's message has
    return Message(1, datetime(2026, 11, 21, tzinfo=UTC), Chat(7, "private"), **holds)


def test_the_largest_size_of_a_photo_is_taken_with_its_formatted_caption() -> None:
    bold = (MessageEntity(MessageEntity.BOLD, 0, 3),)
    came = message(photo=(SMALL, LARGE), caption="Our day", caption_entities=bold, media_group_id="5")
    assert taken(came) == Taken("<b>Our</b> day", PHOTO, "5")


def test_a_video_and_a_document_are_taken() -> None:
    assert taken(message(video=Video("moving", "4", 1, 1, 1))).piece == Piece(kind="video", file_id="moving")
    assert taken(message(document=DOCUMENT)).piece == Piece(kind="document", file_id="document")


@pytest.mark.parametrize(
    "holds",
    [
        {"sticker": Sticker("x", "5", 1, 1, is_animated=False, is_video=False, type="regular")},
        {"voice": Voice("x", "6", 1)},
        {"animation": Animation("x", "7", 1, 1, 1), "document": DOCUMENT},  # Telegram sends both
        {},
    ],
)
def test_anything_else_is_not(holds: dict[str, Any]) -> None:
    with pytest.raises(NotTaken) as caught:
        taken(message(**holds))
    assert caught.value.fault == "kind"


def test_a_text_takes_the_place_of_the_one_before_and_a_file_is_one_more() -> None:
    content = joined(Content(text="old"), Taken("new", PHOTO), same_album=False)
    assert (content.text, content.earlier, content.pieces) == ("new", "old", (PHOTO,))
    assert joined(content, Taken("", PHOTO), same_album=False).text == "new"


def test_captions_within_an_album_add_up() -> None:
    first = joined(Content(), Taken("One", PHOTO, "5"), same_album=False)
    assert joined(first, Taken("Two", PHOTO, "5"), same_album=True).text == "One\n\nTwo"
