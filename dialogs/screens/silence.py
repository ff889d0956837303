"""The one word to somebody who stayed away for long, before everything of theirs is deleted."""

from datetime import date

from dialogs.keyboard import stacked
from dialogs.scene import Scene
from dialogs.screen import Screen

SILENCE = -2
"""The number that stands for a long silence among the Endorsements of rungs; its cycle ends with the deletion."""


def show_silence(scene: Scene, until: date) -> Screen:
    """What happens on the day `until`, and how to keep everything: any sign does, so the button leads to the menu."""
    return Screen(
        name="silence",
        text=scene.words.page("screens/silence", until=until).text,
        rows=stacked(
            [scene.button("keep_all", "menu"), scene.button("export", "export"), scene.button("delete", "delete")]
        ),
        stays=True,
    )
