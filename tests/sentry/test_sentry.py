"""Errors on their way to a server that understands Sentry's protocol, over HTTP: where it failed, and nothing else."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.cli.serving import until_stopped
from bot.clock import Clock
from bot.gateway.bug import record
from bot.sentry import errors_reported
from bot.settings import Settings
from bot.simulator import Person, Simulator
from dialogs.turn import Companion
from rules.complaints import BadInput
from tests.end_to_end.conftest import anna, clock, database, migrated, telegram
from tests.end_to_end.running import RunningBot

__all__ = ["anna", "clock", "database", "migrated", "telegram"]

KEY = "0123456789abcdef"
SAID = "my licence is 4711, Ophelia Quillfeather"


class Collector:
    """The server; `envelopes` are their lines of JSON."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.came = asyncio.Event()
        self.port = 0

    @property
    def dsn(self) -> SecretStr:
        return SecretStr(f"http://{KEY}@127.0.0.1:{self.port}/1")

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body.splitlines()[2]) for body in self.bodies]

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append((await request.read()).decode())
        self.came.set()
        return web.json_response({})

    async def receives(self) -> None:
        async with asyncio.timeout(20):
            await self.came.wait()


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    one = Collector()
    app = web.Application()
    app.router.add_post("/api/1/envelope/", one.take)
    async with TestServer(app) as server:
        assert server.port is not None
        one.port = server.port
        yield one


@contextmanager
def reporting(dsn: SecretStr | None) -> Iterator[None]:
    with errors_reported(Settings(sentry_dsn=dsn), "run"):
        yield


def _fails(_companion: Companion, *given: object, **_more: object) -> None:
    # What a bug's message may hold: the whole session, and what was written.
    try:
        dict[str, str]()[SAID]
    except KeyError as cause:
        raise ValueError(f"{SAID} {given}") from cause


@pytest.fixture
def failing(telegram: Simulator, database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> RunningBot:
    """A bot with a bug in every turn."""
    monkeypatch.setattr(Companion, "turn", _fails)
    return RunningBot(telegram, database, clock)


async def test_an_error_of_a_conversation_goes_out_with_nothing_of_the_conversation(
    failing: RunningBot, anna: Person, collector: Collector
) -> None:
    bot = failing
    with reporting(collector.dsn):
        bot.start()
        await anna.sends(SAID)
        await collector.receives()
        await bot.stop()
    (event,) = collector.events
    assert sorted(event) == ["event_id", "exception", "level", "platform", "release", "tags", "timestamp"]
    assert event["release"] == f"endorse@{version('endorse')}"
    assert event["tags"] == {"command": "run", "event": "update failed"}
    assert [one["type"] for one in event["exception"]["values"]] == ["KeyError", "ValueError"]
    for one in event["exception"]["values"]:
        assert sorted(one) == ["module", "stacktrace", "type"]
        for frame in one["stacktrace"]["frames"]:
            assert sorted(frame) == ["filename", "function", "in_app", "lineno", "module"]
            assert frame["module"].split(".")[0] in {"bot", "dialogs", "rules"}
    modules = {frame["module"] for frame in event["exception"]["values"][1]["stacktrace"]["frames"]}
    assert "bot.reception" in modules
    (body,) = collector.bodies
    for private in ("4711", "Ophelia", "Quillfeather", "Annabel", bot.settings.telegram_api_base_url):
        assert private not in body
    assert "127.0.0.1" not in body.splitlines()[2]


async def test_every_kind_of_error_is_bare(collector: Collector) -> None:
    def fail() -> None:
        secret = SAID
        error = OSError(2, secret, secret)
        error.add_note(secret)
        raise ExceptionGroup(secret, [error, RuntimeError(secret)])

    with reporting(collector.dsn):
        try:
            fail()
        except ExceptionGroup as group:
            record("sending failed", group)
        await collector.receives()
    (event,) = collector.events
    assert {one["type"] for one in event["exception"]["values"]} == {
        "ExceptionGroup",
        "FileNotFoundError",
        "RuntimeError",
    }
    for private in SAID.split():
        if len(private) > 2:
            assert private not in collector.bodies[0]


async def test_what_ends_the_process_is_reported_by_the_command(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def serve(_settings: Settings, _clock: Clock, _stop: asyncio.Event) -> None:
        stray = asyncio.get_running_loop().create_future()
        stray.set_exception(LookupError(SAID))
        del stray
        raise ZeroDivisionError(SAID)

    monkeypatch.setattr("bot.cli.serving.structured_logs", lambda: None)
    chosen = Settings(sentry_dsn=collector.dsn)

    def run() -> None:
        with pytest.raises(ZeroDivisionError):
            until_stopped(serve, chosen, "worker")

    monkeypatch.setattr("bot.cli.serving.asked_to_stop", asyncio.Event)
    await asyncio.to_thread(run)
    told = {event["tags"]["event"]: event for event in collector.events}
    assert set(told) == {"an error was not caught", "the process failed"}
    assert told["the process failed"]["tags"]["command"] == "worker"
    assert told["the process failed"]["exception"]["values"][0]["type"] == "ZeroDivisionError"
    assert "4711" not in "".join(collector.bodies)


async def test_a_server_that_is_away_keeps_nobody_from_working() -> None:
    with reporting(SecretStr(f"http://{KEY}@127.0.0.1:9/1")):
        record("sending failed", ValueError(SAID))


async def test_without_a_dsn_the_package_is_not_even_imported() -> None:
    code = (
        "import sys, bot.service, bot.settings\n"
        "from bot.sentry import errors_reported\n"
        "with errors_reported(bot.settings.Settings(), 'run'): sys.exit('sentry_sdk' in sys.modules)"
    )
    one = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    assert await one.wait() == 0


def test_without_the_package_it_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    told = r"^SENTRY_DSN: \*\*\* came; it needs a package: pip install 'endorse\[sentry\]'$"
    with pytest.raises(BadInput, match=told), reporting(SecretStr(f"http://{KEY}@127.0.0.1:9/1")):
        pytest.fail("it began")
