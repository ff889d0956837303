"""How an unforeseen error gets into the log: where it happened, never what it was about."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

import structlog

log = structlog.get_logger(__name__)

Listener = Callable[[str, BaseException], None]

_listeners: list[Listener] = []
"""Of the process, as the log is: errors are recorded where nobody knows of a service."""


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Have every error that is recorded during the block told to `listener` too; it must not fail."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def record(event: str, error: BaseException, **fields: object) -> None:
    """Log the error's class and its last frame. Its message is left out: it may quote an answer or a name."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    log.error(event, error=type(error).__name__, at=at, **fields)
    for listener in _listeners:
        listener(event, error)
