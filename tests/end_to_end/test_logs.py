"""What is logged: JSON in a service, and never what somebody said, who they are, or a secret."""

import json
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from typing import TextIO

import pytest
import structlog
from pydantic import SecretStr

from bot.logs import quiet_logs, structured_logs
from bot.settings import Settings
from bot.simulator import Cut, Person, Refuse, Simulator
from tests.end_to_end.interview import SECRETS, interviewed
from tests.end_to_end.process import environment, process
from tests.end_to_end.running import SECRET, RunningBot, Transport
from tests.end_to_end.waiting import until_idle


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Both systems are global."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before, level
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def _closed() -> TextIO:
    stream = StringIO()
    stream.close()
    return stream


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.parametrize("stderr", [None, _closed()], ids=["absent", "closed"])
@pytest.mark.parametrize("set_up", [structured_logs, quiet_logs])
def test_a_stderr_that_cannot_be_written_to_costs_the_line_and_not_the_work(
    monkeypatch: pytest.MonkeyPatch, set_up: Callable[[], None], stderr: TextIO | None
) -> None:
    set_up()
    monkeypatch.setattr(sys, "stderr", stderr)
    structlog.get_logger().error("lost")
    logging.getLogger("a library").error("lost as well")


async def test_an_interview_logged_at_debug_says_nothing_of_the_person(
    telegram: Simulator,
    any_bot: RunningBot,
    anna: Person,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.faults.order(Refuse(502), method="editMessageText")
    telegram.faults.order(Cut(acted=False), method="answerCallbackQuery")
    await interviewed(anna)
    for label in ("Picture", "Action plan", "Write to the coordinator"):
        await anna.taps(label, message=_with(anna, label))
        await anna.waits_for("")
    await anna.sends("/export")
    await anna.waits_for("")
    await until_idle(anna)
    await any_bot.stop()
    logged = caplog.text + "".join(capfd.readouterr())
    for secret in (*SECRETS, telegram.world.settings.token, SECRET, "prevention_years"):
        assert secret not in logged


def _with(person: Person, label: str) -> int:
    return next(one.id for one in reversed(person.messages) if any(label in button.label for button in one.buttons))


@pytest.mark.parametrize("transport", ["polling", "webhook"])
async def test_every_line_of_a_service_is_json_and_has_no_secret(
    telegram: Simulator, database: str, anna: Person, transport: Transport
) -> None:
    told = environment(telegram, database, transport)
    telegram.faults.order(Refuse(502), method="getMe")
    async with process(told) as bot:
        await anna.sends("/start")
        await anna.waits_for("Hello", timeout=60)
        telegram.faults.order(Refuse(502), method="editMessageText")
        await interviewed(anna)
        bot.signal(signal.SIGTERM)
        _, said = await bot.ends()
    lines = [json.loads(line) for line in said.splitlines()]
    assert len(lines) >= 1
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
    for secret in (*SECRETS, telegram.world.settings.token, SECRET):
        assert secret not in said


@pytest.mark.usefixtures("_logging_as_before")
def test_what_a_library_logs_is_one_line_of_ours_without_its_error(capsys: pytest.CaptureFixture[str]) -> None:
    structured_logs()
    try:
        float("23.5 hours")
    except ValueError:
        logging.getLogger("library").exception("it failed\n23.5 hours")
    logging.getLogger("library").info("small talk")
    [line] = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (line["event"], line["logger"], line["error"]) == ("it failed", "library", "ValueError")
    assert "23.5" not in json.dumps(line)


@pytest.mark.usefixtures("_logging_as_before")
def test_a_terminal_hears_of_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    quiet_logs()
    structlog.get_logger().warning("small talk")
    logging.getLogger("library").warning("small talk")
    structlog.get_logger().error("trouble")
    said = capsys.readouterr().err
    assert "trouble" in said
    assert "small talk" not in said


def test_settings_show_no_secret() -> None:
    settings = Settings(
        telegram_bot_token=SecretStr("1:AAA"),
        webhook_secret=SecretStr("BBB"),
        database_url="postgresql://me:CCC@db/endorse",
    )
    assert not any(secret in f"{settings!r}{settings}" for secret in ("AAA", "BBB", "CCC"))
