"""Server-sent events: each frame goes to every open page."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import orjson

_PULSE = 15.0
"""Seconds of silence after which something is written, so that a page that is gone gets noticed."""
_FARTHEST_BEHIND = 1_000

_Waiting = asyncio.Queue[bytes | None]


def frame(name: str, data: object) -> bytes:
    """One event, its data as JSON (which has no line breaks of its own)."""
    return b"event: %s\ndata: %s\n\n" % (name.encode(), orjson.dumps(data))


class Broadcast:
    """Spreads frames to all who listen. Who falls too far behind is let go, and catches up when it comes again."""

    def __init__(self) -> None:
        self._listeners: set[_Waiting] = set()

    def send(self, name: str, data: object) -> None:
        sent = frame(name, data)
        for waiting in tuple(self._listeners):
            if waiting.qsize() >= _FARTHEST_BEHIND:
                self._listeners.discard(waiting)
                waiting.put_nowait(None)
            else:
                waiting.put_nowait(sent)

    @contextmanager
    def listening(self) -> Iterator[AsyncIterator[bytes]]:
        """What is sent from now on, until `release`."""
        waiting: _Waiting = asyncio.Queue()
        self._listeners.add(waiting)
        try:
            yield _frames(waiting)
        finally:
            self._listeners.discard(waiting)

    def release(self) -> None:
        """Let all listeners go; they may come again."""
        for waiting in self._listeners:
            waiting.put_nowait(None)


async def _frames(waiting: _Waiting) -> AsyncIterator[bytes]:
    while True:
        try:
            async with asyncio.timeout(_PULSE):
                sent = await waiting.get()
        except TimeoutError:
            sent = b": still here\n\n"
        if sent is None:
            return
        yield sent
