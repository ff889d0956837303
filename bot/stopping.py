"""A wish to stop, heard from a program's first moment on."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class _Early:
    """Keeps a SIGTERM that comes before there is an event loop to hand it to."""

    def __init__(self) -> None:
        self.came = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True


@contextmanager
def stops_when_started() -> Iterator[None]:
    """A SIGTERM in here does not kill: `asked_to_stop` tells of it. Importing Telegram and a server takes a second."""
    before = signal.signal(signal.SIGTERM, _Early())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def asked_to_stop() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C, and from the beginning if SIGTERM came early."""
    stop = asyncio.Event()
    early = signal.getsignal(signal.SIGTERM)
    for sign in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no handlers on its loop; Ctrl-C still raises there
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    if isinstance(early, _Early) and early.came:
        stop.set()
    return stop
