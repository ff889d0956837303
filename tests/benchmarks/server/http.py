"""HTTP/1.1 for clients we know: kept alive, pipelined, with a Content-Length, and nothing else."""

import asyncio
import re
from collections.abc import Callable
from typing import cast

from typing_extensions import override

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

Reply = Callable[[bytes], None]
Answer = Callable[[bytes, bytes, Reply], None]
"""What is asked for (the last part of the path), the body, and whom to tell the answer: at once or later."""


class Connection(asyncio.Protocol):
    """One client's. An answer that comes later must not be overtaken: clients here ask one thing at a time."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    @override
    def data_received(self, data: bytes) -> None:
        rest = self._rest + data if self._rest else data
        while (end := rest.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(rest, 0, end)
            after = end + 4 + (int(length[1]) if length else 0)
            if len(rest) < after:
                break
            target = rest[: rest.index(b" HTTP/")]
            self._answer(target[target.rindex(b"/") + 1 :], rest[end + 4 : after], self._reply)
            rest = rest[after:]
        self._rest = rest

    def _reply(self, body: bytes) -> None:
        if self._transport is not None:
            self._transport.write(_HEAD % len(body) + body)
