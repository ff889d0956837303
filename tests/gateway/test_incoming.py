"""What is not text: photos and files come with Telegram's id, which is what a certificate is kept as."""

from typing import Any

import pytest

from bot.gateway.update import RawUpdate
from bot.incoming import incoming
from dialogs.event import Event, Sent, Typed
from tests.gateway.updates import message

SMALL = {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90}
LARGE = {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 1280}


def event_of(**content: Any) -> Event:  # noqa: ANN401  any part of a message
    update = message(1, 7)
    del update["message"]["text"]
    update["message"] |= content
    arrived = incoming(RawUpdate(update))
    assert arrived is not None
    return arrived.event


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"photo": [SMALL, LARGE], "caption": "my certificate"}, Sent("large", is_photo=True)),
        ({"document": {"file_id": "file", "file_unique_id": "f", "file_name": "a\x00b.pdf"}}, Sent("file", "ab.pdf")),
        ({"document": {"file_id": "file", "file_unique_id": "f"}}, Sent("file")),
        ({"document": {"file_id": "file", "file_unique_id": "f", "file_size": 2**25}}, Sent("file", size=2**25)),
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}}, Sent()),
        ({"location": {"longitude": 1, "latitude": 2}}, Sent()),
        ({"text": "hello"}, Typed("hello")),
    ],
)
def test_a_photo_counts_by_its_largest_size_and_a_file_by_its_name(content: dict[str, Any], event: Event) -> None:
    assert event_of(**content) == event
