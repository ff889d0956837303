"""Links as Telegram accepts them: http, https, tg; a host needs a dot."""

from urllib.parse import parse_qs, urlsplit

_WEB = frozenset({"http", "https"})
_OWN = frozenset({"tg", "ton", "tonsite"})


def link_fault(url: str) -> str | None:
    """Why Telegram refuses the link ("Wrong HTTP URL", "Unsupported URL protocol"), or None when it does not."""
    scheme, separator, _ = url.partition("://")
    if separator and scheme.lower() in _OWN:
        return None
    if separator and scheme.lower() not in _WEB:
        return "Unsupported URL protocol"
    try:
        host = urlsplit(url if separator else f"http://{url}").hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    named = "." in host.strip(".") and not any(character.isspace() for character in host)
    return None if named else "Wrong HTTP URL"


def checked_link(url: str) -> str | None:
    """The link in full (`example.org` is `http://example.org/`), or None when it is no link."""
    if link_fault(url) is not None:
        return None
    whole = url if "://" in url else f"http://{url}"
    return whole if urlsplit(whole).path or whole.startswith("tg:") else f"{whole}/"


def mentioned_user(url: str) -> int | None:
    """The id in `tg://user?id=123`."""
    if not url.startswith("tg://user?"):
        return None
    given = parse_qs(urlsplit(url).query).get("id", [""])[0]
    return int(given) if given.isdigit() else None
