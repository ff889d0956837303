"""Choosing an audience by buttons: the screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dialogs.announcements.audience import Audience, Condition, Kind
from dialogs.announcements.offer import FURTHER, code_of, values_of
from dialogs.announcements.wording import LABELS, audience_in_words, value_in_words
from dialogs.keyboard import Rows, packed, stacked
from dialogs.scene import Scene, do, go
from dialogs.screen import Button, Screen

Side = Literal["in", "out"]
"""Whom it goes to, or who is left out of that."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One side of an audience that is being chosen, for the announcement of that number.

    `is_open`: it may still change. `tags` are those of the roster; `counted` is what a count found, in words.
    """

    number: str
    side: Side
    audience: Audience
    is_open: bool
    tags: Sequence[str] = ()
    counted: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those of this side."""
        return self.audience.include if self.side == "in" else self.audience.exclude

    def turned(self, condition: Condition) -> Audience:
        """The audience with one condition more, or without it where it was chosen already."""
        after = tuple(one for one in self.conditions if one != condition)
        return self.having(after if len(after) < len(self.conditions) else (*after, condition))

    def having(self, conditions: tuple[Condition, ...]) -> Audience:
        """The audience with other conditions on this side."""
        return self.audience.model_copy(update={"include" if self.side == "in" else "exclude": conditions})


def show_audience(scene: Scene, choice: Choice) -> Screen:
    """Whom it goes to in words, and what is chosen most often at one tap."""
    rows = (*_at_once(scene, choice), *_further(scene, choice)) if choice.is_open else ()
    return scene.screen(
        "office/audience",
        (*rows, (go(scene.words.labels(LABELS)["draft"], "o_compose", choice.number),)),
        chosen=audience_in_words(scene, choice.audience),
        without=choice.side == "out",
        counted=choice.counted,
        is_open=choice.is_open,
    )


def show_kinds(scene: Scene, choice: Choice) -> Screen:
    """Everything else there is to choose by."""
    labels = scene.words.labels(LABELS)
    buttons = [go(labels[kind], "o_values", choice.number, choice.side, kind) for kind in FURTHER]
    back = go(labels["back"], "o_audience", choice.number, choice.side)
    return _values_screen(scene, choice, "more", (*stacked(buttons), (back,)))


def show_values(scene: Scene, choice: Choice, kind: Kind) -> Screen:
    """The values of one kind."""
    buttons = _toggles(scene, choice, kind) if choice.is_open else []
    back = go(scene.words.labels(LABELS)["back"], "o_kinds", choice.number, choice.side)
    return _values_screen(scene, choice, kind, (*packed(buttons), (back,)))


def _at_once(scene: Scene, choice: Choice) -> Rows:
    label = scene.words.labels(LABELS)["everyone" if choice.side == "in" else "clear"]
    anybody, *categories = _toggles(scene, choice, "endorsed")
    return (
        (do(label, "o_clear", choice.number, choice.side),),
        (*_toggles(scene, choice, "applicants"), anybody),
        *_by_three(categories),
        *_by_three(_toggles(scene, choice, "renewal_year")),
    )


def _further(scene: Scene, choice: Choice) -> Rows:
    labels, is_in = scene.words.labels(LABELS), choice.side == "in"
    return stacked(
        [
            go(labels["more"], "o_kinds", choice.number, choice.side),
            go(labels["exclude" if is_in else "include"], "o_audience", choice.number, "out" if is_in else "in"),
            do(labels["count"], "o_count", choice.number, choice.side),
        ]
    )


def _toggles(scene: Scene, choice: Choice, kind: Kind) -> list[Button]:
    values = values_of(scene, kind, choice.tags, choice.conditions)
    return [_toggle(scene, choice, Condition(kind=kind, value=value)) for value in values]


def _toggle(scene: Scene, choice: Choice, condition: Condition) -> Button:
    label = value_in_words(scene, condition.kind, condition.value)
    mark = "✓ " if condition in choice.conditions else ""
    code = code_of(condition.kind, condition.value)
    return do(f"{mark}{label}", "o_turn", choice.number, choice.side, condition.kind, code)


def _values_screen(scene: Scene, choice: Choice, title: str, rows: Rows) -> Screen:
    return scene.screen(
        "office/audience_values",
        rows,
        title=scene.words.labels(LABELS)[title],
        kind=title,
        chosen=audience_in_words(scene, choice.audience),
        tagged=bool(choice.tags),
    )


def _by_three(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 3]) for start in range(0, len(buttons), 3))
