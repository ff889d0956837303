"""No bot at all: the same calls written to the socket, sixteen at a time; how fast the server is."""

import asyncio

from tests.benchmarks.announcement.work import Stopwatch, told
from tests.benchmarks.server.launch import TOKEN, fake_telegram

_CONNECTIONS = 8
_TOGETHER = 16
_BODY = b"chat_id=123456789&text=Hello"
_CALL = (
    b"POST /bot%s/sendMessage HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: %d\r\n\r\n%s"
) % (TOKEN.encode(), len(_BODY), _BODY)


async def send(port: int, count: int) -> None:
    """So many, on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while count:
        together = min(_TOGETHER, count)
        writer.write(_CALL * together)
        for _ in range(together):
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.rpartition(b": ")[2]))
        count -= together
    writer.close()


async def main() -> None:
    """Send, and print the figures."""
    work = told()
    with fake_telegram() as telegram:
        port = telegram.port
        watch = Stopwatch.started(telegram, work)
        share, rest = divmod(work.people, _CONNECTIONS)
        await asyncio.gather(*(send(port, share + (number < rest)) for number in range(_CONNECTIONS)))
        watch.tell()


if __name__ == "__main__":
    asyncio.run(main())
