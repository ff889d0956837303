"""Who may speak: people and the bot."""

from dataclasses import dataclass

from bot.simulator.errors import Json


@dataclass(slots=True)
class Account:
    """A Telegram user; `language_code` is an IETF tag such as `en` or `es`."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    def as_json(self) -> Json:
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            value = getattr(self, name)
            if value is not None:
                body[name] = value
        return body
