"""Which announcements a person wants to hear, and how many of them."""

from dialogs.announcements.topic import TOPICS
from dialogs.keyboard import stacked
from dialogs.scene import Refused, Scene, do, go
from dialogs.screen import Button, Screen

CAPS = (None, 1, 2, 3, 0)
"""Most announcements in seven days, to choose from: as many as come, so many, none at all."""


def show_topics(scene: Scene) -> Screen:
    """Every topic with a way to change it."""
    wishes, labels = scene.session.wishes, scene.words.labels("hearing")
    offered = [go(labels["weekly"], "weekly"), go(labels["reminders"], "wishes")]
    return scene.screen(
        "screens/topics",
        (
            *stacked([*_toggles(scene), *offered]),
            (scene.button("settings", "settings"), scene.button("menu", "menu")),
        ),
        association=scene.pack.association.name,
        names=scene.words.labels("topics"),
        off=wishes.topics_off,
        cap=wishes.weekly_cap,
    )


def show_weekly(scene: Scene) -> Screen:
    """How many in a week."""
    buttons = [weekly_button(scene, cap) for cap in CAPS if cap != scene.session.wishes.weekly_cap]
    back = go(scene.words.labels("hearing")["topics"], "topics")
    return scene.screen("screens/weekly", stacked([*buttons, back]), cap=scene.session.wishes.weekly_cap)


def show_fewer(scene: Scene, topic: str) -> Screen:
    """What to hear less of, after an announcement about `topic`; each button is one tap."""
    wishes, labels = scene.session.wishes, scene.words.labels("hearing")
    if topic not in TOPICS:
        raise Refused(topic)
    hears_any = wishes.weekly_cap != 0
    buttons = [
        *([topic_button(scene, topic)] if hears_any and topic not in wishes.topics_off else []),
        *([weekly_button(scene, 1)] if wishes.weekly_cap not in {0, 1} else []),
        *([do(labels["stop_all"], "weekly", "0")] if hears_any else []),
        go(labels["keep"], "menu"),
        go(labels["topics"], "topics"),
    ]
    return scene.screen("screens/fewer", stacked(buttons), topic=scene.words.labels("topics")[topic])


def topic_button(scene: Scene, topic: str) -> Button:
    """Stops a topic, or brings it back."""
    off = topic in scene.session.wishes.topics_off
    labels = scene.words.labels("hearing")
    return do(labels[f"hear_{topic}" if off else f"stop_{topic}"], "topic", topic, "on" if off else "off")


def weekly_button(scene: Scene, cap: int | None) -> Button:
    """No more than so many a week."""
    code = "any" if cap is None else str(cap)
    return do(scene.words.labels("hearing")[f"weekly_{code}"], "weekly", code)


def _toggles(scene: Scene) -> list[Button]:
    """Nothing about single topics while all are stopped."""
    if scene.session.wishes.weekly_cap == 0:
        return [do(scene.words.labels("hearing")["hear_all"], "weekly", "any")]
    return [topic_button(scene, topic) for topic in TOPICS]
