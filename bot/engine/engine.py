"""The engine: looks again and again whether a job has something to do, and has it done once among all workers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

import structlog

from bot.clock import Clock
from bot.engine.job import Bench, Hire, Job
from bot.engine.pace import Pace
from bot.engine.seat import Occupied, Seat, SeatLost, file_seat
from bot.gateway.backoff import Backoff
from bot.gateway.bug import record
from bot.gateway.stop import Stop
from bot.meter import Meter
from bot.storage import StorageError
from bot.storage.address import Address, SqliteAddress

if TYPE_CHECKING:
    from bot.engine.durable import Durable

log = structlog.get_logger(__name__)

_DIED = "the worker died on the way"
_AGAIN = 60.0
"""Seconds between two attempts at a seat that somebody has: they may stay there for days."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`watch` is seconds between looks at whether another worker died. `eager`: ready before anything is to be done."""

    watch: float = 5.0
    eager: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What the engine works with. `stop` is the one that the pace listens to."""

    clock: Clock
    pace: Pace
    stop: Stop
    jobs: tuple[Hire, ...]
    meter: Meter = field(default_factory=Meter)


class Engine:
    """One per process; `run` it until `stop`."""

    def __init__(self, parts: Parts, rhythm: Rhythm, address: Address, kicked: asyncio.Event) -> None:
        """Setting `kicked` makes it look at once: for a clock that was moved, or somebody who wants something sent."""
        self._parts = parts
        self._rhythm = rhythm
        self._address = address
        self._stop = parts.stop
        self._kicked = kicked
        self._kicks = 0

    def stop(self) -> None:
        """What is under way is finished; nothing else is begun."""
        self._stop.ask()
        self._kicked.set()

    async def run(self) -> None:
        """Until asked to stop. Whatever fails, a database that is away too, is tried again."""
        for pause in Backoff(first=1.0, most=30.0).pauses():
            try:
                async with _seat(self._address) as seat:
                    await self._work(seat)
            except Occupied:
                log.info("another process sends from this file")
                pause = _AGAIN  # noqa: PLW2901  not one of those that double
            except (SeatLost, StorageError) as error:
                log.warning("sending waits for the database", reason=str(error))
            except Exception as error:  # noqa: BLE001  nothing may keep the rest of the bot from working
                record("the engine failed", error)
            if await self._stop.within(pause):
                return

    async def _work(self, seat: Seat) -> None:
        shift = Shift(self._parts, self._rhythm, self._address, seat)
        loop = asyncio.get_running_loop()
        try:
            await shift.begin()
            looks = dict.fromkeys(shift.jobs, loop.time())
            watch = loop.time() + self._rhythm.watch
            while not self._stop.asked:
                await self._look(shift, looks)
                await self._wait(min(watch, *looks.values()) - loop.time())
                if loop.time() >= watch:
                    await shift.inherit()
                    watch = loop.time() + self._rhythm.watch
        finally:
            await shift.end()

    async def _look(self, shift: "Shift", looks: dict[Job, float]) -> None:
        """At every job when kicked, else at those whose next look has come."""
        loop = asyncio.get_running_loop()
        kicked, now = self._kicked.is_set(), self._parts.clock.now()
        if kicked:
            self._kicked.clear()
            self._kicks += 1
        for job, next_look in looks.items():
            if kicked:
                await shift.look(job, now, f"{job.name}-kick-{shift.seat.worker}-{self._kicks}")
            elif loop.time() < next_look:
                continue
            elif not shift.is_busy(job):
                await shift.look(job, now, f"{job.name}-tick-{_tick(now, job.every).isoformat()}")
            looks[job] = loop.time() + self._until_tick(job.every)

    def _until_tick(self, every: float) -> float:
        """Seconds until the next tick of the clock, and a little more: one that wakes too early would name the last."""
        return every - self._parts.clock.now().timestamp() % every + 0.005

    async def _wait(self, seconds: float) -> None:
        """Until then, or until kicked."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(seconds, 0)):
                await self._kicked.wait()


class Shift:
    """The time that a worker spends on one seat."""

    def __init__(self, parts: Parts, rhythm: Rhythm, address: Address, seat: Seat) -> None:
        self.seat = seat
        self._address = address
        self._rhythm = rhythm
        self._pace = parts.pace
        self._stop = parts.stop
        self._one_at_a_time = asyncio.Lock()
        self._durable: Durable | None = None
        self._preparing: set[asyncio.Task[None]] = set()
        bench = Bench(seat.worker, parts.pace, parts.stop, lambda: seat.held, self._alone, parts.meter)
        self.jobs = tuple(hire(bench) for hire in parts.jobs)

    def is_busy(self, job: Job) -> bool:
        """Whether a run of it is under way here: it goes on until nothing is left, so a second one is of no use."""
        return self._durable is not None and self._durable.is_busy(job.name)

    async def begin(self) -> None:
        """Deal with what the dead have left, and meanwhile with what is to be prepared."""
        self._preparing = {asyncio.create_task(_prepared(job)) for job in self.jobs}
        if self._rhythm.eager:
            await self._ready()
        await self.inherit()

    async def look(self, job: Job, now: datetime, run_id: str) -> None:
        """Begin a run of that id if there is something to do."""
        await self.seat.check()
        if await job.waiting(now):
            durable = await self._ready()
            if not self._stop.asked:
                await durable.start(job.name, run_id)

    async def inherit(self) -> None:
        """What dead workers had on its way is `unknown`; what they had begun, this one goes on with."""
        await self.seat.check()
        runs = await self._durable.left_behind() if self._durable is not None else {}
        senders = {worker for job in self.jobs for worker in await job.workers()}
        for worker in {*runs, *senders} - {self.seat.worker}:
            async with self.seat.inherit(worker) as dead:
                if dead:
                    await self._bury(worker, runs.get(worker, []))

    async def end(self) -> None:
        """Let what is under way end."""
        for preparing in self._preparing:
            preparing.cancel()
        if self._preparing:
            await asyncio.wait(self._preparing)
        if self._durable is not None:
            await self._durable.close()

    async def _bury(self, worker: str, runs: list[str]) -> None:
        unknown = {job.name: await job.abandon(worker, _DIED) for job in self.jobs}
        log.warning("a worker died", worker=worker, unknown=unknown, runs=len(runs))
        if runs and self._durable is not None:
            await self._durable.take_over(runs)

    async def _ready(self) -> "Durable":
        if self._durable is None:
            # 0.4 s, only when something is to be done, and not on the loop's thread.
            module = await asyncio.to_thread(import_module, "bot.engine.durable")
            begins = {job.name: job.steps for job in self.jobs}
            self._durable = await module.Durable.launched(self._address, self.seat.worker, begins)
            await self._durable.tidy()
        return self._durable

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[bool]:
        async with self._one_at_a_time, self.seat.alone() as alone:
            if alone:
                await self._pace.join(others=self.seat.has_neighbours)
            yield alone


async def _prepared(job: Job) -> None:
    try:
        await job.prepare()
    except StorageError as error:
        log.warning("not prepared", job=job.name, reason=str(error))
    except Exception as error:  # noqa: BLE001  the job can do without
        record("preparing a job failed", error, job=job.name)


@asynccontextmanager
async def _seat(address: Address) -> AsyncIterator[Seat]:
    if isinstance(address, SqliteAddress):
        async with file_seat(address) as alone:
            yield alone
        return
    from bot.engine.server_seat import server_seat  # noqa: PLC0415  a machine pays for the driver it uses

    async with server_seat(address) as one:
        yield one


def _tick(now: datetime, seconds: float) -> datetime:
    """The beginning of the tick that `now` lies in: the same for every worker."""
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
