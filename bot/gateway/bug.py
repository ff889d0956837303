"""How an unforeseen error gets into the log: where it happened, never what it was about."""

import traceback
from pathlib import PurePath

import structlog

log = structlog.get_logger(__name__)


def record(event: str, error: BaseException, **fields: object) -> None:
    """Log the error's class and its last frame. Its message is left out: it may quote an answer or a name."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    log.error(event, error=type(error).__name__, at=at, **fields)
