"""One person of the load: what they do next, and what they see."""

from dataclasses import dataclass
from typing import Literal

import orjson

Step = tuple[Literal["say", "amount", "tap"], str]
"""What is written, from where to where an amount may lie that is written ("40..240"), or a part of the label of the
button that is tapped."""

_BOT = b'{"id":1234,"is_bot":true,"first_name":"Endorse","username":"endorse_bot"}'
_PERSON = b'{"id":%d,"is_bot":false,"first_name":"Ann","language_code":"en"}'
_CHAT = b'{"id":%d,"type":"private","first_name":"Ann"}'
_MESSAGE = b'{"message_id":%d,"date":1800000000,"chat":' + _CHAT + b',"from":' + _BOT + b',"text":%b%b}'
_WRITTEN = (
    b'{"update_id":%d,"message":{"message_id":%d,"date":1800000000,"chat":'
    + _CHAT
    + b',"from":'
    + _PERSON
    + b',"text":%b%b}}'
)
_COMMAND = b',"entities":[{"type":"bot_command","offset":0,"length":%d}]'
_TAPPED = (
    b'{"update_id":%d,"callback_query":{"id":"%d","from":' + _PERSON + b',"chat_instance":"1","message":%b,"data":%b}}'
)


class Stuck(Exception):
    """The bot does not show the button that the script wants."""


@dataclass(slots=True)
class Person:
    """`message` is the bot's newest, as the API tells it; `made` and `handed` are when the update that waits for its
    reply was made, and handed out: 0.0 where it was not."""

    id: int
    script: tuple[Step, ...]
    step: int = 0
    newest: int = 0
    message: bytes = b""
    markup: bytes = b""
    waits: bool = False
    made: float = 0.0
    handed: float = 0.0

    @property
    def is_through(self) -> bool:
        return self.step >= len(self.script)

    @property
    def taps(self) -> bool:
        """Whether their last step was a tap."""
        return self.step > 0 and self.script[self.step - 1][0] == "tap"

    def next_update(self, update_id: int, now: float) -> bytes:
        """Make the next step.

        Raises:
            Stuck: if there is no such button.
        """
        kind, words = self.script[self.step]
        if kind == "tap":
            update = self._tapped(update_id, words)
        else:
            said = self._amount(*map(int, words.split(".."))) if kind == "amount" else words
            update = self._written(update_id, said)
        self.step, self.waits, self.made, self.handed = self.step + 1, True, now, 0.0
        return update

    def sees(self, text: bytes, markup: bytes, message_id: int) -> bytes:
        """A message to them, new if `message_id` is 0; as the API tells it."""
        if not message_id:
            self.newest = message_id = self.newest + 1
        shown = b',"reply_markup":' + markup if markup else b""
        # orjson writes a string from bytes only by way of str.
        words = orjson.dumps(text.decode())
        self.message, self.markup = _MESSAGE % (message_id, self.id, words, shown), markup
        return self.message

    def twin(self, person_id: int) -> "Person":
        """Somebody else who has come as far by the same way."""
        message = self.message.replace(b'"chat":{"id":%d,' % self.id, b'"chat":{"id":%d,' % person_id, 1)
        return Person(person_id, self.script, self.step, self.newest, message, self.markup)

    def _amount(self, least: int, most: int) -> str:
        """The same person's is the same in every run; people next to each other have it far apart."""
        return str(least + (self.id * 2_654_435_761 + self.step * 40_503 >> 8) % (most - least + 1))

    def _written(self, update_id: int, words: str) -> bytes:
        self.newest += 1
        command = _COMMAND % len(words) if words.startswith("/") else b""
        return _WRITTEN % (update_id, self.newest, self.id, self.id, orjson.dumps(words), command)

    def _tapped(self, update_id: int, label: str) -> bytes:
        data = data_of(self.markup, label)
        if data is None:
            raise Stuck(f"step {self.step}: no button {label!r} in {self.message.decode()}")
        return _TAPPED % (update_id, update_id, self.id, self.message, orjson.dumps(data))


def data_of(markup: bytes, label: str) -> str | None:
    """What the first button says that has this in its label."""
    if not markup:
        return None
    rows = orjson.loads(markup).get("inline_keyboard", ())
    return next((button["callback_data"] for row in rows for button in row if label in button["text"]), None)
