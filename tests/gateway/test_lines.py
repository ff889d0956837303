"""The lines to Telegram, against a server that answers byte by byte as a test says."""

import asyncio
import shutil
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.gateway import lines as module
from bot.gateway.lines import Broken, Lines, Overlong, Unreached

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answering(*answers: bytes) -> Serve:
    """One answer to each request on a connection; then it is closed."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))
            writer.write(answer)
        await reader.read()
        writer.close()

    return serve


class Server:
    """`connections` counts those that were opened."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self.connections = 0
        self.connected = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []
        self.url = ""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.connected.set()
        self._writers.append(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._serve(reader, writer)

    async def hang_up(self) -> None:
        for writer in self._writers:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


@asynccontextmanager
async def serving(serve: Serve, context: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(serve)
    async with await asyncio.start_server(server, "127.0.0.1", 0, ssl=context) as listening:
        scheme, port = "http" if context is None else "https", listening.sockets[0].getsockname()[1]
        server.url = f"{scheme}://localhost:{port}/botT/x"
        yield server
        await server.hang_up()


@pytest.fixture
async def lines() -> AsyncIterator[Lines]:
    lines = Lines(agent="test", keepalive=30, longest=1000)
    yield lines
    lines.close()
    await asyncio.sleep(0.01)


async def post(lines: Lines, url: str, read: float | None = 5) -> tuple[int, bytes]:
    return await lines.post(url, b"a=1", 5, read)


async def test_a_line_is_used_again(lines: Lines) -> None:
    async with serving(answering(OK, OK)) as server:
        assert [await post(lines, server.url) for _ in range(2)] == [(200, b"ok")] * 2
        assert server.connections == 1


async def test_calls_at_the_same_time_have_a_line_each(lines: Lines) -> None:
    async with serving(answering(OK)) as server:
        assert await asyncio.gather(*(post(lines, server.url) for _ in range(5))) == [(200, b"ok")] * 5
        assert server.connections == 5


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + OK,
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ],
    ids=["in chunks", "after word that it will come", "with a goodbye", "of an old server"],
)
async def test_every_way_to_answer_is_understood(lines: Lines, answer: bytes) -> None:
    async with serving(answering(answer)) as server:
        assert await post(lines, server.url) == (200, b"ok")


async def test_an_answer_may_come_in_pieces_for_longer_than_a_silence_may_last(lines: Lines) -> None:
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"a=1")
        for start in range(0, len(OK), 8):
            writer.write(OK[start : start + 8])
            await asyncio.sleep(0.2)
        writer.close()

    loop = asyncio.get_running_loop()
    async with serving(slowly) as server:
        begun = loop.time()
        assert await post(lines, server.url, read=0.7) == (200, b"ok")
        assert loop.time() - begun > 0.7


async def test_a_call_after_a_patient_one_is_given_up_in_its_own_time(lines: Lines) -> None:
    loop = asyncio.get_running_loop()
    async with serving(answering(OK, b"")) as server:
        await post(lines, server.url, read=60)
        begun = loop.time()
        with pytest.raises(TimeoutError):
            await post(lines, server.url, read=0.05)
        assert 0.05 <= loop.time() - begun < 5


async def test_a_call_after_an_impatient_one_has_its_own_time(lines: Lines) -> None:
    async def slowly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for pause in (0, 0.7):
            await reader.readuntil(b"a=1")
            await asyncio.sleep(pause)
            writer.write(OK)

    async with serving(slowly) as server:
        await post(lines, server.url, read=0.5)
        assert await post(lines, server.url, read=5) == (200, b"ok")
        assert server.connections == 1


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"no HTTP at all\r\n\r\n", Broken),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + b"x" * 9000, Overlong),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", TimeoutError),
        (b"", TimeoutError),
    ],
    ids=["nonsense", "too long", "cut short", "nothing"],
)
async def test_a_line_that_failed_is_not_used_again(lines: Lines, answer: bytes, failure: type[OSError]) -> None:
    async with serving(answering(answer)) as server:
        for connections in (1, 2):
            with pytest.raises(failure):
                await post(lines, server.url, read=0.1)
            assert server.connections == connections


async def test_a_line_that_the_server_closed_meanwhile_is_replaced(lines: Lines) -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"a=1")
        writer.write(OK)
        writer.close()

    async with serving(once) as server:
        for connections in (1, 2):
            assert await post(lines, server.url) == (200, b"ok")
            await asyncio.sleep(0.02)
            assert server.connections == connections


async def test_a_line_that_was_idle_for_too_long_is_replaced() -> None:
    lines = Lines(agent="test", keepalive=0.01, longest=1000)
    async with serving(answering(OK, OK)) as server:
        await post(lines, server.url)
        await asyncio.sleep(0.03)
        await post(lines, server.url)
        assert server.connections == 2
        lines.close()


async def test_what_nobody_asked_for_ends_the_line(lines: Lines) -> None:
    async with serving(answering(OK + OK[:10], OK)) as server:
        assert await post(lines, server.url) == (200, b"ok")
        await asyncio.sleep(0.02)
        assert (await post(lines, server.url, read=0.5))[0] == 200


async def test_a_call_that_is_cancelled_takes_its_line_with_it(lines: Lines) -> None:
    async with serving(answering(b"", OK)) as server:
        call = asyncio.create_task(post(lines, server.url))
        await server.connected.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        again = asyncio.create_task(post(lines, server.url, read=0.05))
        with pytest.raises(TimeoutError):
            await again
        assert server.connections == 2


async def test_closing_cuts_what_is_under_way(lines: Lines) -> None:
    async with serving(answering(b"")) as server:
        call = asyncio.create_task(post(lines, server.url))
        await server.connected.wait()
        lines.close()
        with pytest.raises(Broken):
            await call


async def test_a_url_without_a_host_is_not_reached(lines: Lines) -> None:
    with pytest.raises(Unreached):
        await post(lines, "/botT/x")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl to make a certificate with")
async def test_an_encrypted_server_is_believed_only_with_a_certificate_of_its_own(
    lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    paths = ("-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "certificate"))
    maker = await asyncio.create_subprocess_exec("openssl", *make.split(), *paths, stderr=asyncio.subprocess.DEVNULL)
    assert await maker.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    async with serving(answering(OK), context) as server:
        with pytest.raises(Unreached, match="SSLCertVerificationError"):
            await post(lines, server.url)
        trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate"))
        monkeypatch.setattr(module, "_encryption", lambda: trusting)
        assert await post(lines, server.url) == (200, b"ok")
