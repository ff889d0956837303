import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter

from bot.simulator import Simulator
from tests.simulator.test_files import picture

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


@pytest.fixture
async def control(simulator: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{simulator.url}/simulator/") as session:
        yield session


async def _post(control: aiohttp.ClientSession, path: str, **body: object) -> tuple[int, Any]:
    async with control.post(path, json=body) as answer:
        return answer.status, await answer.json()


async def _get(control: aiohttp.ClientSession, path: str) -> tuple[int, Any]:
    async with control.get(path) as answer:
        return answer.status, await answer.json()


async def test_a_person_talks_from_another_process(bot: telegram.Bot, control: aiohttp.ClientSession) -> None:
    await _post(control, "people/7", first_name="Ada", language_code="es")
    _, sent = await _post(control, "people/7/send", text="/start")
    (update,) = await bot.get_updates()
    assert update.update_id == sent["update_id"]
    assert update.effective_user is not None
    assert (update.effective_user.first_name, update.effective_user.language_code) == ("Ada", "es")
    await bot.send_message(7, "<b>Ready?</b>", parse_mode="HTML", reply_markup=YES)
    _, message = await _get(control, "people/7/wait?text=Ready")
    assert (message["html"], message["rows"][0][0]["label"]) == ("<b>Ready?</b>", "Yes")
    await _post(control, "people/7/tap", label="Yes")
    tap = (await bot.get_updates(offset=-1))[0].callback_query
    assert tap is not None
    await tap.answer("Good")
    assert await _get(control, "people/7/toasts") == (200, [{"text": "Good", "alert": False, "url": None}])
    _, newer = await _get(control, f"people/7/messages?after={message['version'] - 1}")
    assert [one["text"] for one in newer] == ["Ready?"]


@pytest.mark.parametrize("message_id", [0, -1, 2**31, 10**28], ids=["none", "negative", "just too large", "huge"])
async def test_a_message_id_that_no_message_can_have_is_refused_and_reaches_no_bot(
    bot: telegram.Bot, control: aiohttp.ClientSession, message_id: int
) -> None:
    body = f'{{"data": "evil", "message_id": {message_id}}}'.encode()
    async with control.post("people/7/forge", data=body) as answer:
        assert answer.status == 400
        assert "message" in (await answer.json())["error"]
    assert await bot.get_updates() == ()


@pytest.mark.parametrize("person_id", [0, -7, 2**52, 10**28], ids=["none", "negative", "just too large", "huge"])
async def test_a_person_id_that_nobody_can_have_is_refused(control: aiohttp.ClientSession, person_id: int) -> None:
    status, said = await _post(control, f"people/{person_id}/send", text="hi")
    assert status == 400
    assert said["error"].startswith(f"person id: {person_id} came; allowed is 1 to ")


async def test_files_forgeries_repeats_and_blocks_go_over_http_too(
    bot: telegram.Bot, control: aiohttp.ClientSession, simulator: Simulator
) -> None:
    headers = {"Content-Type": "application/pdf"}
    await control.post("people/7/document?name=a.pdf&caption=mine", data=b"%PDF", headers=headers)
    await control.post("people/7/photo", data=picture())
    document, photo = await bot.get_updates()
    assert document.message is not None
    assert document.message.document is not None
    assert (document.message.document.file_name, document.message.caption) == ("a.pdf", "mine")
    async with control.get(f"files/{document.message.document.file_id}") as answer:
        assert (await answer.read(), answer.content_type) == (b"%PDF", "application/pdf")
    await bot.get_updates(offset=photo.update_id + 1)
    await _post(control, "people/7/repeat", update_id=document.update_id)
    await _post(control, "people/7/forge", data="evil", message_id=1)
    again, forged = await bot.get_updates()
    assert again.update_id == document.update_id
    assert forged.callback_query is not None
    assert forged.callback_query.data == "evil"
    await _post(control, "people/7/block")
    await _post(control, "people/7/unblock")
    await _post(control, "people/7/delete_account")
    assert simulator.person(7).chat.standing == "gone"


async def test_faults_and_calls_go_over_http_too(bot: telegram.Bot, control: aiohttp.ClientSession) -> None:
    await _post(control, "people/7/send", text="x")
    for fault in (
        {"kind": "refuse", "code": 429, "retry_after": 2, "times": 1, "method": "sendMessage"},
        {"kind": "slow", "seconds": 0.01},
        {"kind": "hang", "acted": True, "seconds": 0.01},
        {"kind": "cut", "acted": False},
    ):
        assert await _post(control, "faults", **fault) == (200, {})
    with pytest.raises(RetryAfter):
        await bot.send_message(7, "x")
    await control.delete("faults")
    await bot.send_message(7, "x")
    _, calls = await _get(control, "calls?method=sendMessage")
    assert [call["code"] for call in calls] == [429, 200]
    await control.delete("calls")
    assert await _get(control, "calls") == (200, [])
    _, status = await _get(control, "status")
    assert (status["pending"], status["people"], status["webhook"]) == (1, [7], None)


@pytest.mark.parametrize(
    ("path", "body", "code", "error"),
    [
        ("people/7/tap", {"label": "Yes"}, 400, "no button 'Yes'; there is none"),
        ("people/7/tap", {}, 400, "'label' is missing"),
        ("people/seven/send", {"text": "x"}, 400, "invalid literal for int() with base 10: 'seven'"),
        ("people/7/repeat", {"update_id": 1}, 400, "update 1 is not known"),
        ("faults", {"kind": "flood"}, 400, "kind is refuse, hang, cut or slow, not 'flood'"),
    ],
)
async def test_mistakes_are_told_in_one_line(
    control: aiohttp.ClientSession, path: str, body: dict[str, object], code: int, error: str
) -> None:
    assert await _post(control, path, **body) == (code, {"error": error})


async def test_waiting_in_vain_is_404(control: aiohttp.ClientSession) -> None:
    status, body = await _get(control, "people/7/wait?text=never&timeout=0.01")
    assert (status, "waited 0.01 s for 'never'" in body["error"]) == (404, True)


async def _lines(stream: aiohttp.ClientResponse, count: int) -> list[Any]:
    events: list[Any] = []
    while len(events) < count:
        line = await asyncio.wait_for(stream.content.readline(), 1)
        if line.startswith(b"data: "):
            events.append(orjson.loads(line.removeprefix(b"data: ")))
    return events


async def test_events_are_streamed(bot: telegram.Bot, control: aiohttp.ClientSession, simulator: Simulator) -> None:
    ada = simulator.person(7)
    async with control.get("events") as stream:
        update = await ada.sends("hello")
        await bot.get_updates(offset=update.id + 1)
        await bot.send_chat_action(7, "typing")
        sent = await bot.send_message(7, "x")
        await bot.edit_message_text("y", 7, sent.message_id)
        await bot.answer_callback_query((await ada.forges("x")).payload["id"], "ok")
        await bot.delete_message(7, sent.message_id)
        events = await _lines(stream, 7)
    kinds = ["sent", "confirmed", "action", "sent", "edited", "answered", "deleted"]
    assert [event["event"] for event in events] == kinds
    assert (events[0]["message"]["text"], events[5]["toast"]["text"]) == ("hello", "ok")
