"""Callback data: what a button says when it is tapped, for as long as its message exists.

`verb.argument.argument…`, at most 64 bytes. An answer names its interview, its question and that question's version, so
that a tap on a year-old message does the right thing; the values in it are checked as if a stranger had typed them.
"""

from dataclasses import dataclass

LONGEST = 64
"""Bytes; Telegram's limit."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A parsed tap; nothing in it is trusted yet."""

    verb: str
    arguments: tuple[str, ...]


def data(verb: str, *arguments: str) -> str:
    """Callback data for a button.

    Raises:
        ValueError: if it is longer than Telegram takes, or an argument has a dot.
    """
    encoded = ".".join((verb, *arguments))
    if len(encoded.encode()) > LONGEST or any("." in argument for argument in arguments):
        raise ValueError(f"callback data {encoded!r} is over {LONGEST} bytes or has a dot in an argument")
    return encoded


def parse(encoded: str) -> Tap:
    """The tap that callback data stands for; any text makes one, if only of a verb nobody knows."""
    verb, *arguments = encoded.split(".")
    return Tap(verb, tuple(arguments))
