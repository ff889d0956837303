"""A Bot API server that answers every message and notes when it came in; a process of its own, on its own core.

It prints its port, then one line of JSON for each `tell` that it reads; `forget` begins anew. Nothing but the standard
library: peers run it too.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from tests.benchmarks.cores import SERVER_CORE, pin

TOKEN = "1234:TEST"  # noqa: S105  of nobody

_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
_WHO = '{"ok":true,"result":{"id":1234,"is_bot":true,"first_name":"Bot","username":"a_bot"}}'
_SENT = (
    '{"ok":true,"result":{"message_id":%d,"date":1800000000,"text":"Hello","from":{"id":1234,"is_bot":true,'
    '"first_name":"Bot","username":"a_bot"},"chat":{"id":1,"type":"private","first_name":"Person"}}}'
)
_FIRST = 1_000_000
"""Of the message ids, which all have as many digits: answers have one length."""


class Receiver:
    """The server as the process that started it sees it."""

    def __init__(self, process: "subprocess.Popen[str]", asks: IO[str], says: IO[str]) -> None:
        self._process = process
        self._asks = asks
        self._says = says
        self.url = f"http://127.0.0.1:{int(says.readline())}"

    def forget(self) -> None:
        """Begin anew."""
        self._tell("forget")

    def figures(self) -> dict[str, float]:
        """`sent`; `a_second` between the first and the last; `most`: in the worst window of one second."""
        found: dict[str, float] = json.loads(self._tell("tell"))
        return found

    def _tell(self, order: str) -> str:
        print(order, file=self._asks, flush=True)
        return self._says.readline()


@contextmanager
def receiver(answer: float = 0.0) -> Iterator[Receiver]:
    """Start one that takes `answer` seconds for each message."""
    command = [os.environ.get("BENCH_PYTHON", sys.executable), "-m", __name__, "--answer", str(answer)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        pin(process.pid, SERVER_CORE)
        if process.stdin is None or process.stdout is None:  # they were asked for
            raise ValueError(command)
        try:
            yield Receiver(process, process.stdin, process.stdout)
        finally:
            process.terminate()


class _Connection(asyncio.Protocol):
    """Answers in the order of the questions, one after another on each connection."""

    def __init__(self, arrivals: list[float], answer: float) -> None:
        self._arrivals = arrivals
        self._answer = answer
        self._left = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]  # of a server it is one

    def data_received(self, data: bytes) -> None:
        data, answers = self._left + data, []
        while (end := data.find(b"\r\n\r\n") + 4) >= 4:
            whole = end + _length(data[:end])
            if len(data) < whole:
                break
            answers.append(self._answer_to(data[: data.index(b"\r\n")]))
            data = data[whole:]
        self._left = data
        if not answers:
            return
        if self._answer:
            asyncio.get_running_loop().call_later(self._answer, self._transport.write, b"".join(answers))
        else:
            self._transport.write(b"".join(answers))

    def _answer_to(self, first_line: bytes) -> bytes:
        if b"/sendMessage" in first_line:
            self._arrivals.append(time.monotonic())
            body = _SENT % (_FIRST + len(self._arrivals))
        else:
            body = _WHO
        return (_HEAD % (len(body), body)).encode()


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def figures(arrivals: Sequence[float]) -> dict[str, float]:
    """From the moments, in seconds and in order, at which messages came in."""
    most, first = 0, 0
    for last, moment in enumerate(arrivals):
        while arrivals[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    lasted = arrivals[-1] - arrivals[0] if arrivals else 0.0
    return {"sent": len(arrivals), "most": most, "a_second": (len(arrivals) - 1) / lasted if lasted else 0.0}


async def _serve(answer: float) -> None:
    loop, arrivals = asyncio.get_running_loop(), list[float]()
    server = await loop.create_server(lambda: _Connection(arrivals, answer), "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201  whoever started it reads it
    while order := await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(figures(arrivals)), flush=True)  # noqa: T201  as above
        if order.strip() == "forget":
            arrivals.clear()


def main() -> None:
    """Serve until the input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answer", type=float, default=0.0)
    asyncio.run(_serve(parser.parse_args().answer))


if __name__ == "__main__":
    main()
