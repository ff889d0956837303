"""An audience in words, the same on every screen and in the command line."""

from collections.abc import Mapping

from dialogs.announcements.audience import Audience, Condition, Kind, by_kind
from dialogs.scene import Scene
from dialogs.screens.settings import language_name

LABELS = "office_audience"


def audience_in_words(scene: Scene, audience: Audience) -> str:
    """Plain: "Endorsed as IFS, renewing in 2027; not: tagged north"."""
    labels = scene.words.labels(LABELS)
    included = ", ".join(_together(scene, kind, same) for kind, same in by_kind(audience.include).items())
    chosen = _capital(included or labels["everyone"])
    if not audience.exclude:
        return chosen
    excluded = [_together(scene, kind, same) for kind, same in by_kind(audience.exclude).items()]
    return scene.words.sentence("office/audience_without", chosen=chosen, without=_either(scene, excluded))


def condition_in_words(scene: Scene, condition: Condition) -> str:
    """One condition, plain: "renewing in 2027"."""
    return _together(scene, condition.kind, (condition,))


def value_in_words(scene: Scene, kind: Kind, value: str) -> str:
    """What a button says that stands below the name of its kind: "2027"."""
    words = scene.words
    match kind:
        case "lacks":
            return words.labels("requirements").get(value, value)
        case "window":
            return words.labels("renewal_states").get(value, value)
        case "hours_missing":
            return words.labels(LABELS).get(f"hours_{value}", value)
        case "language":
            return language_name(value)
    return value or words.labels(LABELS)[kind]


def count_in_words(scene: Scene, total: int, left_out: Mapping[str, int]) -> str:
    """Plain: "34 people. Left out: 2 opted out, 1 blocked"."""
    reasons = [
        scene.words.sentence("office/left_out", reason=reason, count=count)
        for reason, count in sorted(left_out.items(), key=lambda one: (-one[1], one[0]))
    ]
    return scene.words.sentence("office/count", total=total, reasons=", ".join(reasons))


def _together(scene: Scene, kind: Kind, conditions: tuple[Condition, ...]) -> str:
    """Conditions of one kind in one phrase."""
    values = [one.value for one in conditions]
    said = _either(scene, [value_in_words(scene, kind, value) for value in values])
    return scene.words.sentence("office/conditions", kind=kind, whole="" in values, values=said)


def _either(scene: Scene, phrases: list[str]) -> str:
    return f" {scene.words.labels(LABELS)['or']} ".join(phrases)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
