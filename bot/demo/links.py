"""Links in messages: they open another page; those of the bot itself start it in the same chat."""

import html
import re

from markupsafe import Markup

from bot.demo.pieces import outside

_OWN = re.compile(r"(?:https?://)?t\.me/(?P<name>\w+)(?:\?start=(?P<payload>[A-Za-z0-9_-]{1,64}))?/?", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
_ANCHOR = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def start_command(url: str, username: str) -> str | None:
    """What a person says by opening a link of the bot with this username; None for every other address."""
    found = _OWN.fullmatch(url.strip())
    if found is None or found["name"].casefold() != username.casefold():
        return None
    return f"/start {found['payload']}" if found["payload"] else "/start"


def linked(safe: str) -> Markup:
    """Addresses in a text made into links, as Telegram makes them for bots too; `safe` HTML stays safe."""
    return outside(
        ("a", "code", "pre"), _ADDRESS, r'<a href="\g<0>" target="_blank" rel="noopener noreferrer">\g<0></a>', safe
    )


def opening(safe: str, username: str) -> Markup:
    """Links of the bot made into buttons that open them in the same chat; `safe` HTML stays safe."""

    def opened(anchor: re.Match[str]) -> str:
        said = start_command(html.unescape(anchor[1]), username)
        if said is None:
            return anchor[0]
        return f'<button type="button" class="command" data-say="{said}">{anchor[2]}</button>'

    return Markup(_ANCHOR.sub(opened, safe))  # noqa: S704  safe before, and a payload is letters only
