"""SIGTERM while a service is still starting: it is not killed, and ends as one that was running."""

import asyncio
import os
import signal
from argparse import ArgumentParser, Namespace

import pytest

from bot.cli import main
from bot.cli.command import Command
from bot.clock import Clock
from bot.settings import Settings
from bot.stopping import asked_to_stop, stops_when_started


class Slow:
    """A command that is told to stop while it is being imported."""

    EXAMPLES = ""

    def __init__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    def add_arguments(self, _parser: ArgumentParser) -> None:
        """None."""

    def run(self, _options: Namespace) -> int:
        async def served() -> bool:
            return asked_to_stop().is_set()

        return 0 if asyncio.run(served()) else 1


@pytest.mark.parametrize("name", ["demo", "run", "web", "worker"])
def test_a_wish_to_stop_that_comes_while_a_service_is_imported_is_kept(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(Command, "load", lambda _: Slow())
    assert main([name]) == 0


def test_a_service_that_is_to_stop_already_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    async def begun(_settings: Settings, _clock: Clock, _stop: asyncio.Event) -> None:
        pytest.fail("it began")

    from bot.cli.serving import until_stopped  # noqa: PLC0415  as late as the program does

    monkeypatch.setattr("bot.cli.serving.structured_logs", lambda: None)
    with stops_when_started():
        os.kill(os.getpid(), signal.SIGTERM)
        until_stopped(begun, Settings(), "run")


async def test_nobody_has_asked_before_anybody_asks() -> None:
    with stops_when_started():
        stop = asked_to_stop()
        assert not stop.is_set()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 5)


def test_afterwards_the_signal_does_what_it_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    main(["run", "--nonsense"])
    assert signal.getsignal(signal.SIGTERM) == before
