"""HTTP/1.1 over bare sockets: just enough for two programs that know each other, at a tenth of a library's cost."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable

from typing_extensions import override

Answer = Callable[[bytes, bytes], Awaitable[bytes]]
"""Path and body of a request; the body of the answer, which is JSON."""

_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"

_PATIENCE = 30.0
"""Seconds after which an answer is not waited for any longer."""


class _Messages(asyncio.Protocol, ABC):
    """Cuts what comes in into heads and bodies."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self._buffer = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(_END)) >= 0:
            head = self._buffer[:end]
            whole = end + len(_END) + _length(head)
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + len(_END) : whole], self._buffer[whole:]
            self.came(head, body)

    @abstractmethod
    def came(self, head: bytes, body: bytes) -> None:
        """One whole message is here."""


class Served(_Messages):
    """The server's end of a connection; requests on it come one after another."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer
        self._tasks: set[asyncio.Task[None]] = set()

    @override
    def came(self, head: bytes, body: bytes) -> None:
        task = asyncio.create_task(self._reply(head.split(b" ", 2)[1], body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reply(self, path: bytes, body: bytes) -> None:
        answer = await self._answer(path, body)
        if self.transport is not None and not self.transport.is_closing():
            told = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
            self.transport.write(told + answer)


class _Poster(_Messages):
    """The client's end of a connection: one request at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.status: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @override
    def came(self, head: bytes, body: bytes) -> None:
        if not self.status.done():
            self.status.set_result(int(head[9:12]))

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if not self.status.done():
            self.status.set_result(0)


class Target:
    """A server to post to, over connections that are kept."""

    def __init__(self, port: int, path: str, secret: str) -> None:
        self._port = port
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._idle: list[_Poster] = []

    async def post(self, body: bytes) -> int:
        """The status; 0 if nobody is there, or nobody is any more."""
        poster = await self._connected()
        # Lost already, it would never say so again.
        if poster is None or poster.transport is None or poster.transport.is_closing():
            return 0
        poster.status = asyncio.get_running_loop().create_future()
        poster.transport.write(self._head + b"%d" % len(body) + _END + body)
        try:
            async with asyncio.timeout(_PATIENCE):
                status = await poster.status
        except TimeoutError:
            status = 0
        if status and not poster.transport.is_closing():
            self._idle.append(poster)
        else:
            poster.transport.close()
        return status

    async def _connected(self) -> _Poster | None:
        while self._idle:
            poster = self._idle.pop()
            if poster.transport is not None and not poster.transport.is_closing():
                return poster
        try:
            _, poster = await asyncio.get_running_loop().create_connection(_Poster, "127.0.0.1", self._port)
        except OSError:
            return None
        return poster


def _length(head: bytes) -> int:
    at = head.lower().find(_LENGTH)
    return 0 if at < 0 else int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0])
