"""Structured logs on stderr: what happened, never what was said."""

import logging
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog
from typing_extensions import override


def structured_logs() -> None:
    """One line of JSON an event, for a service; what libraries have to say comes in the same form."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Stderr())),
    )
    logging.basicConfig(handlers=[_Relay()], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)


def quiet_logs() -> None:
    """Errors only, in words: for a terminal that somebody chats in."""
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.dev.ConsoleRenderer(colors=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Stderr())),
    )
    logging.basicConfig(handlers=[_Relay()], level=logging.ERROR, force=True)


class _Stderr:
    """The stderr of the moment. One that cannot be written to, closed or read no more, costs the line and not the work.

    Else a health check, whose failure is logged, would hang instead of failing.
    """

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError, AttributeError):  # closed by whoever started us, it is None
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.flush()


class _Relay(logging.Handler):
    """Hands a library's line on. The first line only: what follows quotes errors, and they may quote an answer."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0] if record.exc_info else None
        told = {} if error is None else {"error": error.__name__}
        event = record.getMessage().strip().partition("\n")[0]
        structlog.get_logger().log(record.levelno, event, logger=record.name, **told)
