"""Webhooks over bare sockets: just enough for two programs that know each other, at a tenth of a library's cost."""

import asyncio
from typing import cast

from typing_extensions import override

_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"

_PATIENCE = 30.0
"""Seconds after which an answer is not waited for any longer."""


class _Poster(asyncio.Protocol):
    """One connection: one request at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.status: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._answer = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        self._answer += data
        end = self._answer.find(_END)
        if end < 0 or len(self._answer) < end + len(_END) + _length(self._answer[:end]):
            return
        if not self.status.done():
            self.status.set_result(int(self._answer[9:12]))
        self._answer = b""

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
