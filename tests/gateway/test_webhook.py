"""The webhook: 200 means committed, and strangers get nowhere."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from telegram import Bot

from bot.gateway.desk import NotCommitted, Outgoing
from bot.gateway.health import Health
from bot.gateway.intake import Intake
from bot.gateway.sending import Sender
from bot.gateway.update import RawUpdate
from bot.gateway.webhook import SECRET_HEADER, Webhook, register
from tests.gateway.api import Api
from tests.gateway.desks import ScriptedDesk, greet
from tests.gateway.updates import message, tap

SECRET = "a-Secret_1"  # noqa: S105  made up


class Service:
    """A webhook being served, and Telegram in front of it."""

    def __init__(self, desk: ScriptedDesk, hook: Webhook, client: TestClient[Request, Application]) -> None:
        self.desk = desk
        self.hook = hook
        self.client = client

    async def post(self, body: object, secret: str | None = SECRET) -> ClientResponse:
        data = BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return await self.client.post("/telegram", data=data, headers=headers)


healthy = True


async def health() -> bool:
    if not healthy:
        raise ConnectionError("private words")
    return healthy


@pytest.fixture
async def service(bot: Bot) -> AsyncIterator[Service]:
    desk = ScriptedDesk()
    hook = Webhook(Intake(desk, Sender(bot, desk)), path="/telegram", secret=SECRET, health=Health(health), grace=0.2)
    hook.start()
    async with TestClient(TestServer(hook.app())) as client:
        yield Service(desk, hook, client)
        await hook.stop(within=2)


async def test_200_is_answered_only_after_the_commit(service: Service) -> None:
    commit = asyncio.Event()

    async def slow(update: RawUpdate) -> Outgoing | None:
        await commit.wait()
        return await greet(update)

    service.desk.answer = slow
    posting = asyncio.create_task(service.post(message(10, 1)))
    await service.desk.until(lambda: service.desk.begun)
    await asyncio.sleep(0.03)
    assert not posting.done()
    commit.set()
    assert (await posting).status == 200
    assert service.desk.committed == [10]


async def test_200_comes_after_a_reply_that_is_under_way(service: Service, api: Api) -> None:
    """A process that dies before it has not said 200, so the update comes to another, which shows the screen."""
    api.delay = 0.05
    assert (await service.post(message(10, 1))).status == 200
    assert service.desk.shown == [("greeting", 1000, False)]


async def test_200_does_not_wait_long_for_a_slow_reply(service: Service, api: Api) -> None:
    api.delay = 0.3
    assert (await service.post(message(10, 1))).status == 200
    assert service.desk.shown == []
    await service.desk.until(lambda: service.desk.shown == [("greeting", 1000, False)])


async def test_an_update_that_is_not_committed_comes_again(service: Service, api: Api) -> None:
    failures = 2

    async def answer(update: RawUpdate) -> Outgoing | None:
        nonlocal failures
        if failures:
            failures -= 1
            raise NotCommitted
        return await greet(update)

    service.desk.answer = answer
    assert [(await service.post(message(10, 1))).status for _ in range(3)] == [500, 500, 200]
    await service.desk.until(lambda: service.desk.shown)
    assert len(api.of("sendMessage")) == 1


async def test_an_update_that_trips_a_bug_is_done_and_its_button_stops_spinning(
    service: Service, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(_update: RawUpdate) -> Outgoing | None:
        raise LookupError("private words")

    service.desk.answer = broken
    assert (await service.post(tap(10, 1))).status == 200
    await api.until(lambda: api.of("answerCallbackQuery"))
    written = capsys.readouterr().out
    assert "LookupError" in written
    assert "private words" not in written


async def test_an_update_that_cannot_be_read_is_done(service: Service) -> None:
    assert (await service.post({"update_id": 1, "message": "x"})).status == 200
    assert service.desk.begun == []


async def test_one_person_in_order_and_others_beside(service: Service) -> None:
    gate = asyncio.Event()

    async def first_waits(update: RawUpdate) -> Outgoing | None:
        if update.update_id == 10:
            await gate.wait()
        return None

    service.desk.answer = first_waits
    first = asyncio.create_task(service.post(message(10, 1)))
    await service.desk.until(lambda: 10 in service.desk.begun)
    second = asyncio.create_task(service.post(message(11, 1)))
    assert (await service.post(message(12, 2))).status == 200
    assert service.desk.begun == [10, 12]
    gate.set()
    assert [(await first).status, (await second).status] == [200, 200]
    assert service.desk.begun == [10, 12, 11]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ünsinn"])
async def test_a_stranger_is_turned_away(service: Service, secret: str | None) -> None:
    assert (await service.post(message(10, 1), secret)).status == 403
    assert (await service.post(b"not json", secret)).status == 403
    assert service.desk.begun == []


@pytest.mark.parametrize("body", [b"not json", b"", b"[]", b"{}", b'{"update_id":"1"}', b"\xff\xfe"])
async def test_a_body_that_is_no_update_is_refused(service: Service, body: bytes) -> None:
    assert (await service.post(body)).status == 400


async def test_a_body_over_one_mebibyte_is_refused(service: Service) -> None:
    assert (await service.post(b" " * (2**20 + 1))).status == 413


async def test_health_is_told_as_the_caller_sees_it(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = await service.client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})
    monkeypatch.setattr("tests.gateway.test_webhook.healthy", False)
    answer = await service.client.get("/healthz")
    assert (answer.status, await answer.json()) == (503, {"status": "unavailable"})


async def test_before_it_is_started_updates_are_turned_away_and_health_is_told(bot: Bot) -> None:
    desk = ScriptedDesk()
    hook = Webhook(Intake(desk, Sender(bot, desk)), path="/telegram", secret=SECRET, health=Health(health))
    async with TestClient(TestServer(hook.app())) as client:
        service = Service(desk, hook, client)
        assert (await service.post(message(10, 1))).status == 503
        assert (await client.get("/healthz")).status == 200
    assert desk.begun == []


async def test_while_stopping_new_updates_are_sent_elsewhere_and_begun_ones_finish(service: Service, api: Api) -> None:
    gate = asyncio.Event()

    async def slow(update: RawUpdate) -> Outgoing | None:
        await gate.wait()
        return await greet(update)

    service.desk.answer = slow
    begun = asyncio.create_task(service.post(message(10, 1)))
    await service.desk.until(lambda: service.desk.begun)
    stopping = asyncio.create_task(service.hook.stop(within=2))
    await asyncio.sleep(0)
    assert (await service.post(message(11, 2))).status == 503
    gate.set()
    await stopping
    assert (await begun).status == 200
    assert len(api.of("sendMessage")) == 1


async def test_a_turn_that_outlasts_the_stop_is_not_acknowledged(service: Service) -> None:
    async def endless(_update: RawUpdate) -> Outgoing | None:
        await asyncio.Event().wait()
        return None

    service.desk.answer = endless
    begun = asyncio.create_task(service.post(message(10, 1)))
    await service.desk.until(lambda: service.desk.begun)
    await service.hook.stop(within=0.02)
    assert (await begun).status == 500


@pytest.mark.parametrize("secret", ["", "with space", "ü", "x" * 257])
def test_a_secret_that_telegram_would_refuse_is_refused_at_once(bot: Bot, secret: str) -> None:
    desk = ScriptedDesk()
    with pytest.raises(ValueError, match="secret"):
        Webhook(Intake(desk, Sender(bot, desk)), path="/t", secret=secret, health=Health(health))


async def test_registering_tells_telegram_all_it_needs(bot: Bot, api: Api) -> None:
    await register(bot, url="https://bot.example/telegram", secret=SECRET, max_connections=20)
    assert api.of("setWebhook")[0].fields == {
        "url": "https://bot.example/telegram",
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "max_connections": 20,
        "drop_pending_updates": False,
    }
