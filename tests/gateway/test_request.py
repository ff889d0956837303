"""Our HTTP against a real server, and beside the library's own."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.gateway.connection import telegram_bot
from bot.gateway.failure import NotSent, PerhapsSent, wait_of
from bot.gateway.request import AiohttpRequest, Timeouts
from tests.gateway.api import TOKEN, Api, hang_up, refusal

REQUESTS: list[Callable[[], BaseRequest]] = [AiohttpRequest, HTTPXRequest]


@pytest.fixture(params=REQUESTS, ids=["aiohttp", "httpx"])
async def either(api: Api, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    """A bot on our request, and the same test once more on the library's."""
    bot = Bot(TOKEN, base_url=f"{api.root}/bot", request=request.param(), get_updates_request=request.param())
    async with bot:
        yield bot


def bot_with(api_root: str, timeouts: Timeouts, *, connections: int = 4) -> Bot:
    request = AiohttpRequest(timeouts=timeouts, connections=connections)
    return Bot(TOKEN, base_url=f"{api_root}/bot", request=request, get_updates_request=AiohttpRequest())


async def failure_of(bot: Bot) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, "private words")
    return caught.value


async def test_a_call_returns_what_the_server_says(either: Bot) -> None:
    assert (await either.get_me()).username == "the_bot"


async def test_a_message_arrives_with_its_nested_fields(either: Bot, api: Api) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Äpfel & Co", callback_data="x=1&y=2")]])
    message = await either.send_message(7, "50 % + ü 👶\nline", reply_markup=markup, parse_mode="HTML")
    assert message.message_id >= 1000
    assert api.of("sendMessage")[0].fields == {
        "chat_id": 7,
        "text": "50 % + ü 👶\nline",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "Äpfel & Co", "callback_data": "x=1&y=2"}]]},
    }


async def test_every_character_survives_the_form(either: Bot, api: Api) -> None:
    text = "".join(map(chr, range(1, 0x250))) + "👶 %41 a+b;c=d&amp;#"
    await either.send_message(7, text)
    assert api.of("sendMessage")[0].fields["text"] == text


async def test_a_document_arrives_with_its_name_and_its_bytes(either: Bot, api: Api) -> None:
    content = bytes(range(256)) * 100
    await either.send_document(7, content, caption="für dich", filename="mein Plan é.pdf")
    (call,) = api.of("sendDocument")
    assert call.fields == {"chat_id": 7, "caption": "für dich"}
    assert call.files == {"document": ("mein Plan é.pdf", content, "application/pdf")}


@pytest.mark.parametrize(
    ("code", "description", "expected"),
    [
        (400, "Bad Request: chat not found", BadRequest("Chat not found")),
        (403, "Forbidden: bot was blocked", Forbidden("Forbidden: bot was blocked")),
        (401, "Unauthorized", InvalidToken("Unauthorized")),
        (409, "Conflict: terminated by other", Conflict("Conflict: terminated by other")),
    ],
)
async def test_a_refusal_becomes_the_librarys_error(
    either: Bot, api: Api, code: int, description: str, expected: TelegramError
) -> None:
    api.faults["sendMessage"].append(refusal(code, description))
    assert repr(await failure_of(either)) == repr(expected)


async def test_a_flood_limit_carries_its_wait(either: Bot, api: Api) -> None:
    api.faults["sendMessage"].append(refusal(429, "Too Many Requests: retry after 7", retry_after=7))
    error = await failure_of(either)
    assert isinstance(error, RetryAfter)
    assert wait_of(error) == 7


@pytest.mark.parametrize("flag", ["true", "false"])
@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_the_wait_is_read_from_either_shape_of_the_library(flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", flag)
    assert wait_of(RetryAfter(3)) == 3.0


async def test_a_refused_port_is_not_sent() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NotSent, match="ECONNREFUSED"):
            await request.post(f"http://127.0.0.1:{unused_port()}/bot{TOKEN}/getMe")


async def test_an_unknown_host_is_not_sent() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NotSent):
            await request.post(f"http://no-such-host.invalid/bot{TOKEN}/getMe")


async def test_waiting_in_vain_for_a_connection_is_not_sent(api: Api) -> None:
    async with bot_with(api.root, Timeouts(pool=0.05), connections=1) as bot:
        api.delay = 0.3
        first = asyncio.create_task(bot.send_message(1, "first"))
        await api.until(lambda: api.of("sendMessage"))
        assert isinstance(await failure_of(bot), NotSent)
        await first
    assert len(api.of("sendMessage")) == 1


async def test_a_connection_that_is_not_accepted_in_time_is_not_sent() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        address = deaf.getsockname()
        # A backlog of 0 takes one connection and leaves the next ones unanswered.
        fillers = [socket.socket() for _ in range(3)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(address)
            async with AiohttpRequest(timeouts=Timeouts(connect=0.1)) as request:
                with pytest.raises(NotSent, match="ConnectionTimeoutError"):
                    await request.post(f"http://127.0.0.1:{address[1]}/bot{TOKEN}/getMe")
        finally:
            for filler in fillers:
                filler.close()


async def test_an_answer_that_does_not_come_is_perhaps_sent(api: Api) -> None:
    async with bot_with(api.root, Timeouts(read=0.1)) as bot:
        api.delay = 0.5
        assert isinstance(await failure_of(bot), PerhapsSent)


async def test_a_body_that_cannot_be_written_in_time_is_perhaps_sent() -> None:
    async def never_read(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await gone.wait()
        writer.close()

    gone = asyncio.Event()
    server = await asyncio.start_server(never_read, "127.0.0.1", 0, limit=1024)
    root = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    request = AiohttpRequest(timeouts=Timeouts(connect=0.05, upload=0.1, read=0.05))
    async with request:
        bot = Bot(TOKEN, base_url=f"{root}/bot", request=request)
        with pytest.raises(PerhapsSent):
            await bot.send_document(1, bytes(2**24))
    gone.set()
    server.close()
    await server.wait_closed()


async def test_a_connection_cut_in_the_middle_is_perhaps_sent(bot: Bot, api: Api) -> None:
    api.faults["sendMessage"].append(hang_up)
    assert isinstance(await failure_of(bot), PerhapsSent)
    assert len(api.of("sendMessage")) == 1


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_trouble_inside_the_server_is_perhaps_sent(bot: Bot, api: Api, code: int) -> None:
    api.faults["sendMessage"].append(refusal(code, "Internal Server Error"))
    error = await failure_of(bot)
    assert isinstance(error, PerhapsSent)
    assert str(code) in error.message


async def test_an_answer_that_is_not_json_is_perhaps_sent(bot: Bot, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    api.faults["sendMessage"].append(lambda _request: web.Response(text="<html>login</html>"))
    assert isinstance(await failure_of(bot), PerhapsSent)
    assert not caplog.records


async def test_the_time_limits_of_a_single_call_win(api: Api) -> None:
    async with bot_with(api.root, Timeouts(read=0.05)) as bot:
        api.delay = 0.15
        assert (await bot.get_me(read_timeout=2)).id == 123456


async def test_a_closed_request_says_that_nothing_was_sent(api: Api) -> None:
    request = AiohttpRequest()
    with pytest.raises(NotSent, match="not open"):
        await request.post(f"{api.root}/bot{TOKEN}/getMe")
    async with request:
        assert await request.post(f"{api.root}/bot{TOKEN}/getMe")


async def test_lone_surrogates_in_an_answer_are_read(bot: Bot, api: Api) -> None:
    body = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"\\ud83d"}}'
    api.faults["getMe"].append(lambda _request: web.Response(body=body))
    assert (await bot.get_me()).id == 1


async def test_no_failure_shows_the_token_or_the_text(bot: Bot, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    api.faults["sendMessage"].extend([hang_up, refusal(500, "x")])
    errors = [await failure_of(bot), await failure_of(bot)]
    async with telegram_bot(TOKEN, api_root=api.root) as other:
        await other.send_message(1, "private words")
    refused = bot_with(f"http://127.0.0.1:{unused_port()}", Timeouts())
    await refused.request.initialize()
    errors.append(await failure_of(refused))
    await refused.request.shutdown()
    shown = "".join("".join(traceback.format_exception(error)) for error in errors) + caplog.text
    assert "secret-of-the-bot" not in shown
    assert all(error.__context__ is None for error in errors)
    # The frames of this very test quote its source, so the text is looked for in the log alone.
    assert "private words" not in caplog.text
