"""Keyboards under messages, checked as Telegram checks them."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from bot.simulator.errors import ApiError, Json, bad_request
from bot.simulator.links import link_fault
from bot.simulator.parameters import Parameters

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64
LONGEST_COPY = 256
LONGEST_MARKUP = 10_240  # bytes; measured by bot authors: beyond about 10 kB the server refuses

_OTHER_ACTIONS = ("web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "pay")


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` for a callback, `url` for a link, `copy` for text put on the clipboard."""

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None
    json: Json = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """`rows` are inline buttons; `choices` are labels of a reply keyboard, which send themselves as text."""

    rows: tuple[tuple[Button, ...], ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()

    def as_json(self) -> Json | None:
        """The inline part: Telegram shows no other in a message it gives back."""
        if not self.rows:
            return None
        return {"inline_keyboard": [[button.json for button in row] for row in self.rows]}


NO_KEYBOARD = Keyboard()


def read_keyboard(parameters: Parameters) -> Keyboard:
    """The `reply_markup` of a call.

    Raises:
        ApiError: in Telegram's words.
    """
    markup = parameters.structure("reply_markup", of="reply keyboard markup")
    if not markup:
        return NO_KEYBOARD
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return Keyboard(rows=_inline_rows(markup["inline_keyboard"]))
    if "keyboard" in markup:
        return Keyboard(choices=_choices(markup["keyboard"]))
    return NO_KEYBOARD


def _inline_rows(given: object) -> tuple[tuple[Button, ...], ...]:
    # Telegram shows eight buttons of a row and leaves out the rest without a word.
    rows = tuple(tuple(_inline_button(one) for one in row)[:MOST_IN_A_ROW] for row in _grid(given, "inline_keyboard"))
    if sum(map(len, rows)) > MOST_BUTTONS or len(orjson.dumps(given)) > LONGEST_MARKUP:
        raise bad_request("reply markup is too long")
    return tuple(row for row in rows if row)


def _grid(given: object, name: str) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f'field "{name}" of the ReplyKeyboardMarkup must be an Array of Arrays')
    return given


def _inline_button(given: object) -> Button:
    if not isinstance(given, dict):
        raise _refusal("InlineKeyboardButton must be an Object")
    label = given.get("text")
    if not isinstance(label, str):
        raise _refusal('Can\'t find field "text"' if label is None else 'Field "text" must be of type String')
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    return Button(label, json=given, **_action(given))


def _action(given: Json) -> dict[str, str]:
    if "url" in given:
        return {"url": _checked_url(str(given["url"]))}
    if "callback_data" in given:
        return {"data": _checked_data(given["callback_data"])}
    if "copy_text" in given:
        return {"copy": _checked_copy(given["copy_text"])}
    if any(name in given for name in _OTHER_ACTIONS):
        return {}
    raise _refusal("Text buttons are unallowed in the inline keyboard")


def _checked_url(url: str) -> str:
    fault = link_fault(url)
    if fault is not None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {fault}")
    return url


def _checked_data(data: object) -> str:
    if not isinstance(data, str):
        raise _refusal('Field "callback_data" must be of type String')
    if not data:
        raise _refusal("Text buttons are unallowed in the inline keyboard")
    if len(data.encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _checked_copy(given: object) -> str:
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _choices(given: object) -> tuple[tuple[str, ...], ...]:
    rows = tuple(
        tuple(str(one.get("text", "")) if isinstance(one, dict) else str(one) for one in row)
        for row in _grid(given, "keyboard")
    )
    if any(not label for row in rows for label in row):
        raise bad_request("keyboard button text must be non-empty")
    return rows


def _refusal(text: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {text}")
