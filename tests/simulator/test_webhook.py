import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import telegram
from aiohttp import web
from telegram.error import BadRequest, Conflict

from bot.simulator import Person, Simulator


class Receiver:
    """A webhook that answers as told: the next of `answers`, else 200."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[int, str | None]] = []
        self.answers: list[web.Response] = []
        self.at_once = 0
        self.most_at_once = 0
        self.takes = 0.0

    async def receive(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        update = await request.json()
        await asyncio.sleep(self.takes)
        self.got.append((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        self.at_once -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def ids(self) -> list[int]:
        return [update_id for update_id, _ in self.got]

    async def has(self, count: int) -> None:
        async with asyncio.timeout(3):
            while len(self.got) < count:  # noqa: ASYNC110  # the receiver is a server, it has no event to wait for
                await asyncio.sleep(0.005)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_come_with_the_secret_what_waited_first(
    bot: telegram.Bot, ada: Person, receiver: Receiver
) -> None:
    waited = await ada.sends("before")
    await bot.set_webhook(receiver.url, secret_token="s3cret")  # noqa: S106  # a test's own
    sent = await ada.sends("after")
    await receiver.has(2)
    assert receiver.got == [(waited.id, "s3cret"), (sent.id, "s3cret")]


async def test_a_failing_update_is_retried_and_holds_back_its_own_chat_only(
    bot: telegram.Bot, simulator: Simulator, ada: Person, receiver: Receiver
) -> None:
    ben = simulator.person(8)
    receiver.answers = [web.Response(status=500), web.Response(status=502)]
    await bot.set_webhook(receiver.url)
    first = await ada.sends("1")
    await receiver.has(1)
    second = await ada.sends("2")
    other = await ben.sends("3")
    await receiver.has(5)
    assert [one for one in receiver.ids if one != other.id] == [first.id, first.id, first.id, second.id]
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 502 Bad Gateway"


async def test_retries_wait_longer_each_time(bot: telegram.Bot, ada: Person, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500) for _ in range(4)]
    await bot.set_webhook(receiver.url)
    began = asyncio.get_running_loop().time()
    await ada.sends("x")
    await receiver.has(5)
    assert asyncio.get_running_loop().time() - began >= 0.02 + 0.04 + 0.08  # base 0.01 s; the first retry at once


async def test_an_answer_of_2xx_confirms(
    bot: telegram.Bot, simulator: Simulator, ada: Person, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    await ada.sends("x")
    await receiver.has(1)
    async with asyncio.timeout(1):
        while simulator.updates.pending:  # noqa: ASYNC110  # confirmed a moment after the answer
            await asyncio.sleep(0.005)


async def test_no_more_than_max_connections_are_used(
    bot: telegram.Bot, simulator: Simulator, receiver: Receiver
) -> None:
    receiver.takes = 0.02
    await bot.set_webhook(receiver.url, max_connections=3)
    for number in range(1, 13):
        await simulator.person(number).sends("x")
    await receiver.has(12)
    assert receiver.most_at_once == 3


async def test_a_reply_may_carry_a_method(bot: telegram.Bot, ada: Person, receiver: Receiver) -> None:
    receiver.answers = [web.json_response({"method": "sendMessage", "chat_id": ada.id, "text": "by reply"})]
    await bot.set_webhook(receiver.url)
    await ada.sends("x")
    assert (await ada.waits_for("by reply")).from_bot


@pytest.mark.parametrize("body", ["{", '{"method": "deleteWebhook"}', '{"method": "getMe"}', '{"ok": true}', "ok"])
async def test_other_replies_are_just_taken(bot: telegram.Bot, ada: Person, receiver: Receiver, body: str) -> None:
    receiver.answers = [web.Response(text=body)]
    await bot.set_webhook(receiver.url)
    await ada.sends("x")
    await ada.sends("y")
    await receiver.has(2)
    assert (await bot.get_webhook_info()).url == receiver.url


async def test_the_bot_may_ask_for_a_pause_before_the_retry(bot: telegram.Bot, ada: Person, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=503, headers={"Retry-After": "1"})]
    await bot.set_webhook(receiver.url)
    began = asyncio.get_running_loop().time()
    await ada.sends("x")
    await receiver.has(2)
    assert asyncio.get_running_loop().time() - began >= 1


async def test_polling_is_refused_while_a_webhook_is_set_and_works_after(
    bot: telegram.Bot, ada: Person, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict) as caught:
        await bot.get_updates()
    assert caught.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await bot.delete_webhook()
    await ada.sends("x")
    assert len(await bot.get_updates()) == 1
    assert receiver.got == []


async def test_setting_a_webhook_ends_a_waiting_poll(bot: telegram.Bot, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match="Conflict: terminated by setWebhook request"):
        await asyncio.wait_for(poll, 1)


async def test_what_was_not_delivered_is_there_for_polling(bot: telegram.Bot, ada: Person) -> None:
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    sent = await ada.sends("x")
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 0.05)
    await bot.delete_webhook()
    assert [one.update_id for one in await bot.get_updates()] == [sent.id]


async def test_an_update_can_be_delivered_twice(bot: telegram.Bot, ada: Person, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url)
    sent = await ada.sends("x")
    await receiver.has(1)
    await ada.repeats(sent)
    await receiver.has(2)
    assert receiver.ids == [sent.id, sent.id]


@pytest.mark.parametrize(
    ("url", "secret", "refusal"),
    [
        ("ftp://example.org", "", "Bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://example.org", "no spaces", "Secret token contains unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: telegram.Bot, url: str, secret: str, refusal: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.set_webhook(url, secret_token=secret)
    assert caught.value.message.lower() == refusal.lower()
