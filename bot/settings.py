"""What the environment says. Names and defaults are part of the contract; a bad value is told in one line."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.storage.address import parse_address
from rules.complaints import BadInput
from rules.loading import pack_names

Chosen = TypeVar("Chosen", bound=BaseSettings)

_SECRETS = frozenset({"telegram_bot_token", "webhook_secret", "sentry_dsn"})


def _matches(pattern: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if re.fullmatch(pattern, secret.get_secret_value()) is None:
            raise ValueError
        return secret

    return AfterValidator(check)


def _root_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return text.rstrip("/")


def _known_pack(name: str) -> str:
    if name not in pack_names():
        raise ValueError
    return name


def _database(url: str) -> str:
    parse_address(url)
    return url


def _listed(text: object) -> object:
    return tuple(int(part) for part in text.split(",") if part.strip()) if isinstance(text, str) else text


def _own_address(text: str) -> str:
    return str(ip_address(text))


def _own_file() -> str:
    return f"sqlite:///{user_data_path('endorse') / 'endorse.db'}"


Url = Annotated[str, AfterValidator(_root_url)]
OwnerId = Annotated[int, Field(ge=1)]
GroupId = Annotated[int, Field(le=-1)]


class RuleSettings(BaseSettings):
    """All that commands need that only compute: nothing else of the environment can keep them from working."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    rule_pack: Annotated[str, AfterValidator(_known_pack)] = Field(
        default="infancy-onward", description=f"the name of a rule pack: {', '.join(pack_names())}"
    )


class Settings(RuleSettings):
    """Everything the running bot is told. Secrets, and the database address with its password, stay out of its repr."""

    telegram_bot_token: Annotated[SecretStr, _matches(r"[^\s/?#%]+")] | None = Field(
        default=None, description="the token that @BotFather gave, such as 123456:ABC"
    )
    telegram_api_base_url: Url = Field(
        default="https://api.telegram.org", description="the http or https root of a Bot API server, without /bot"
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(default_factory=_own_file, repr=False)
    webhook_url: Url | None = Field(default=None, description="the public http or https address of this bot")
    # Telegram's own bounds for secret_token.
    webhook_secret: Annotated[SecretStr, _matches(r"[A-Za-z0-9_-]{1,256}")] | None = Field(
        default=None, description="1 to 256 letters, digits, _ and -"
    )
    port: int = Field(default=8080, ge=1, le=65_535, description="a whole number from 1 to 65535")
    health_port: int | None = Field(
        default=None, ge=1, le=65_535, description="a whole number from 1 to 65535, other than PORT"
    )
    health_host: Annotated[str, AfterValidator(_own_address)] = Field(
        default="127.0.0.1", description="an IP address of this machine, such as 127.0.0.1 or 0.0.0.0"
    )
    # The key in it lets anybody report errors, so it is kept out of sight.
    sentry_dsn: Annotated[SecretStr, _matches(r"https?://[^\s/@:]+(:[^\s/@]*)?@[^\s/@]+(/[^\s/]+)*/\d+")] | None = (
        Field(default=None, description="the DSN of a project, such as https://KEY@sentry.example.org/1")
    )
    certificate_folder: Path | None = Field(
        default=None, description="a folder for copies of people's certificates, open to this user only"
    )
    nudge_tick: Annotated[float, Field(gt=0, le=3600)] = Field(
        default=60, description="seconds between two looks at who is to be reminded, above 0, at most 3600"
    )
    # Telegram allows about 30 to everybody, more to those who pay for it.
    send_rate: Annotated[float, Field(gt=0, le=1000)] = Field(
        default=25, description="messages a second, above 0, at most 1000"
    )
    announcement_approval: bool = Field(
        default=False, description="true or false: whether somebody else than the writer has to approve an announcement"
    )
    owner_ids: Annotated[tuple[OwnerId, ...], NoDecode, BeforeValidator(_listed)] = Field(
        default=(), description="Telegram ids, comma separated, such as 1234567,7654321"
    )
    inbox_chat: GroupId | None = Field(
        default=None, description="the id of a forum group where the bot is an administrator, such as -1001234567890"
    )
    inbox_days: int = Field(
        default=90, ge=1, le=3_650, description="days that closed questions keep their messages, from 1 to 3650"
    )
    # Three years: an Endorsement's cycle. More than the notice of 30 days, so that it finds somebody to warn.
    conversation_days: int = Field(
        default=1_095,
        ge=60,
        le=36_500,
        description="days without a sign of somebody until all is deleted, from 60 to 36500",
    )


def settings(kind: type[Chosen]) -> Chosen:
    """Read the environment.

    Raises:
        BadInput: naming each variable at fault, its value (*** where it is secret) and what is allowed.
    """
    try:
        return kind()
    except ValidationError as error:
        raise BadInput("; ".join(_fault(kind, fault) for fault in error.errors())) from None


def _fault(kind: type[BaseSettings], fault: ErrorDetails) -> str:
    name = str(fault["loc"][0])
    if name == "database_url":
        # Told by the one who knows which part is a password.
        return str(fault["ctx"]["error"])
    came = "***" if name in _SECRETS else repr(fault["input"])
    return f"{name.upper()}: {came} came; allowed is {kind.model_fields[name].description}"
