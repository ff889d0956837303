"""Fetching a file from a server that may be wrong about it, or slow, or of bad intent."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.certificates.download import downloaded
from bot.gateway.backoff import Backoff
from bot.gateway.connection import telegram_bot
from bot.gateway.failure import PerhapsSent, TooLong
from dialogs.entries import LARGEST_COPY
from tests.gateway.api import TOKEN, Fault, refusal

_PIECE = bytes(2**20)


class Shelf:
    """Answers getFile with `card` and then gives `content` (None: without an end); `faults` come first."""

    def __init__(self) -> None:
        self.card: dict[str, object] = {"file_path": "documents/1.pdf"}
        self.content: bytes | None = b"proof"
        self.faults: list[Fault] = []
        self.asked = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(f"/bot{TOKEN}/getFile", self._card)
        app.router.add_get(f"/file/bot{TOKEN}/{{path:.+}}", self._content)
        app.router.add_post(f"/bot{TOKEN}/getMe", _me)
        return app

    async def _card(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.faults:
            return self.faults.pop(0)(request)
        return web.json_response({"ok": True, "result": {"file_id": "F1", "file_unique_id": "u", **self.card}})

    async def _content(self, request: web.Request) -> web.StreamResponse:
        if self.content is not None:
            return web.Response(body=self.content)
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                await response.write(_PIECE)
        return response


async def _me(_request: web.Request) -> web.Response:
    return web.json_response({"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}})


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def bot(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setattr("bot.certificates.download._BACKOFF", Backoff(first=0.01, most=0.02))
    async with TestServer(shelf.app()) as server, telegram_bot(TOKEN, api_root=str(server.make_url("/"))) as bot:
        yield bot


async def failure_of(bot: Bot) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await downloaded(bot, "F1")
    return caught.value


async def test_a_file_of_the_largest_size_is_fetched(bot: Bot, shelf: Shelf) -> None:
    shelf.content = bytes(LARGEST_COPY)
    assert await downloaded(bot, "F1") == shelf.content


@pytest.mark.parametrize("content", [bytes(LARGEST_COPY + 1), None], ids=["one byte more", "no end"])
async def test_a_file_that_turns_out_larger_is_not_taken(bot: Bot, shelf: Shelf, content: bytes | None) -> None:
    shelf.content = content
    assert type(await failure_of(bot)) is TooLong
    assert shelf.asked == 1


async def test_a_file_that_says_it_is_larger_is_not_begun(bot: Bot, shelf: Shelf) -> None:
    shelf.card["file_size"] = LARGEST_COPY + 1
    assert type(await failure_of(bot)) is TooLong


async def test_a_file_that_telegram_finds_too_big_is_too_long(bot: Bot, shelf: Shelf) -> None:
    shelf.faults.append(refusal(400, "Bad Request: file is too big"))
    assert type(await failure_of(bot)) is TooLong
    assert shelf.asked == 1


@pytest.mark.parametrize("path", [__file__, ""])
async def test_a_file_of_this_machine_is_never_taken_for_one_of_telegrams(bot: Bot, shelf: Shelf, path: str) -> None:
    shelf.card["file_path"] = path
    error = await failure_of(bot)
    assert type(error) is BadRequest
    assert error.message == "No address to fetch the file from"


async def test_what_may_pass_is_tried_again_three_times_in_all(bot: Bot, shelf: Shelf) -> None:
    shelf.faults += [refusal(500, "Internal Server Error"), refusal(502, "Bad Gateway")]
    assert await downloaded(bot, "F1") == b"proof"
    shelf.asked, shelf.faults = 0, [refusal(500, "Internal Server Error")] * 9
    assert type(await failure_of(bot)) is PerhapsSent
    assert shelf.asked == 3


async def test_a_flood_limit_is_waited_out_unless_it_is_long(
    bot: Bot, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.faults.append(refusal(429, "Too Many Requests", retry_after=3600))
    assert "Flood control" in (await failure_of(bot)).message
    monkeypatch.setattr("bot.certificates.download.wait_of", lambda _error: 0.01)
    shelf.faults.append(refusal(429, "Too Many Requests", retry_after=1))
    assert await downloaded(bot, "F1") == b"proof"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refusal(400, "Bad Request: invalid file_id"), BadRequest),
        (refusal(403, "Forbidden: bot was kicked"), Forbidden),
    ],
)
async def test_what_is_refused_is_asked_for_once(
    bot: Bot, shelf: Shelf, fault: Fault, kind: type[TelegramError]
) -> None:
    shelf.faults.append(fault)
    assert type(await failure_of(bot)) is kind
    assert shelf.asked == 1
