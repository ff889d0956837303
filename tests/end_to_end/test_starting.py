"""What can be wrong at the start is one line and a 2; a Telegram that is away is waited for."""

import socket

import pytest

from bot.simulator import Person, Refuse, Simulator
from tests.end_to_end.process import environment, process
from tests.end_to_end.running import Transport


async def _refusal(told: dict[str, str], command: str = "run") -> str:
    async with process(told, command) as bot:
        code, said = await bot.ends()
    assert code == 2, said
    last = said.splitlines()[-1]
    assert last.startswith("endorse: ")
    assert "Traceback" not in said
    return last


async def test_a_token_that_telegram_does_not_know_is_told_and_not_shown(telegram: Simulator, database: str) -> None:
    said = await _refusal(environment(telegram, database) | {"TELEGRAM_BOT_TOKEN": "99:OTHER"})
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "OTHER" not in said


async def test_a_missing_token_is_told(telegram: Simulator, database: str) -> None:
    assert "TELEGRAM_BOT_TOKEN" in await _refusal(environment(telegram, database) | {"TELEGRAM_BOT_TOKEN": ""})


@pytest.mark.parametrize("missing", ["WEBHOOK_URL", "WEBHOOK_SECRET"])
async def test_the_webhook_server_needs_its_address_and_its_secret(
    telegram: Simulator, database: str, missing: str
) -> None:
    assert missing in await _refusal(environment(telegram, database, "webhook") | {missing: ""}, "web")


async def test_a_port_that_is_taken_is_told(telegram: Simulator, database: str) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104  where the bot listens, too
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"PORT: {port}" in await _refusal(environment(telegram, database, "webhook") | {"PORT": port})


async def test_a_webhook_that_telegram_refuses_is_told(database: str) -> None:
    async with Simulator() as telegram:
        telegram.faults.order(
            Refuse(400, "Bad Request: bad webhook: IP address is reserved"), times=None, method="setWebhook"
        )
        assert "WEBHOOK_URL" in await _refusal(environment(telegram, database, "webhook"))


async def test_a_database_that_cannot_be_opened_is_told(telegram: Simulator) -> None:
    assert "DATABASE_URL" in await _refusal(environment(telegram, "sqlite:////dev/null/endorse.db"))


@pytest.mark.parametrize("transport", ["polling", "webhook"])
async def test_a_telegram_that_is_away_is_waited_for(
    telegram: Simulator, database: str, anna: Person, transport: Transport
) -> None:
    telegram.faults.order(Refuse(502), times=2, method="getMe")
    telegram.faults.order(Refuse(502), times=2, method="setWebhook")
    telegram.faults.order(Refuse(429, retry_after=1), method="setMyCommands")
    async with process(environment(telegram, database, transport)):
        await anna.sends("/start")
        await anna.waits_for("Hello", timeout=60)
