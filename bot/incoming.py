"""What an update says, in the dialog's words."""

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from dialogs.event import Command, Event, Sent, Tapped, Typed

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of one person in their private chat.

    `message_id` is the message whose button was tapped, else the person's own; `callback_query_id` has to be answered,
    and is None for anything but a tap. `message` is what they wrote, None for a tap.
    """

    update_id: int
    person_id: int
    chat_id: int
    event: Event
    message_id: int
    language_code: str | None = None
    callback_query_id: str | None = None
    first_name: str | None = None
    message: Message | None = None

    @property
    def is_tap(self) -> bool:
        """Whether a button of `message_id` was tapped."""
        return self.callback_query_id is not None


def incoming(update: Update) -> Incoming | None:
    """The event in an update; None for what is no part of a conversation (groups, edits of old messages, channels)."""
    if update.callback_query is not None:
        return _tapped(update, update.callback_query)
    if update.message is not None:
        return _written(update, update.message)
    return None


def _tapped(update: Update, query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Incoming(
        update_id=update.update_id,
        person_id=query.from_user.id,
        chat_id=message.chat.id,
        event=Tapped(storable(query.data or "")),
        language_code=query.from_user.language_code,
        message_id=message.message_id,
        callback_query_id=query.id,
        first_name=storable(query.from_user.first_name),
    )


def _written(update: Update, message: Message) -> Incoming | None:
    if message.chat.type != ChatType.PRIVATE or message.from_user is None:
        return None
    return Incoming(
        update_id=update.update_id,
        person_id=message.from_user.id,
        chat_id=message.chat.id,
        event=_sent(message) if message.text is None else _event(message.text),
        message_id=message.message_id,
        language_code=message.from_user.language_code,
        first_name=storable(message.from_user.first_name),
        message=message,
    )


def _sent(message: Message) -> Sent:
    if message.photo:
        largest = message.photo[-1]
        return Sent(largest.file_id, is_photo=True, size=largest.file_size)
    if message.document is not None:
        file = message.document
        return Sent(file.file_id, storable(file.file_name or ""), size=file.file_size)
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
