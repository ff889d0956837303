"""An update as it came, of which no more is read than is needed."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from telegram import Update

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
NOBODY = 0


class RawUpdate:
    """One update. The library takes 100 to 250 microseconds to make objects of all of it, so it does for few only."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        """Whatever is no update as Telegram writes them raises an error of one kind or another."""
        self.update_id: int = raw["update_id"]
        self.kind = kind_of(raw)
        self.content: Mapping[str, Any] = raw.get(self.kind, {})
        """What came, as JSON."""
        who = self.content.get("from") or self.content.get("chat")
        self.person_id: int = NOBODY if who is None else who["id"]
        """Whose turn it is: the user, else the chat (in a private chat the same id), else `NOBODY`."""
        self._raw = raw

    @cached_property
    def parsed(self) -> Update:
        """All of it, as the library reads it."""
        return Update.de_json(dict(self._raw), None)

    @property
    def tap_id(self) -> str | None:
        """The id of the tap that is to be answered, if it is one."""
        return self.content["id"] if self.kind == "callback_query" else None


def kind_of(raw: Mapping[str, Any]) -> str:
    """Which of the kinds we ask for this is: a word that is safe to log."""
    return next((kind for kind in ALLOWED_UPDATES if kind in raw), "other")
