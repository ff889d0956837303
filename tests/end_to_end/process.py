"""The real program in a process of its own, so that it can be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.simulator import Simulator
from tests.end_to_end.running import SECRET, Transport, unused_port


def environment(telegram: Simulator, database: str, transport: Transport = "polling") -> dict[str, str]:
    """What `endorse run` is told."""
    port = unused_port()
    told = {
        "TELEGRAM_BOT_TOKEN": telegram.world.settings.token,
        "TELEGRAM_API_BASE_URL": telegram.url,
        "DATABASE_URL": database,
        "PORT": str(port),
        "PYTHONWARNINGS": "ignore",
    }
    if transport == "webhook":
        told |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "WEBHOOK_SECRET": SECRET}
    return told


class BotProcess:
    """`endorse COMMAND`, to be killed and started again."""

    def __init__(self, told: Mapping[str, str], command: str = "run") -> None:
        self.told = told
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self._said = b""

    async def start(self) -> None:
        self._said = b""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            self._command,
            env={**_inherited(), **self.told},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    async def dies(self) -> None:
        """By SIGKILL: nothing is finished, nothing is said."""
        process = self._running()
        process.kill()
        await process.communicate()

    async def dies_and_comes_back(self) -> None:
        await self.dies()
        await self.start()

    def signal(self, sign: signal.Signals) -> None:
        self._running().send_signal(sign)

    async def says(self, part: str, within: float = 60.0) -> None:
        """Until it has said this on stderr."""
        stderr = self._running().stderr
        assert stderr is not None
        async with asyncio.timeout(within):
            while part.encode() not in self._said:
                line = await stderr.readline()
                assert line, f"it ended without a word of {part!r}: {self._said.decode()}"
                self._said += line

    async def ends(self, within: float = 60.0) -> tuple[int, str]:
        """Its exit code and what it said on stderr."""
        process = self._running()
        async with asyncio.timeout(within):
            _, said = await process.communicate()
        assert process.returncode is not None
        return process.returncode, (self._said + said).decode()

    async def close(self) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.dies()

    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process


@asynccontextmanager
async def process(told: Mapping[str, str], command: str = "run") -> AsyncIterator[BotProcess]:
    """A started one, which does not outlive the test."""
    one = BotProcess(told, command)
    await one.start()
    try:
        yield one
    finally:
        await one.close()


def _inherited() -> dict[str, str]:
    """This environment without what a developer may have set for their own bot."""
    ours = ("TELEGRAM_", "DATABASE_", "WEBHOOK_", "RULE_", "OWNER_", "PORT", "HEALTH_", "SENTRY_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
