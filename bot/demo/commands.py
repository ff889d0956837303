"""The bot's commands: as its menu lists them, and where they stand in a text."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from bot.demo.pieces import outside
from bot.simulator.world import Profile

_COMMAND = re.compile(r"(?<![\w/;])/([a-z0-9_]{1,32})\b")


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


def tappable(safe: str) -> Markup:
    """Commands in the bot's text made into buttons that send them, as chat apps do."""
    button = r'<button type="button" class="command" data-say="/\1">/\1</button>'
    return outside(("a", "button", "code", "pre"), _COMMAND, button, safe)
