"""Commands work everywhere, whatever a person is in the middle of."""

from collections.abc import Mapping
from contextlib import suppress

from dialogs.event import Command
from dialogs.routes import ROUTES, unfinished
from dialogs.scene import Refused, Scene
from dialogs.screens.categories import code_of, slug_of
from dialogs.session import Session

_PLACES: Mapping[str, tuple[str, ...]] = {
    "menu": ("menu",),
    "help": ("help",),
    "cancel": ("cancelled",),
    "settings": ("settings",),
    "language": ("language",),
    "privacy": ("privacy",),
    "export": ("export",),
    "delete": ("delete",),
}

COMMANDS = ("start", *_PLACES)
"""Every command, in the order of Telegram's menu."""

_LINKS: Mapping[str, tuple[str, ...]] = {
    "steps": ("steps",),
    "references": ("references",),
    "terms": ("terms",),
    "categories": ("categories",),
    "help": ("help",),
    "privacy": ("privacy",),
    "log": ("log",),
    "wishes": ("wishes",),
    "topics": ("topics",),
}


def command(scene: Scene, event: Command) -> Session:
    """The session after a command.

    Raises:
        Refused: if there is no such command.
    """
    if event.name == "start":
        return _started(scene, event.argument)
    if event.name not in _PLACES:
        raise Refused(event.name)
    return scene.session.at(*_PLACES[event.name])


def _started(scene: Scene, argument: str) -> Session:
    if argument:
        # A link that leads nowhere, old or forged, is a plain start.
        with suppress(Refused):
            return _linked(scene, argument)
    flow = unfinished(scene)
    if flow is not None:
        return scene.session.at("resume", flow)
    return scene.session.at("menu", "hello")


def _linked(scene: Scene, argument: str) -> Session:
    """A deep link: a category, an interview, a list, or a word to explain."""
    link = argument.casefold()
    if link in _LINKS:
        return scene.session.at(*_LINKS[link])
    if link in {"renewal", "record"}:
        return ROUTES[link](scene)
    if link in scene.book.interviews and link != "ers":
        return ROUTES["enter"](scene, link)
    if any(term.id == link for term in scene.pack.terms) and not _is_category(scene, link):
        return scene.session.at("term", link)
    return scene.session.at("category", slug_of(code_of(scene, argument)))


def _is_category(scene: Scene, link: str) -> bool:
    try:
        code_of(scene, link)
    except Refused:
        return False
    return True
