"""`/healthz` for whoever watches over the process."""

import asyncio
import signal
import sqlite3
from contextlib import closing

import aiohttp
import asyncpg
import pytest

from bot.clock import Clock
from bot.simulator import Person, Refuse, Simulator
from tests.end_to_end.process import environment, process
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until_called
from tests.postgres import PostgresServer


async def _health(port: int | str) -> int:
    async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/healthz") as answer:
        return answer.status


@pytest.mark.parametrize("command", ["run", "web"])
async def test_a_served_bot_is_well(telegram: Simulator, database: str, command: str) -> None:
    told = environment(telegram, database, "webhook")
    async with process(told, command) as bot:
        await until_called(telegram, "setWebhook", 1, within=60)
        assert await _health(told["PORT"]) == 200
        bot.signal(signal.SIGTERM)
        assert (await bot.ends())[0] == 0


@pytest.mark.parametrize("method", ["getMe", "setWebhook"])
async def test_it_is_well_while_telegram_is_away_and_serves_when_telegram_is_back(
    telegram: Simulator, database: str, anna: Person, method: str
) -> None:
    told = environment(telegram, database, "webhook")
    telegram.faults.order(Refuse(502), times=None, method=method)
    async with process(told) as bot:
        await bot.says("Telegram does not answer")
        assert await _health(told["PORT"]) == 200
        telegram.faults.clear()
        await bot.says('"serving"')
        await anna.sends("/start")
        await anna.waits_for("Hello", timeout=60)
        bot.signal(signal.SIGTERM)
        assert (await bot.ends())[0] == 0


async def test_without_its_tables_it_is_not(telegram: Simulator, hooked: RunningBot) -> None:
    await until_called(telegram, "setWebhook", 1)
    # Beside the loop: the bot on it may hold the file, and lets go only if the loop goes on.
    await asyncio.to_thread(_drop_table, hooked.database.removeprefix("sqlite:///"))
    assert await _health(hooked.port) == 503


async def test_without_its_server_it_is_not(telegram: Simulator, postgres_server: PostgresServer, clock: Clock) -> None:
    url = await postgres_server.migrated_database()
    bot = RunningBot(telegram, url, clock, "webhook")
    bot.start()
    await until_called(telegram, "setWebhook", 1)
    assert await _health(bot.port) == 200
    await _drop(postgres_server, url)
    assert await _health(bot.port) == 503
    await bot.stop()


def _drop_table(file: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE alembic_version")


async def _drop(server: PostgresServer, url: str) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    connection = await asyncpg.connect(server.url("postgres"))
    try:
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await connection.close()
