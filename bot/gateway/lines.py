"""Kept connections for calls without files. A whole HTTP client costs three times the CPU for each of them."""

import asyncio
import socket
import ssl
from dataclasses import dataclass
from errno import errorcode
from functools import cache, lru_cache
from typing import cast

from aiohappyeyeballs import start_connection
from httptools import HttpParserError, HttpResponseParser
from typing_extensions import override
from yarl import URL

_FINAL = 200
"""A status below tells that the answer is yet to come."""


_HEAD_START = 0.25
"""Seconds that one address has before the next is tried beside it: what RFC 8305 recommends."""


class Broken(OSError):
    """The connection was cut, or what came over it is no answer; what was asked for may have been done."""


class Overlong(OSError):
    """The answer is longer than it may be."""


class Unreached(OSError):
    """There is no connection, so nothing was asked for."""


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a call goes, and how its request begins."""

    host: str
    port: int
    is_encrypted: bool
    head: bytes


class Lines:
    """Connections to Telegram, each carrying one call at a time and then the next."""

    def __init__(self, *, agent: str, keepalive: float, longest: int) -> None:
        """An idle line is used again within `keepalive` seconds; `longest` is how many bytes an answer may have."""
        self._agent = agent
        self._keepalive = keepalive
        self._longest = longest
        self._idle: dict[tuple[str, int], list[_Line]] = {}
        self._open: set[_Line] = set()

    async def post(self, url: str, form: bytes, connect: float | None, read: float | None) -> tuple[int, bytes]:
        """The status and the body of the answer; `connect` and `read` are how many seconds each may take.

        Raises:
            Unreached: nothing was sent.
            Broken, TimeoutError: the answer did not come, or not in time.
            Overlong: it is too long.
        """
        target = _target(url, self._agent)
        line = self._free(target) or await self._connected(target, connect)
        answer = await line.exchange(b"%b%d\r\n\r\n%b" % (target.head, len(form), form), read)
        if line.is_open:
            line.idle_since = asyncio.get_running_loop().time()
            self._idle.setdefault((target.host, target.port), []).append(line)
        return answer

    def close(self) -> None:
        """Hang up, in the middle of calls too."""
        self._idle.clear()
        for line in tuple(self._open):
            line.hang_up()

    def _free(self, target: _Target) -> "_Line | None":
        """The line used last, so that those beyond what is needed go stale."""
        lines = self._idle.get((target.host, target.port), [])
        while lines:
            line = lines.pop()
            if line.is_open and asyncio.get_running_loop().time() - line.idle_since < self._keepalive:
                return line
            line.hang_up()
        return None

    async def _connected(self, target: _Target, seconds: float | None) -> "_Line":
        try:
            async with asyncio.timeout(seconds):
                return await self._connect(target)
        except TimeoutError:
            failure = Unreached("ConnectionTimeoutError")
        except OSError as error:
            failure = Unreached(f"{type(error).__name__} {errorcode.get(error.errno or 0, '')}")
        raise failure

    async def _connect(self, target: _Target) -> "_Line":
        loop = asyncio.get_running_loop()
        addresses = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        # asyncio's own way of trying several addresses leaves a socket open when it is cancelled.
        connected = await start_connection(addresses, happy_eyeballs_delay=_HEAD_START, interleave=1)
        context, name = (_encryption(), target.host) if target.is_encrypted else (None, None)
        _, line = await loop.create_connection(
            lambda: _Line(self._longest, self._open), sock=connected, ssl=context, server_hostname=name
        )
        return line


class _Line(asyncio.Protocol):
    """One connection. What begins with `on_` is called by the parser."""

    def __init__(self, longest: int, others: "set[_Line]") -> None:
        """`others` is where it stands while it is open."""
        self._longest = longest
        self._others = others
        self._parser = HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._body = bytearray()
        self._patience: float | None = None
        self._until: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.idle_since = 0.0

    @property
    def is_open(self) -> bool:
        """Whether another call can go over it."""
        return self._transport is not None and not self._transport.is_closing()

    def hang_up(self) -> None:
        """Close it at once."""
        if self._transport is not None:
            self._transport.abort()

    async def exchange(self, request: bytes, seconds: float | None) -> tuple[int, bytes]:
        """Send a request and wait for its answer, as long as a piece of it comes every few `seconds`."""
        if self._transport is None:
            raise Broken("closed")
        answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self._answer = answer
        self._patience = seconds
        self._transport.write(request)
        self._wait()
        try:
            return await answer
        except BaseException:
            self.hang_up()
            raise
        finally:
            self._answer = self._until = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._others.add(self)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._others.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        self._fail(Broken("cut"))

    @override
    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.hang_up()  # nobody asked for it
            return
        try:
            self._parser.feed_data(data)
        except HttpParserError:
            self._fail(Broken("no HTTP"))
        if not self._answer.done():
            self._wait()

    def on_message_begin(self) -> None:
        """Another answer, perhaps only word that one will come (1xx); nobody asked for a second one."""
        self._body.clear()
        if self._answer is None or self._answer.done():
            self.hang_up()

    def on_body(self, piece: bytes) -> None:
        """Counted while it comes, since a length that is announced is only a claim."""
        self._body += piece
        if len(self._body) > self._longest:
            self._fail(Overlong("too long"))

    def on_message_complete(self) -> None:
        """The answer is whole."""
        status = self._parser.get_status_code()
        if status < _FINAL or self._answer is None or self._answer.done():
            return
        self._answer.set_result((status, bytes(self._body)))
        if not self._parser.should_keep_alive():
            self.hang_up()

    def _wait(self) -> None:
        """Note until when the next piece is waited for; one timer serves many calls, since few of them wait long."""
        if self._patience is None:
            self._until = None
            return
        loop = asyncio.get_running_loop()
        self._until = loop.time() + self._patience
        if self._timer is None or self._timer.when() > self._until:
            self._look_at(loop, self._until)

    def _look_at(self, loop: asyncio.AbstractEventLoop, moment: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_at(moment, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        if self._until is None:
            return
        if self._until <= loop.time():
            self._fail(TimeoutError("silence"))
        else:
            self._look_at(loop, self._until)

    def _fail(self, error: OSError) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)


@lru_cache(512)
def _target(url: str, agent: str) -> _Target:
    parts = URL(url)
    if parts.host is None or parts.port is None:
        raise Unreached("InvalidURL")
    head = (
        f"POST {parts.raw_path_qs} HTTP/1.1\r\nHost: {parts.host_port_subcomponent}\r\nUser-Agent: {agent}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
    )
    return _Target(parts.host, parts.port, parts.scheme == "https", head.encode())


@cache
def _encryption() -> ssl.SSLContext:
    return ssl.create_default_context()
