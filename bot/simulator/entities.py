"""What each tag of Telegram's HTML means as a message entity."""

from collections.abc import Mapping

from bot.simulator.errors import ApiError, Json, bad_request
from bot.simulator.links import checked_link, mentioned_user

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset(_SIMPLE) | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
# The order in which entities of one place and length enclose each other.
OUTER_FIRST = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "text_link": 2, "code": 9}


def refusal(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def meaning(tag: str, attributes: Mapping[str, str], inside: str) -> Json:
    """The entity's own fields; without a type when Telegram quietly drops it (a link that is none).

    `inside` is the text between the tags.
    """
    simple = _SIMPLE.get(tag)
    if simple is not None:
        return {"type": simple}
    match tag:
        case "a":
            return _link_meaning(attributes.get("href") or inside)
        case "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": _emoji_id(attributes.get("emoji-id", ""))}
        case "tg-time":
            return _time_meaning(attributes)
        case "blockquote" if "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        case same:
            return {"type": same, **(_language(attributes.get("class", "")) if same == "code" else {})}


def _language(name: str) -> Json:
    return {"language": name.removeprefix("language-")} if name.startswith("language-") else {}


def _link_meaning(target: str) -> Json:
    user = mentioned_user(target)
    if user is not None:
        return {"type": "text_mention", "user": {"id": user, "is_bot": False, "first_name": ""}}
    url = checked_link(target)
    return {"type": "text_link", "url": url} if url else {}


def _time_meaning(attributes: Mapping[str, str]) -> Json:
    unix = attributes.get("unix", "")
    if not unix.isdigit():
        raise refusal("Invalid date specified")
    shape = attributes.get("format", "")
    return {"type": "date_time", "unix_time": int(unix), **({"date_time_format": shape} if shape else {})}


def _emoji_id(text: str) -> str:
    if not text.isdigit() or int(text) == 0:
        raise refusal("Invalid custom emoji identifier specified")
    return text
