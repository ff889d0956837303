"""No bot at all: the calls that a bot makes, by hand over 32 connections. It shows what the server can do at most.

Texts and buttons are those of the peers; nothing is kept, or looked at but what tells which question is next.
"""

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote_plus, urlsplit

import orjson
from typing_extensions import override

from tests.benchmarks.interview.contender import Place, run_as
from tests.benchmarks.interview.questions import BEGIN, QUESTIONS, WELCOME

_CONNECTIONS = 32
_LABELS = ((BEGIN,), *(question.buttons for question in QUESTIONS), ())
_TEXTS = (WELCOME, *(question.words for question in QUESTIONS), "Thank you")


def _form(index: int) -> bytes:
    rows = [[{"text": label, "callback_data": str(index)}] for label in _LABELS[index]]
    markup = orjson.dumps({"inline_keyboard": rows}).decode()
    return f"&text={quote_plus(_TEXTS[index])}&reply_markup={quote_plus(markup)}".encode()


_FORMS = [_form(index) for index in range(len(_LABELS))]


class _Connection(asyncio.Protocol):
    """One call at a time."""

    def __init__(self, free: "asyncio.Queue[_Connection]", host: str, token: str) -> None:
        self._free = free
        self._head = f"POST /bot{token}/%s HTTP/1.1\r\nHost: {host}\r\nContent-Length: %d\r\n\r\n"
        self._answer: asyncio.Future[bytes] | None = None
        self._got = b""
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        self._got += data
        head, _, body = self._got.partition(b"\r\n\r\n")
        if len(body) == int(head.rpartition(b": ")[2]):
            self._got = b""
            if self._answer is None:
                self._free.put_nowait(self)
            else:
                self._answer.set_result(body)

    def call(self, method: str, body: bytes) -> None:
        """Free again when the answer is there."""
        assert self._transport is not None
        self._transport.write((self._head % (method, len(body))).encode() + body)

    async def ask(self, method: str, body: bytes) -> Any:  # noqa: ANN401  JSON
        """The answer."""
        self._answer = asyncio.get_running_loop().create_future()
        self.call(method, body)
        return orjson.loads(await self._answer)["result"]


async def _serve(place: Place) -> None:
    address = urlsplit(place.url)
    free: asyncio.Queue[_Connection] = asyncio.Queue()

    async def opened() -> _Connection:
        loop = asyncio.get_running_loop()
        made = partial(_Connection, free, address.netloc, place.token)
        return (await loop.create_connection(made, address.hostname or "", address.port or 80))[1]

    for _ in range(_CONNECTIONS):
        free.put_nowait(await opened())
    poll, offset = await opened(), 0
    at: dict[int, int] = {}
    while True:
        for update in await poll.ask("getUpdates", b"offset=%d&timeout=50" % offset):
            await _reply(update, at, free)
            offset = update["update_id"] + 1


async def _reply(update: Any, at: dict[int, int], free: "asyncio.Queue[_Connection]") -> None:  # noqa: ANN401  JSON
    query = update.get("callback_query")
    chat = (query or update["message"])["from"]["id"]
    at[chat] = 0 if query is None and update["message"]["text"] == "/start" else at[chat] + 1
    form = b"chat_id=%d" % chat + _FORMS[at[chat]]
    if query is None:
        (await free.get()).call("sendMessage", form)
        return
    (await free.get()).call("answerCallbackQuery", b"callback_query_id=%b" % query["id"].encode())
    (await free.get()).call("editMessageText", b"message_id=%d&" % query["message"]["message_id"] + form)


def serve(place: Place) -> None:
    """Until it is killed."""
    asyncio.run(_serve(place))


def clone(_folder: Path, _like: int, _first: int, _people: int) -> None:
    """Nothing is kept."""


if __name__ == "__main__":
    sys.exit(run_as(serve, clone))
