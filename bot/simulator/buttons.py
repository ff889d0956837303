"""Finding what a person means to tap."""

from collections.abc import Iterable

from bot.simulator.keyboards import Button
from bot.simulator.messages import Message


class NoSuchButton(LookupError):
    """Nothing to tap: says what there is."""


def labels(messages: Iterable[Message]) -> tuple[str, ...]:
    """Everything that can be tapped under these messages."""
    return tuple(
        label
        for message in messages
        for label in (
            *(button.label for button in message.buttons),
            *(choice for row in message.keyboard.choices for choice in row),
        )
    )


def tappable(message: Message, label: str) -> Button | str | None:
    """The button (or choice of a reply keyboard, as its text) with this label, None when there is none.

    The whole label wins; else the only one that contains it, in whatever case.

    Raises:
        NoSuchButton: when more than one contains it.
    """
    offered: list[Button | str] = [*message.buttons, *(one for row in message.keyboard.choices for one in row)]
    exact = [one for one in offered if _label(one) == label]
    if exact:
        return exact[0]
    fitting = [one for one in offered if label.casefold() in _label(one).casefold()]
    if len(fitting) > 1:
        raise NoSuchButton(f"{label!r} fits more than one of {', '.join(repr(_label(one)) for one in fitting)}")
    return fitting[0] if fitting else None


def _label(button: Button | str) -> str:
    return button if isinstance(button, str) else button.label
