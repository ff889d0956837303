"""The bot's commands: as its menu lists them, and where they stand in a text."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from bot.simulator.world import Profile

_PIECES = re.compile(r"(<[^>]*>)")
_COMMAND = re.compile(r"(?<![\w/;])/([a-z0-9_]{1,32})\b")
_CLOSED_TO_BUTTONS = ("a", "button", "code", "pre")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the menu."""

    command: str
    description: str


def listed(profile: Profile, person_id: int) -> tuple[Listed, ...]:
    """What the bot has set with setMyCommands, as somebody who reads English sees it in their chat."""
    # Where Telegram looks for the list of a private chat, the nearest first.
    scopes = (f"chat:{person_id}", "all_private_chats", "default")
    places = [(scope, language) for scope in scopes for language in ("en", "")]
    found = next((profile.commands[place] for place in places if place in profile.commands), [])
    return tuple(Listed(one["command"], one["description"]) for one in found)


def tappable(html: str) -> Markup:
    """Commands in the bot's text made into buttons that send them, as chat apps do; `html` is safe already."""
    inside = 0
    pieces = []
    for piece in _PIECES.split(html):
        tag = re.match(r"</?([a-z]+)", piece)
        if tag is not None and tag[1] in _CLOSED_TO_BUTTONS:
            inside += -1 if piece.startswith("</") else 1
        plain = tag is None and not inside
        pieces.append(
            _COMMAND.sub(r'<button type="button" class="command" data-say="/\1">/\1</button>', piece)
            if plain
            else piece
        )
    return Markup("".join(pieces))  # noqa: S704  escaped by the simulator, and commands are letters only
