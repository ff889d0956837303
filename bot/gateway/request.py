"""HTTP to the Bot API: files by aiohttp, all else over lines of our own, which take a third of its CPU."""

import asyncio
from dataclasses import dataclass
from errno import errorcode
from functools import lru_cache
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from bot.gateway.failure import NotSent, PerhapsSent, TooLong
from bot.gateway.form import encoded, fields_of, with_files
from bot.gateway.lines import Lines, Overlong, Unreached
from bot.gateway.payload import read_json
from bot.meter import Meter

_UNSET = BaseRequest.DEFAULT_NONE

_LONGEST = 24 * 2**20
"""Bytes of an answer: no file that Telegram hands out is larger than 20 MB, and nothing else comes near that."""

_OUTCOMES = {200: "ok", 429: "flooded"}


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds for each phase of a request, None for no limit; `upload` is the write phase where there are files."""

    pool: float | None = 5.0
    connect: float | None = 5.0
    write: float | None = 10.0
    upload: float | None = 30.0
    read: float | None = 10.0


class AiohttpRequest(BaseRequest):
    """At most `connections` at once. Failures are `NotSent` or `PerhapsSent`, without the URL: it holds the token."""

    __slots__ = ("_connections", "_keepalive", "_lines", "_meter", "_places", "_session", "_timeouts")

    def __init__(
        self,
        *,
        connections: int = 64,
        keepalive: float = 30.0,
        timeouts: Timeouts | None = None,
        meter: Meter | None = None,
    ) -> None:
        """`keepalive` is how many seconds an idle connection is kept."""
        self._connections = connections
        self._keepalive = keepalive
        self._timeouts = timeouts or Timeouts()
        self._places = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._lines = Lines(agent=self.USER_AGENT, keepalive=keepalive, longest=_LONGEST)
        self._meter = meter or Meter()

    @property
    @override
    def read_timeout(self) -> float | None:
        return self._timeouts.read

    @override
    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=self._keepalive, ttl_dns_cache=300
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    @override
    async def shutdown(self) -> None:
        session, self._session = self._session, None
        self._lines.close()
        if session is not None:
            await session.close()

    @staticmethod
    @override
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer = read_json(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise PerhapsSent("The server's answer is not JSON")
        return answer

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _UNSET,
        write_timeout: ODVInput[float] = _UNSET,
        connect_timeout: ODVInput[float] = _UNSET,
        pool_timeout: ODVInput[float] = _UNSET,
    ) -> tuple[int, bytes]:
        usual = self._timeouts
        uploads = request_data is not None and request_data.contains_files
        connect = _given(connect_timeout, usual.connect)
        write = _given(write_timeout, usual.upload if uploads else usual.write)
        read = _given(read_timeout, usual.read)
        begun, outcome = asyncio.get_running_loop().time(), "cut_short"
        try:
            await self._take_place(_given(pool_timeout, usual.pool))
            try:
                status, answer = await self._exchange(url, method, request_data, _limits(connect, write, read))
            finally:
                self._places.release()
            outcome = _OUTCOMES.get(status, "refused")
        except NetworkError as failure:
            outcome = "not_sent" if isinstance(failure, NotSent) else "perhaps_sent"
            raise
        else:
            return status, answer
        finally:
            self._meter.called(_called(url, method), outcome, asyncio.get_running_loop().time() - begun)

    async def _take_place(self, seconds: float | None) -> None:
        """Wait here, not in aiohttp, whose time-out would not tell waiting for a place from connecting."""
        if not self._places.locked():
            await self._places.acquire()  # at once; a time-out would cost as much as the rest of this
            return
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError:
            raise NotSent("All connections are busy") from None

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("The connection to Telegram is not open")
        try:
            if method == "POST" and (data is None or not data.contains_files):
                form = encoded(fields_of(data))
                status, answer = await self._lines.post(url, form, limits.connect, limits.sock_read)
            else:
                status, answer = await _exchanged(self._session, method, url, data, limits)
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            failure = _failure(error)
        else:
            if status < 500:  # noqa: PLR2004  5xx: nobody knows how far the server came
                return status, answer
            failure = PerhapsSent(f"The server failed ({status})")
        # Raised out here so that the original error, which may quote the URL, is not even its context.
        raise failure


def _called(url: str, method: str) -> str:
    """The method of the Bot API; of a file only that it was fetched, since its address holds more."""
    return url.rpartition("/")[2] if method == "POST" else "file"


async def _exchanged(
    session: aiohttp.ClientSession, method: str, url: str, data: RequestData | None, limits: aiohttp.ClientTimeout
) -> tuple[int, bytes]:
    """A file that comes or goes."""
    body = None if data is None else with_files(data)
    async with session.request(method, url, timeout=limits, allow_redirects=False, data=body) as response:
        return response.status, await _read(response)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The whole answer; counted while it comes, since a length that is announced is only a claim."""
    answer = bytearray()
    async for piece in response.content.iter_any():
        answer += piece
        if len(answer) > _LONGEST:
            raise TooLong("The server's answer is too long")
    return bytes(answer)


def _given(value: ODVInput[float], usual: float | None) -> float | None:
    return usual if isinstance(value, DefaultValue) else value


@lru_cache(64)
def _limits(connect: float | None, write: float | None, read: float | None) -> aiohttp.ClientTimeout:
    """aiohttp has no limit of its own for writing, so the whole is held to the sum of its phases."""
    total = None if connect is None or write is None or read is None else connect + write + read
    return aiohttp.ClientTimeout(total=total, connect=connect, sock_read=read)


def _failure(error: Exception) -> NotSent | PerhapsSent | TooLong:
    if isinstance(error, Overlong):
        return TooLong("The server's answer is too long")
    name = type(error).__name__
    if isinstance(error, Unreached):
        return NotSent(f"No connection to the server ({error})")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotSent(f"No connection to the server ({name} {errorcode.get(error.errno or 0, '')})")
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return NotSent(f"No connection to the server ({name})")
    return PerhapsSent(f"No answer from the server ({name})")
