"""Unforeseen errors for a server that understands Sentry's protocol: what failed and where, never for whom or on what.

Only while `SENTRY_DSN` is set; else its package is not even imported.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import structlog

from bot.gateway.bug import heard_by
from bot.settings import Settings
from rules.complaints import BadInput

if TYPE_CHECKING:
    from sentry_sdk import Client
    from sentry_sdk.types import Event, Hint

log = structlog.get_logger(__name__)

_OURS = ("bot", "dialogs", "rules")
_FRAME = ("module", "function", "filename", "lineno")
_FLUSH = 2.0
"""Seconds that the last events are given when the process ends."""


@contextmanager
def errors_reported(settings: Settings, command: str) -> Iterator[None]:
    """Report what is recorded during the block; `command` is which one of ours runs.

    Raises:
        BadInput: if they are to be reported and the package is not installed, or the DSN is none.
    """
    if settings.sentry_dsn is None:
        yield
        return
    client = _client(settings.sentry_dsn.get_secret_value())
    try:
        with heard_by(partial(_report, client, command)):
            yield
    finally:
        client.close(timeout=_FLUSH)


def _client(dsn: str) -> "Client":
    """One of our own, not the package's global one: nothing is hooked into logging, HTTP or the interpreter.

    Personal data is off by the package's default; to say so (`send_default_pii`) is deprecated.
    """
    try:
        from sentry_sdk import Client  # noqa: PLC0415  an optional package
        from sentry_sdk.utils import BadDsn  # noqa: PLC0415  likewise
    except ImportError:
        raise BadInput("SENTRY_DSN: *** came; it needs a package: pip install 'endorse[sentry]'") from None
    try:
        return Client(
            dsn=dsn,
            release=f"endorse@{version('endorse')}",
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            include_source_context=False,
            max_breadcrumbs=0,
            max_request_body_size="never",
            auto_session_tracking=False,
            send_client_reports=False,
            before_send=_bare,
        )
    except BadDsn:
        raise BadInput("SENTRY_DSN: *** came; allowed is the DSN of a project") from None


def _report(client: "Client", command: str, event: str, error: BaseException) -> None:
    """`event` is one of our own fixed phrases."""
    from sentry_sdk.utils import event_from_exception  # noqa: PLC0415  it is there: there is a client

    try:
        made, hint = event_from_exception(error, client_options=client.options)
        made["tags"] = {"command": command, "event": event}
        client.capture_event(made, hint)
    except Exception as failure:  # noqa: BLE001  a report that fails must not be the next error
        log.warning("an error could not be reported", error=type(failure).__name__)


def _bare(event: "Event", _hint: "Hint") -> "Event":
    """Only what is named here goes out. Messages of errors quote answers; machines and paths have people's names."""
    bare: Event = {
        "event_id": event["event_id"],
        "timestamp": event["timestamp"],
        "platform": "python",
        "level": "error",
        "release": event["release"],
        "tags": event["tags"],
        "exception": {"values": [_bare_error(one) for one in event["exception"]["values"]]},
    }
    return bare


def _bare_error(error: Mapping[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames", ())
    return {
        "type": error["type"],
        "module": error.get("module"),
        "stacktrace": {"frames": [_bare_frame(frame) for frame in frames if _is_ours(frame)]},
    }


def _bare_frame(frame: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: frame.get(name) for name in _FRAME}, "in_app": True}


def _is_ours(frame: Mapping[str, Any]) -> bool:
    return str(frame.get("module")).partition(".")[0] in _OURS
