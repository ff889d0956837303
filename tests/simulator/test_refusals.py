"""Refusals that the library's client would not provoke: bare calls, exact texts."""

import pytest

from bot.simulator import Person, Simulator
from tests.simulator.conftest import Call

CHAT = {"chat_id": 7}
TEXT = {**CHAT, "text": "x"}


@pytest.mark.parametrize(
    ("method", "parameters", "refusal"),
    [
        ("sendMessage", CHAT, "message text is empty"),
        ("sendMessage", {**TEXT, "parse_mode": "Morse"}, "unsupported parse_mode"),
        ("sendMessage", {**TEXT, "entities": "bold"}, "can't parse message entities JSON object"),
        ("sendMessage", {**TEXT, "entities": {}}, "expected an Array of MessageEntity"),
        ("sendMessage", {**TEXT, "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ("sendMessage", {**TEXT, "reply_markup": [1]}, "object expected as reply markup"),
        ("sendMessage", {**TEXT, "reply_parameters": [1]}, "can't parse reply parameters: expected an Object"),
        (
            "sendMessage",
            {**TEXT, "reply_markup": {"inline_keyboard": ["x"]}},
            'field "inline_keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays',
        ),
        (
            "sendMessage",
            {**TEXT, "reply_markup": {"inline_keyboard": [["x"]]}},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            "sendMessage",
            {**TEXT, "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": 1}]]}},
            'can\'t parse inline keyboard button: Field "callback_data" must be of type String',
        ),
        (
            "sendMessage",
            {**TEXT, "reply_markup": {"inline_keyboard": [[{"text": "x" * 120, "callback_data": "x"}]] * 99}},
            "reply markup is too long",
        ),
        (
            "sendMessage",
            {**TEXT, "reply_markup": {"keyboard": [[{"text": ""}]]}},
            "keyboard button text must be non-empty",
        ),
        ("sendMediaGroup", {**CHAT, "media": []}, "there are no messages to send"),
        ("sendMediaGroup", {**CHAT, "media": [1]}, "can't parse InputMedia: expected an Object"),
        (
            "sendMediaGroup",
            {**CHAT, "media": [{"type": "dream"}]},
            'can\'t parse InputMedia: media "type" must be one of photo, document, video',
        ),
        ("sendMediaGroup", {**CHAT, "media": [{"type": "photo"}]}, "can't parse InputMedia: media not found"),
        ("deleteMessages", CHAT, "message identifiers are not specified"),
        ("deleteMessages", {**CHAT, "message_ids": {"1": 2}}, "expected an Array of message identifiers"),
        ("copyMessages", {**CHAT, "from_chat_id": 7, "message_ids": [1]}, "messages to copy not found"),
        ("forwardMessages", {**CHAT, "from_chat_id": 7, "message_ids": [1]}, "messages to forward not found"),
        ("copyMessage", {**CHAT, "message_id": 1}, "from_chat_id is empty"),
        ("createForumTopic", {"chat_id": -5, "name": " "}, "topic name must be specified"),
        ("createForumTopic", {"chat_id": -5, "name": "x" * 129}, "TOPIC_TITLE_INVALID"),
        ("editForumTopic", {"chat_id": -5, "message_thread_id": 1}, "TOPIC_ID_INVALID"),
        ("setMyCommands", {}, "can't parse commands list JSON object"),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "wheel"}},
            "can't parse menu button: MenuButton has unsupported type",
        ),
    ],
)
async def test_bad_parameters_are_refused_in_telegrams_words(
    simulator: Simulator, call: Call, ada: Person, *, method: str, parameters: dict[str, object], refusal: str
) -> None:
    simulator.group(-5, forum=True)
    reply = await call(method, **parameters)
    assert reply == {"ok": False, "error_code": 400, "description": f"Bad Request: {refusal}"}
    assert len(ada.messages) == 1


async def test_entities_can_be_given_instead_of_markup(call: Call, ada: Person) -> None:
    entities = [
        {"type": "bold", "offset": 1, "length": 2},
        {"type": "bold"},
        {"type": "url", "offset": 4, "length": 11},
    ]
    reply = await call("sendMessage", **CHAT, text=" xy example.org", entities=entities)
    assert reply["ok"]
    shown = '<b>xy</b> <a href="http://example.org" target="_blank" rel="noopener noreferrer">example.org</a>'
    assert ada.last.html == shown
