"""The main menu, help, privacy and the way out."""

from collections.abc import Mapping

from dialogs.keyboard import flowing, stacked
from dialogs.scene import Scene
from dialogs.screen import Button, Export, Screen

_YEAR = 365
"""Days; what is a number of them is told in years."""

_FIRST = ("apply", "gaps_menu")
_ENTRIES: Mapping[str, tuple[str, ...]] = {
    "apply": ("apply",),
    "gaps_menu": ("gaps_menu",),
    "renewal": ("renewal",),
    "log": ("log",),
    "ers": ("enter", "ers"),
    "costs_menu": ("enter", "costs"),
    "categories": ("categories",),
    "steps": ("steps",),
    "references": ("references",),
    "terms": ("terms",),
    "coordinator": ("o_ask",),
    "settings": ("settings",),
    "help": ("help",),
}
"""Where each button of the main menu leads, by its label."""


def menu_buttons(scene: Scene) -> Mapping[str, Button]:
    """The buttons of the main menu by their label's key, and the one that leads to it."""
    return {label: scene.button(label, *place) for label, place in {**_ENTRIES, "menu": ("menu",)}.items()}


def show_menu(scene: Scene, greeting: str = "") -> Screen:
    """Everything the bot can do, after a greeting where that is asked for."""
    buttons = menu_buttons(scene)
    return scene.screen(
        "screens/menu",
        (
            *stacked(buttons[label] for label in _FIRST),
            *flowing(buttons[label] for label in _ENTRIES if label not in _FIRST),
        ),
        association=scene.pack.association.name,
        greeting=greeting,
    )


def show_help(scene: Scene) -> Screen:
    """What the bot does, its commands, and whom to ask."""
    return scene.screen(
        "screens/help",
        flowing([scene.button("privacy", "privacy"), scene.button("terms", "terms"), scene.button("menu", "menu")]),
        association=scene.pack.association.name,
        email=scene.pack.association.coordinator_email,
    )


def show_privacy(scene: Scene) -> Screen:
    """What is stored, why, for how long, and how to get or delete it."""
    silence = scene.book.conversation_days
    return scene.screen(
        "screens/privacy",
        flowing([scene.button("export", "export"), scene.button("delete", "delete"), scene.button("menu", "menu")]),
        association=scene.pack.association.name,
        email=scene.pack.association.coordinator_email,
        copies=scene.book.keeps_copies,
        days=scene.book.inbox_days,
        silence=silence,
        years=0 if silence % _YEAR else silence // _YEAR,
    )


def show_export(scene: Scene) -> Screen:
    """Everything that is stored about the person, as a file."""
    return Screen(
        name="export",
        text=scene.words.page("screens/export").text,
        rows=flowing([scene.button("privacy", "privacy"), scene.button("menu", "menu")]),
        attachment=Export("my-data.json"),
        stays=True,
    )


def show_delete(scene: Scene) -> Screen:
    """Asks before everything is deleted."""
    return scene.screen(
        "screens/delete",
        ((scene.action("delete_yes", "forget"),), (scene.button("delete_no", "menu"),)),
        association=scene.pack.association.name,
    )


def show_forgotten(scene: Scene) -> Screen:
    """The last screen of a person who is not stored any more."""
    return scene.screen("screens/forgotten", ((scene.button("menu", "menu"),),))


def show_cancelled(scene: Scene) -> Screen:
    """The way out of anything; the answers stay."""
    return scene.screen("screens/cancelled", ((scene.button("menu", "menu"),),))
