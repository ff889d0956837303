"""PostgreSQL's own programs: found, new enough, and given the password where no other user of the machine reads it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from bot.storage.address import PostgresAddress
from rules.complaints import BadInput

_DEBIAN = Path("/usr/lib/postgresql")
"""Every version that is installed has a folder of its own here, and is not in PATH."""


@dataclass(frozen=True, slots=True)
class Login:
    """How a program of PostgreSQL is told where to connect; the password goes by the environment."""

    url: str
    environment: dict[str, str] = field(repr=False)


def login_of(address: PostgresAddress) -> Login:
    """From our own address."""
    parts = urlsplit(address.dsn)
    person, _, place = parts.netloc.rpartition("@")
    name, _, password = person.partition(":")
    query = parse_qsl(parts.query, keep_blank_values=True)
    asked = [value for key, value in query if key == "password"]
    rest = urlencode([(key, value) for key, value in query if key != "password"])
    netloc = f"{name}@{place}" if name else place
    url = urlunsplit(("postgresql", netloc, parts.path, rest, ""))
    secret = asked[-1] if asked else unquote(password)
    return Login(url, {**os.environ, **({"PGPASSWORD": secret} if secret else {})})


def tool(name: str, server: int | None = None) -> Path:
    """`pg_dump` or `pg_restore`, for a server of this major version; None: the newest there is.

    Raises:
        BadInput: if there is none, or all are older than the server.
    """
    found = {path: _version(path) for path in _places(name)}
    if not found:
        raise BadInput(f"{name}: not found in PATH; it comes with PostgreSQL's client programs")
    newest = max(found, key=lambda path: found[path])
    if server is None:
        return newest
    fitting = [path for path in found if found[path] >= server]
    if not fitting:
        raise BadInput(
            f"{name}: version {found[newest]} found at {newest}; the server has {server}, and it must not be older"
        )
    return min(fitting, key=lambda path: found[path])


def _places(name: str) -> Iterator[Path]:
    folders = [Path(one) for one in os.get_exec_path()]
    found = (shutil.which(name, path=str(folder)) for folder in [*folders, *sorted(_DEBIAN.glob("*/bin"))])
    yield from dict.fromkeys(Path(one) for one in found if one is not None)


def _version(path: Path) -> int:
    """The major version; 0 if it does not tell."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, check=True, text=True, timeout=10).stdout  # noqa: S603  found above
    except (OSError, subprocess.SubprocessError):
        return 0
    match = re.search(r"\s(\d+)", said)
    return int(match[1]) if match else 0
