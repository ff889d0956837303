"""DATABASE_URL: what is allowed, and how it is shown without its password."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ALLOWED = "sqlite:///relative/file.db, sqlite:////absolute/file.db or postgresql://user:password@host:port/database"


@dataclass(frozen=True, slots=True)
class SqliteAddress:
    """A file on this machine."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A server; `dsn` holds the password and is kept out of every repr, `shown` does not."""

    dsn: str = field(repr=False)
    shown: str


Address = SqliteAddress | PostgresAddress


def parse_address(url: str) -> Address:
    """Read a database URL.

    Raises:
        ValueError: in one line that names DATABASE_URL, the value without its password, and what is allowed.
    """
    scheme, separator, rest = url.partition("://")
    match scheme.lower() if separator else "":
        case "sqlite":
            return SqliteAddress(_sqlite_path(url, rest), masked(url))
        case "postgresql" | "postgres":
            _check_server(url)
            return PostgresAddress(url, masked(url))
        case _:
            raise _refusal(url, "is not a database address")


def masked(url: str) -> str:
    """The URL with anything that can be a password replaced by ***, also in a URL that is wrong."""
    scheme, colon, rest = url.partition(":")
    if not colon or (scheme.lower() == "sqlite" and rest.startswith("///")):
        return url
    if "@" in rest:
        person, _, place = rest.rpartition("@")
        # Up to the last @: people paste passwords that hold an @ or a slash and forget to encode them.
        slashes = person[: len(person) - len(person.lstrip("/"))]
        name, secret, _ = person.lstrip("/").partition(":")
        rest = f"{slashes}{name}{secret and ':***'}@{place}"
    else:
        # Without a host, `user:password` looks like `host:port`; only digits are taken for a port.
        rest = re.sub(r":(?!\d*(?:[/?,]|$))[^/?]*", ":***", rest)
    return f"{scheme}:" + re.sub(r"(?i)(password=)[^&]*", r"\1***", rest)


def _sqlite_path(url: str, rest: str) -> Path:
    """The file; the fourth slash makes it absolute. A database in memory could not be shared or migrated."""
    name = rest.removeprefix("/")
    if name == rest or name in {"", ":memory:"} or name.endswith("/") or "?" in name or "\x00" in name:
        raise _refusal(url, "names no file")
    return Path(name)


def _check_server(url: str) -> None:
    """Found here, because the driver's own message would quote the part it cannot read, password and all."""
    try:
        parts = urlsplit(url)
        # An @ after the first slash: the password was not percent-encoded, and a part of it would be taken for a host.
        sound = bool(parts.path.strip("/")) and "@" not in parts.path and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise _refusal(
            url, "lacks a database name, or has a port or a password that cannot be read (percent-encode it)"
        )


def _refusal(url: str, why: str) -> ValueError:
    return ValueError(f"DATABASE_URL {masked(url)!r} {why}; allowed: {ALLOWED}")
