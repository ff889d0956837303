"""A message's text with its bold and italic parts, for a terminal."""

from rich.text import Text

from bot.simulator import Message
from bot.simulator.utf16 import part, units

_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "cyan",
    "pre": "cyan",
    "bot_command": "cyan",
    "url": "underline cyan",
    "text_link": "underline cyan",
    "email": "cyan",
}


def styled(message: Message) -> Text:
    """The text or caption; entity offsets are in UTF-16 units, a terminal's in characters."""
    content = message.content.text
    text = Text(content.plain)
    for entity in content.entities:
        style = _STYLES.get(entity["type"])
        if style is not None:
            start = len(part(content.plain, 0, entity["offset"]))
            end = len(part(content.plain, 0, min(entity["offset"] + entity["length"], units(content.plain))))
            text.stylize(style, start, end)
    return text
