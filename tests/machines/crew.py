"""The processes of the bot: `endorse web` and `endorse worker`, started, killed and asked to go."""

import asyncio
import os
import random
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.running import unused_port

_GRACE = 30.0
"""Seconds in which a process that was asked to go has to be gone."""


class Machine:
    """One process, on a port of its own; it may be started again."""

    def __init__(self, command: str, told: Mapping[str, str], port: int) -> None:
        self.command = command
        self.port = port
        self._told = {**told, "PORT": str(port)}
        self._process: asyncio.subprocess.Process | None = None
        self._born = 0
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  as long as the machine is there

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def is_ready(self) -> bool:
        """Whether it has said so in this life: before that, SIGTERM ends it at once."""
        said = self._said_since(self._born)
        return '"serving"' in said or '"working"' in said

    async def start(self) -> None:
        self._born = os.fstat(self._said.fileno()).st_size
        self._process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("endorse"),
            self.command,
            env={**os.environ, **self._told},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=self._said,
        )

    async def dies(self) -> None:
        """By SIGKILL: nothing is finished."""
        assert self._process is not None
        if self.runs:
            self._process.kill()
        await self._process.wait()

    async def ends(self) -> None:
        """For good."""
        if self.runs:
            await self.dies()
        self._said.close()

    async def goes(self) -> int:
        """By SIGTERM; the exit code, or that of SIGKILL where it would not go."""
        assert self._process is not None
        if self.runs:
            self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_GRACE):
                return await self._process.wait()
        except TimeoutError:
            await self.dies()
            return -signal.SIGKILL

    async def until_it_listens(self, within: float = 60.0) -> None:
        """Until somebody answers at its port."""
        async with asyncio.timeout(within):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    assert self.runs, self.last_words()
                    await asyncio.sleep(0.1)
                else:
                    writer.close()
                    return

    def last_words(self) -> str:
        """The end of what it said on stderr, in all its lives."""
        return f"endorse {self.command}: …{self._said_since(0)[-2000:]}"

    def _said_since(self, place: int) -> str:
        # Not by seek and read: the process writes at the same place in the file.
        size = os.fstat(self._said.fileno()).st_size
        return os.pread(self._said.fileno(), size - place, place).decode(errors="replace")


@dataclass(slots=True)
class Toll:
    """`unclean`: ended by itself, or was asked to go and gave an exit code other than 0."""

    killed: int = 0
    asked: int = 0
    unclean: int = 0


@dataclass(slots=True)
class Crew:
    """All of them."""

    webs: list[Machine]
    workers: list[Machine]
    toll: Toll = field(default_factory=Toll)

    async def lose_some(self, seconds: float, dice: random.Random) -> None:
        """For so long, every few seconds one is killed or asked to go; it starts again at once."""
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(dice.uniform(2.0, 6.0))
            await self.lose(dice.choice([*self.webs, *self.workers]), hard=dice.random() < 0.7)

    async def lose(self, machine: Machine, *, hard: bool) -> None:
        """One of them; `hard` is SIGKILL, else SIGTERM."""
        if not machine.runs:
            self.toll.unclean += 1
            print(machine.last_words(), file=sys.stderr)  # noqa: T201
        elif hard:
            self.toll.killed += 1
            await machine.dies()
        else:
            self.toll.asked += 1
            was_ready = machine.is_ready
            code = await machine.goes()
            if code and (was_ready or code != -signal.SIGTERM):
                self.toll.unclean += 1
                print(f"exit code {code}", machine.last_words(), file=sys.stderr)  # noqa: T201
        await machine.start()


@asynccontextmanager
async def crew(told: Mapping[str, str], ports: Sequence[int], workers: int) -> AsyncIterator[Crew]:
    """Started, all of them: a web process at each port, and so many workers. None outlives the block."""
    webs = [Machine("web", told, port) for port in ports]
    machines = Crew(webs, [Machine("worker", told, unused_port()) for _ in range(workers)])
    everybody = [*machines.webs, *machines.workers]
    try:
        for machine in everybody:
            await machine.start()
        for machine in machines.webs:
            await machine.until_it_listens()
        yield machines
    finally:
        await asyncio.gather(*(machine.ends() for machine in everybody))
