"""What an update says, in the dialog's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Message
from telegram.constants import ChatType

from bot.gateway.update import RawUpdate
from dialogs.event import Command, Event, Sent, Tapped, Typed

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of one person in their private chat.

    `message_id` is the message whose button was tapped, else the person's own. `is_over_words`: that message is one of
    ours with words and no file, so others can be written over it.
    """

    update: RawUpdate
    chat_id: int
    event: Event
    message_id: int
    language_code: str | None = None
    first_name: str | None = None
    is_over_words: bool = False

    @property
    def update_id(self) -> int:
        """Telegram's number of the update."""
        return self.update.update_id

    @property
    def person_id(self) -> int:
        """Whose event it is."""
        return self.update.person_id

    @property
    def callback_query_id(self) -> str | None:
        """The tap that has to be answered; None for anything else."""
        return self.update.tap_id

    @property
    def is_tap(self) -> bool:
        """Whether a button of `message_id` was tapped."""
        return self.update.tap_id is not None

    @property
    def message(self) -> Message | None:
        """What the person wrote, as the library reads it; None for a tap."""
        return None if self.is_tap else self.update.parsed.message


def incoming(update: RawUpdate) -> Incoming | None:
    """The event in an update; None for what is no part of a conversation (groups, edits of old messages, channels)."""
    match update.kind:
        case "callback_query":
            return _tapped(update, update.content)
        case "message":
            return _written(update, update.content)
    return None


def _tapped(update: RawUpdate, query: Mapping[str, Any]) -> Incoming | None:
    message = query.get("message")
    if message is None or message["chat"]["type"] != ChatType.PRIVATE:
        return None
    return Incoming(
        update=update,
        chat_id=message["chat"]["id"],
        event=Tapped(storable(query.get("data", ""))),
        language_code=query["from"].get("language_code"),
        message_id=message["message_id"],
        first_name=storable(query["from"]["first_name"]),
        is_over_words="text" in message,
    )


def _written(update: RawUpdate, message: Mapping[str, Any]) -> Incoming | None:
    if message["chat"]["type"] != ChatType.PRIVATE or "from" not in message:
        return None
    return Incoming(
        update=update,
        chat_id=message["chat"]["id"],
        event=_event(message["text"]) if "text" in message else _sent(message),
        message_id=message["message_id"],
        language_code=message["from"].get("language_code"),
        first_name=storable(message["from"]["first_name"]),
    )


def _sent(message: Mapping[str, Any]) -> Sent:
    if message.get("photo"):
        largest = message["photo"][-1]
        return Sent(largest["file_id"], is_photo=True, size=largest.get("file_size"))
    if "document" in message:
        file = message["document"]
        return Sent(file["file_id"], storable(file.get("file_name", "")), size=file.get("file_size"))
    return Sent()


def _event(text: str) -> Event:
    text = storable(text)
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return Typed(text)
    return Command(command[1].lower(), (command[2] or "").strip())


def storable(text: str) -> str:
    """The text without null bytes and halves of surrogate pairs: JSON can bring both, no database takes them."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
