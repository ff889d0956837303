"""Messages as they stand at one moment; an edit makes a new value and leaves the old one as it was."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.simulator.accounts import Account
from bot.simulator.display import safe_html
from bot.simulator.errors import Json
from bot.simulator.files import StoredFile
from bot.simulator.keyboards import NO_KEYBOARD, Button, Keyboard
from bot.simulator.texts import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds: a text, or a file with its caption, or a service note (`{"forum_topic_created": …}`)."""

    text: Text = NO_TEXT
    file: StoredFile | None = None
    service: Json | None = None

    @property
    def kind(self) -> Literal["text", "document", "photo", "video", "service"]:
        if self.service is not None:
            return "service"
        return "text" if self.file is None else self.file.kind

    def fields(self) -> Json:
        if self.service is not None:
            return self.service
        if self.file is None:
            named = ("text", "entities")
            body: Json = {}
        else:
            named = ("caption", "caption_entities")
            body = self.file.fields()
        if self.text.plain:
            body[named[0]] = self.text.plain
        if self.text.entities:
            body[named[1]] = list(self.text.entities)
        return body


@dataclass(frozen=True, slots=True)
class Message:
    """`version` is its place in the order of everything that was sent or edited in its chat."""

    id: int
    chat_id: int
    sender: Account
    date: datetime
    content: Content
    keyboard: Keyboard = NO_KEYBOARD
    edited: datetime | None = None
    version: int = 0
    thread_id: int | None = None
    album: str | None = None
    origin: Json | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    chat: Json = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The text or the caption, without markup."""
        return self.content.text.plain

    @property
    def html(self) -> str:
        """The text or the caption as HTML that is safe in a page."""
        return safe_html(self.content.text.plain, self.content.text.entities)

    @property
    def file(self) -> StoredFile | None:
        return self.content.file

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The inline buttons, row by row."""
        return tuple(button for row in self.keyboard.rows for button in row)

    def as_json(self) -> Json:
        """The Bot API's Message."""
        body: Json = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat,
            "date": int(self.date.timestamp()),
            **self.content.fields(),
        }
        if self.edited is not None:
            body["edit_date"] = int(self.edited.timestamp())
        if self.thread_id is not None:
            body |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.album is not None:
            body["media_group_id"] = self.album
        if self.origin is not None:
            body["forward_origin"] = self.origin
        if self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.as_json()
        markup = self.keyboard.as_json()
        if markup is not None:
            body["reply_markup"] = markup
        return body


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it has an id. `album` groups files; `origin` says where a forwarded one came from."""

    content: Content
    keyboard: Keyboard = NO_KEYBOARD
    thread_id: int | None = None
    reply_to: Message | None = None
    album: str | None = None
    origin: Json | None = None


def origin_of(message: Message) -> Json:
    """Where a forwarded copy of the message says it came from."""
    return message.origin or {
        "type": "user",
        "date": int(message.date.timestamp()),
        "sender_user": message.sender.as_json(),
    }
