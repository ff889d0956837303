"""Screens on their way out, against a server that misbehaves as servers do."""

import asyncio
import dataclasses
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from telegram import Bot
from typing_extensions import override

from bot.gateway.backoff import Backoff
from bot.gateway.desk import Outgoing
from bot.gateway.request import AiohttpRequest
from bot.gateway.sending import Patience, Sender
from dialogs.plan import Plan
from dialogs.screen import Button, Export, Picture, Screen
from tests.gateway.api import TOKEN, Api, Fault, hang_up, refusal
from tests.gateway.desks import ScriptedDesk

PLAN = Plan("en", "t", "IFA", "n", "s", "d", (), (), (), (), "c", "f", {})
SCREEN = Screen(name="question", text="<b>How many</b> hours?")
NEW = Outgoing(person_id=7, chat_id=7, screen=SCREEN)
EDIT = dataclasses.replace(NEW, edit_message_id=55)
QUICK = Patience(attempts=3, longest_wait=5, backoff=Backoff(first=0.01, most=0.02))

BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")


@pytest.fixture
def desk() -> ScriptedDesk:
    return ScriptedDesk()


@pytest.fixture
async def sender(bot: Bot, desk: ScriptedDesk) -> AsyncIterator[Sender]:
    sender = Sender(bot, desk, patience=QUICK)
    yield sender
    await sender.drain(0)


def methods(api: Api) -> list[str]:
    return [call.method for call in api.calls if call.method != "getMe"]


async def test_a_screen_is_sent_as_html_without_previews(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    await sender.deliver(NEW)
    assert api.of("sendMessage")[0].fields == {
        "chat_id": 7,
        "text": "<b>How many</b> hours?",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    assert desk.shown == [("question", 1000, False)]


async def test_every_kind_of_button_becomes_its_own_key(sender: Sender, api: Api) -> None:
    rows = (
        (Button("Yes", tap="q:yes"), Button("No", tap="q:no")),
        (Button("Read", url="https://example.org/"), Button("Copy", copy="AB-12")),
    )
    await sender.deliver(dataclasses.replace(NEW, screen=dataclasses.replace(SCREEN, rows=rows)))
    assert api.of("sendMessage")[0].fields["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "q:yes"}, {"text": "No", "callback_data": "q:no"}],
            [
                {"text": "Read", "url": "https://example.org/"},
                {"text": "Copy", "copy_text": {"text": "AB-12"}},
            ],
        ]
    }


async def test_a_screen_is_written_over_its_old_message(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    await sender.deliver(EDIT)
    assert methods(api) == ["editMessageText"]
    assert api.of("editMessageText")[0].fields["message_id"] == 55
    assert desk.shown == [("question", 55, True)]


async def test_a_picture_goes_out_as_a_photo_with_its_buttons(sender: Sender, api: Api) -> None:
    screen = Screen("ready", "caption", ((Button("Ok", tap="ok"),),), Picture(PLAN))
    await sender.deliver(Outgoing(7, 7, screen, edit_message_id=55, file=b"png", file_name="ready.png"))
    assert methods(api) == ["sendPhoto"]
    (call,) = api.of("sendPhoto")
    assert call.fields["caption"] == "caption"
    assert call.fields["parse_mode"] == "HTML"
    assert "inline_keyboard" in call.fields["reply_markup"]
    assert call.files["photo"][:2] == ("ready.png", b"png")


async def test_a_file_goes_out_as_a_document(sender: Sender, api: Api) -> None:
    screen = Screen("export", "your data", attachment=Export("data.json"))
    await sender.deliver(Outgoing(7, 7, screen, file=b"{}", file_name="data.json"))
    assert api.of("sendDocument")[0].files["document"] == ("data.json", b"{}", "application/json")


async def test_an_attachment_that_could_not_be_drawn_leaves_its_text(sender: Sender, api: Api) -> None:
    await sender.deliver(Outgoing(7, 7, Screen("ready", "words", attachment=Picture(PLAN))))
    assert methods(api) == ["sendMessage"]


async def test_a_tap_is_answered_with_its_toast(sender: Sender, api: Api) -> None:
    screen = dataclasses.replace(SCREEN, toast="Saved")
    await sender.deliver(dataclasses.replace(EDIT, callback_query_id="q1", screen=screen))
    await sender.drain()
    assert api.of("answerCallbackQuery")[0].fields == {"callback_query_id": "q1", "text": "Saved"}
    assert sorted(methods(api)) == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize(
    "fault",
    [refusal(400, "Bad Request: query is too old"), hang_up, lambda _: web.json_response({"ok": True})],
    ids=["refused", "cut", "no result"],
)
async def test_a_tap_that_cannot_be_answered_does_not_hold_up_the_screen(
    sender: Sender, api: Api, desk: ScriptedDesk, fault: Fault
) -> None:
    api.faults["answerCallbackQuery"].append(fault)
    await sender.deliver(dataclasses.replace(EDIT, callback_query_id="q1"))
    assert desk.shown == [("question", 55, True)]


async def test_a_message_that_is_not_modified_counts_as_shown(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    api.faults["editMessageText"].append(refusal(400, "Bad Request: message is not modified: same content"))
    await sender.deliver(EDIT)
    assert methods(api) == ["editMessageText"]
    assert desk.shown == [("question", 55, True)]


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: there is no text in the message to edit",
    ],
)
async def test_a_message_that_cannot_be_written_over_is_sent_anew(
    sender: Sender, api: Api, desk: ScriptedDesk, description: str
) -> None:
    api.faults["editMessageText"].append(refusal(400, description))
    await sender.deliver(EDIT)
    assert methods(api) == ["editMessageText", "sendMessage"]
    assert desk.shown == [("question", 1000, False)]


async def test_a_person_who_blocked_the_bot_is_reported(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    api.faults["sendMessage"].append(BLOCKED)
    await sender.deliver(NEW)
    assert desk.lost == [(7, "bot was blocked by the user")]
    assert desk.shown == []


async def test_a_person_who_waits_out_a_flood_limit_holds_up_nobody_else(
    sender: Sender, api: Api, desk: ScriptedDesk
) -> None:
    api.faults["sendMessage"].append(refusal(429, "Too Many Requests", retry_after=1))
    await sender.deliver(NEW)
    await sender.deliver(dataclasses.replace(EDIT, screen=dataclasses.replace(SCREEN, name="later")))
    await sender.deliver(Outgoing(8, 8, dataclasses.replace(SCREEN, name="other person")))
    assert desk.shown == [("other person", 1000, False)]
    await sender.drain()
    assert desk.shown[1:] == [("question", 1001, False), ("later", 55, True)]


async def test_a_flood_limit_that_is_too_long_is_not_waited_out(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    api.faults["sendMessage"].append(refusal(429, "Too Many Requests", retry_after=3600))
    await sender.deliver(NEW)
    assert methods(api) == ["sendMessage"]
    assert desk.shown == []


async def test_flood_limits_are_waited_out_a_bounded_number_of_times(
    bot: Bot, api: Api, desk: ScriptedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.sending.wait_of", lambda _error: 0.01)
    sender = Sender(bot, desk, patience=QUICK)
    api.faults["sendMessage"].extend([refusal(429, "Too Many Requests", retry_after=1)] * 9)
    await sender.deliver(NEW)
    await sender.drain()
    assert methods(api) == ["sendMessage"] * 3


async def test_what_was_not_sent_is_tried_again(desk: ScriptedDesk) -> None:
    port, api = unused_port(), Api()
    request = AiohttpRequest()
    async with request:
        sender = Sender(
            Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request),
            desk,
            patience=dataclasses.replace(QUICK, attempts=100),
        )
        await sender.deliver(NEW)
        assert desk.shown == []
        async with TestServer(api.app(), port=port):
            await sender.drain()
    assert desk.shown == [("question", 1000, False)]


@pytest.mark.parametrize("fault", [hang_up, refusal(502, "Bad Gateway")])
async def test_a_new_message_that_was_perhaps_sent_is_never_repeated(
    sender: Sender, api: Api, desk: ScriptedDesk, fault: Fault
) -> None:
    api.faults["sendMessage"].append(fault)
    await sender.deliver(NEW)
    await sender.drain()
    assert methods(api) == ["sendMessage"]
    assert desk.shown == [("question", None, False)]


async def test_an_edit_that_was_perhaps_made_is_repeated(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    api.faults["editMessageText"].extend([hang_up, refusal(500, "Internal Server Error")])
    await sender.deliver(EDIT)
    await sender.drain()
    assert methods(api) == ["editMessageText"] * 3
    assert desk.shown == [("question", 55, True)]


async def test_a_refused_screen_is_logged_without_its_words(
    sender: Sender, api: Api, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.faults["sendMessage"].append(
        refusal(400, "Bad Request: can't parse entities: unsupported start tag Jane at byte offset 3")
    )
    await sender.deliver(NEW)
    written = "".join(capsys.readouterr()) + caplog.text
    assert "Can't parse entities" in written
    assert "question" in written
    assert "Jane" not in written
    assert "How many" not in written


async def test_an_error_of_the_desk_does_not_repeat_the_message_and_stays_inside(
    bot: Bot, api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    class Forgetful(ScriptedDesk):
        @override
        async def sent(self, outgoing: Outgoing, message_id: int | None, *, edited: bool) -> None:
            raise RuntimeError("private words")

    sender = Sender(bot, Forgetful(), patience=QUICK)
    await sender.deliver(NEW)
    await sender.drain()
    assert methods(api) == ["sendMessage"]
    written = "".join(capsys.readouterr())
    assert "RuntimeError" in written
    assert "private words" not in written


async def test_the_first_attempt_is_over_when_deliver_returns(sender: Sender, api: Api, desk: ScriptedDesk) -> None:
    api.delay = 0.05
    first = asyncio.create_task(sender.deliver(NEW))
    await api.until(lambda: api.of("sendMessage"))
    assert desk.shown == []
    await first
    assert desk.shown == [("question", 1000, False)]


async def test_another_attempt_does_not_wait_for_the_answer_to_the_tap(sender: Sender, api: Api) -> None:
    api.faults["editMessageText"].append(hang_up)
    api.delays["answerCallbackQuery"] = 60
    async with asyncio.timeout(5):
        await sender.deliver(dataclasses.replace(EDIT, callback_query_id="q1"))
        await api.until(lambda: len(api.of("editMessageText")) == 2)
    assert len(api.of("answerCallbackQuery")) == 1


async def test_the_answer_to_a_tap_is_waited_for_before_an_end(sender: Sender, api: Api) -> None:
    api.delays["answerCallbackQuery"] = 0.1
    begun = asyncio.get_running_loop().time()
    await sender.deliver(dataclasses.replace(NEW, callback_query_id="q1"))
    await sender.drain(10)
    assert 0.1 <= asyncio.get_running_loop().time() - begun < 10
