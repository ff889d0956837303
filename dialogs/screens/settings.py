"""Language and time zone."""

from babel import Locale

from dialogs.catalogue import SOURCE, languages
from dialogs.keyboard import flowing, stacked
from dialogs.scene import Refused, Scene, do, go
from dialogs.screen import Screen

TIME_ZONES = {
    "indiana": "America/Indiana/Indianapolis",
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "arizona": "America/Phoenix",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
}


def show_settings(scene: Scene) -> Screen:
    """What is set, with a way to change each."""
    listed = [scene.button("listed", "o_unlink")] if scene.session.listed else []
    return scene.screen(
        "screens/settings",
        flowing(
            [
                scene.button("language", "language"),
                scene.button("time_zone", "time_zone"),
                scene.button("wishes", "wishes"),
                go(scene.words.labels("hearing")["topics"], "topics"),
                *listed,
                scene.button("privacy", "privacy"),
                scene.button("menu", "menu"),
            ]
        ),
        language=language_name(scene.session.language),
        zone=_zone_name(scene),
    )


def show_language(scene: Scene) -> Screen:
    """Each language by its own name."""
    buttons = [do(language_name(code), "language", code) for code in languages()]
    return scene.screen("screens/language", (*stacked(buttons), (scene.button("settings", "settings"),)))


def show_time_zone(scene: Scene) -> Screen:
    """The zones of the United States; reminders arrive by day there."""
    labels = scene.words.labels("zones")
    buttons = [do(labels[name], "zone", name) for name in TIME_ZONES]
    return scene.screen("screens/time_zone", (*stacked(buttons), (scene.button("settings", "settings"),)))


def language_name(code: str) -> str:
    """A language in its own words."""
    if code not in languages():
        code = SOURCE
    return str(Locale.parse(code).get_display_name(code)).capitalize()


def _zone_name(scene: Scene) -> str:
    """The person's time zone, the association's unless they chose; its own name where it is not one of ours."""
    zone = scene.session.time_zone or scene.pack.association.time_zone
    ours = (scene.words.labels("zones")[name] for name, known in TIME_ZONES.items() if known == zone)
    return next(ours, zone.replace("_", " "))


def zone_of(name: str) -> str:
    """The time zone behind a button.

    Raises:
        Refused: if it is not one of ours.
    """
    if name not in TIME_ZONES:
        raise Refused(name)
    return TIME_ZONES[name]
