"""`/metrics` and `/healthz` on the health port, of the real program in each of its ways."""

import asyncio
import re
import signal
from collections.abc import Mapping

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families as families

from bot.clock import Clock
from bot.simulator import Person, Simulator
from tests.end_to_end.process import environment, process
from tests.end_to_end.running import RunningBot, Transport, unused_port
from tests.end_to_end.waiting import until_called
from tests.postgres import PostgresServer

PRIVATE = ("Annabel", "Quillfeather", "Ophelia", "7")


async def fetched(port: int | str, path: str = "/metrics") -> tuple[int, str]:
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def numbers(port: int | str) -> dict[str, float]:
    """Every sample by its name and labels, as they are written."""
    status, text = await fetched(port)
    assert status == 200
    return {
        sample.name + "".join(f"{{{name}={value}}}" for name, value in sorted(sample.labels.items())): sample.value
        for family in families(text)
        for sample in family.samples
    }


async def until_counted(port: int | str, name: str, least: float) -> Mapping[str, float]:
    async with asyncio.timeout(10):
        while (found := await numbers(port)).get(name, 0) < least:  # noqa: ASYNC110  another process has no events
            await asyncio.sleep(0.05)
    return found


@pytest.fixture
async def watched(telegram: Simulator, database: str, clock: Clock, request: pytest.FixtureRequest) -> RunningBot:
    transport: Transport = request.param
    bot = RunningBot(telegram, database, clock, transport)
    bot.settings = bot.settings.model_copy(update={"health_port": unused_port()})
    return bot


@pytest.mark.parametrize("watched", ["polling", "webhook"], indirect=True)
async def test_a_conversation_is_counted_without_a_word_of_it(watched: RunningBot, anna: Person) -> None:
    watched.start()
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await anna.taps("Find my category")
    await anna.sends("Ophelia Quillfeather told me")
    port = watched.settings.health_port
    assert port is not None
    found = await until_counted(port, "endorse_reply_seconds_count", 3)
    assert found["endorse_updates_total{kind=message}{outcome=committed}"] == 2
    assert found["endorse_updates_total{kind=callback_query}{outcome=committed}"] == 1
    assert found["endorse_telegram_call_seconds_count{method=sendMessage}{outcome=ok}"] >= 2
    assert sum(value for name, value in found.items() if name.startswith("endorse_replies_total")) == 3
    assert found["endorse_transaction_seconds_count{outcome=committed}"] >= 3
    assert found["endorse_turns_waiting"] == 0
    assert found["endorse_pace_limit_messages_per_second"] == 25
    assert found["endorse_process_resident_memory_bytes"] > 10_000_000
    assert found["endorse_people"] == 0  # counted once a minute
    assert (await fetched(port, "/healthz"))[0] == 200
    _, text = await fetched(port)
    labels = set(re.findall(r'="([^"]*)"', text))
    assert not labels & set(PRIVATE)
    assert "Ophelia" not in text
    await watched.stop()


async def test_the_port_that_is_open_to_everybody_shows_no_numbers(telegram: Simulator, hooked: RunningBot) -> None:
    await until_called(telegram, "setWebhook", 1)
    assert (await fetched(hooked.port, "/healthz"))[0] == 200
    assert (await fetched(hooked.port))[0] == 404


@pytest.mark.parametrize("command", ["run", "web", "worker"])
async def test_each_process_shows_its_numbers_and_its_health(
    telegram: Simulator, postgres_server: PostgresServer, command: str
) -> None:
    url = await postgres_server.migrated_database()
    told = environment(telegram, url, "webhook" if command == "web" else "polling")
    told["HEALTH_PORT"] = port = str(unused_port())
    async with process(told, command) as bot:
        await until_called(telegram, "getMe", 1, within=20)
        assert (await fetched(port, "/healthz"))[0] == 200
        found = await until_counted(port, "endorse_event_loop_lag_seconds_count", 1)
        assert found["endorse_people"] == 0
        assert found["endorse_telegram_call_seconds_count{method=getMe}{outcome=ok}"] == 1
        bot.signal(signal.SIGTERM)
        assert (await bot.ends())[0] == 0


async def test_a_port_that_is_taken_is_told_in_one_line(telegram: Simulator, database: str) -> None:
    taken = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    told = environment(telegram, database)
    told["HEALTH_PORT"] = port = str(taken.sockets[0].getsockname()[1])
    async with taken, process(told) as bot:
        code, said = await bot.ends(20)
    assert code == 2
    assert f"endorse: HEALTH_PORT: {port} came; allowed is one to listen on" in said
    assert "Traceback" not in said
