"""What a person can do in one turn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """ "/start ifs" is `Command("start", "ifs")`; names are lower case, the argument may be empty."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button, by its callback data; anybody can forge that."""

    data: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of any kind and length."""

    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is not text: a photo, a sticker, a voice message.

    `file_id` is Telegram's, of a photo or a file, which is what a certificate can be; None for anything else. `size` is
    in bytes, None where Telegram does not tell.
    """

    file_id: str | None = None
    name: str = ""
    is_photo: bool = False
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """An update that came before: the screen is shown again and nothing is done twice."""


Event = Command | Tapped | Typed | Sent | Repeated
