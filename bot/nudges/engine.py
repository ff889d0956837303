"""The engine: looks at every tick whether something is due, and has it decided and sent, once among all workers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.gateway.backoff import Backoff
from bot.gateway.bug import record
from bot.gateway.stop import Stop
from bot.nudges.claim import Claims, Speaker
from bot.nudges.delivery import Delivery
from bot.nudges.pace import Pace
from bot.nudges.retiming import retime
from bot.nudges.seat import Occupied, Seat, SeatLost, file_seat
from bot.nudges.sweep import Serves, Sweep
from bot.storage import FIRST, Mark, Storage, StorageError
from bot.storage.address import Address, SqliteAddress
from rules.pack import RulePack

if TYPE_CHECKING:
    from bot.nudges.durable import Durable, Step

log = structlog.get_logger(__name__)

_LOOK = 100
"""People looked at to see whether anything is due; a bot's own are rarely behind so many of another."""

_DIED = "the worker died on the way"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`tick` and `watch` are seconds: between looks at what is due, and at whether another worker died.

    `rate` is messages a second, for all workers together. `eager`: the engine is made ready before anything is due.
    """

    tick: float = 60.0
    rate: float = 25.0
    watch: float = 5.0
    eager: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What the engine works with. `serves` tells whose nudges these are to send."""

    storage: Storage
    bot: Bot
    speaker: Speaker
    pack: RulePack
    clock: Clock
    serves: Serves = lambda _: True


class Engine:
    """One per process; `run` it until `stop`."""

    def __init__(self, parts: Parts, rhythm: Rhythm, address: Address, kicked: asyncio.Event) -> None:
        """Setting `kicked` makes it look at once what is due: for a clock that was moved."""
        self._parts = parts
        self._rhythm = rhythm
        self._address = address
        self._stop = Stop()
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
                log.info("another process sends the nudges of this file")
                pause = self._rhythm.tick  # noqa: PLW2901  it may stay there for days
            except (SeatLost, StorageError) as error:
                log.warning("nudges wait for the database", reason=str(error))
            except Exception as error:  # noqa: BLE001  nothing may keep the rest of the bot from working
                record("the engine of the nudges failed", error)
            if await self._stop.within(pause):
                return

    async def _work(self, seat: Seat) -> None:
        shift = Shift(self._parts, self._rhythm, self._address, seat, self._stop)
        loop = asyncio.get_running_loop()
        try:
            await shift.begin()
            next_tick = loop.time()
            while not self._stop.asked:
                if self._kicked.is_set() or loop.time() >= next_tick:
                    await self._look(shift)
                    next_tick = loop.time() + self._until_tick()
                await self._wait(min(self._rhythm.watch, next_tick - loop.time()))
                await shift.inherit()
        finally:
            await shift.end()

    def _until_tick(self) -> float:
        """Seconds until the next tick of the clock, and a little more: one that wakes too early would name the last."""
        return self._rhythm.tick - self._parts.clock.now().timestamp() % self._rhythm.tick + 0.005

    async def _look(self, shift: "Shift") -> None:
        now = self._parts.clock.now()
        if self._kicked.is_set():
            self._kicked.clear()
            self._kicks += 1
            await shift.look(now, f"kick-{shift.seat.worker}-{self._kicks}")
        elif not shift.is_busy:
            await shift.look(now, f"tick-{_tick(now, self._rhythm.tick).isoformat()}")

    async def _wait(self, seconds: float) -> None:
        """Until then, or until kicked."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(seconds, 0)):
                await self._kicked.wait()


class Shift:
    """The time that a worker spends on one seat."""

    def __init__(self, parts: Parts, rhythm: Rhythm, address: Address, seat: Seat, stop: Stop) -> None:
        self.seat = seat
        self._address = address
        self._parts = parts
        self._rhythm = rhythm
        self._one_at_a_time = asyncio.Lock()
        self._durable: Durable | None = None
        self._retiming: asyncio.Task[None] | None = None
        self._sweep = Sweep(parts.storage, parts.pack, parts.clock, parts.serves)
        claims = Claims(parts.storage, parts.speaker, parts.pack, parts.clock, seat.worker)
        self._delivery = Delivery(
            parts.storage,
            parts.bot,
            claims,
            parts.clock,
            Pace(rhythm.rate, stop),
            parts.serves,
            holds=lambda: seat.held,
        )
        self._stop = stop

    @property
    def is_busy(self) -> bool:
        """Whether a run is under way here: it goes on until nothing is left, so a second one is of no use."""
        return self._durable is not None and self._durable.is_busy

    async def begin(self) -> None:
        """Deal with what the dead have left, and meanwhile with what a new pack has moved."""
        self._retiming = asyncio.create_task(self._retime())
        if self._rhythm.eager:
            await self._ready()
        await self.inherit()

    async def look(self, now: datetime, run_id: str) -> None:
        """Begin a run of that id if something is due."""
        await self.seat.check()
        async with self._parts.storage.transaction() as transaction:
            waiting = [*await transaction.people_due(now, _LOOK), *await transaction.pending_people(now, _LOOK)]
        if any(self._parts.serves(mark.person_id) for mark in waiting):
            durable = await self._ready()
            if not self._stop.asked:
                await durable.start(run_id)

    async def inherit(self) -> None:
        """What dead workers had on its way is `unknown`; what they had begun, this one goes on with."""
        await self.seat.check()
        runs = await self._durable.left_behind() if self._durable is not None else {}
        async with self._parts.storage.transaction() as transaction:
            senders = await transaction.sending_workers()
        for worker in {*runs, *senders} - {self.seat.worker}:
            async with self.seat.inherit(worker) as dead:
                if dead:
                    await self._bury(worker, runs.get(worker, []))

    async def end(self) -> None:
        """Let what is under way end."""
        if self._retiming is not None:
            self._retiming.cancel()
            await asyncio.wait((self._retiming,))
        if self._durable is not None:
            await self._durable.close()

    async def _retime(self) -> None:
        parts = self._parts
        try:
            moved = await retime(parts.storage, parts.pack, parts.clock, lambda: self._stop.asked)
        except StorageError as error:
            log.warning("reminders were not worked out anew", reason=str(error))
        else:
            if moved:
                log.info("reminders worked out anew", moved=moved)

    async def _bury(self, worker: str, runs: list[str]) -> None:
        async with self._parts.storage.transaction() as transaction:
            unknown = await transaction.abandon_nudges(worker, _DIED, self._parts.clock.now())
        log.warning("a worker died", worker=worker, unknown=unknown, runs=len(runs))
        if runs and self._durable is not None:
            await self._durable.take_over(runs)

    async def _ready(self) -> "Durable":
        if self._durable is None:
            # 0.4 s, only when something is due, and not on the loop's thread.
            module = await asyncio.to_thread(import_module, "bot.nudges.durable")
            self._durable = await module.Durable.launched(self._address, self.seat.worker, self._steps)
            await self._durable.tidy()
        return self._durable

    def _steps(self) -> "tuple[Step, Step]":
        decided, delivered = FIRST, FIRST

        async def decide() -> int:
            nonlocal decided
            page = await self._sweep.page(decided)
            decided = page[-1] if page else decided
            return 0 if self._stop.asked else len(page)

        async def deliver() -> int:
            nonlocal delivered
            async with self._one_at_a_time, self.seat.alone() as alone:
                page: list[Mark] = await self._delivery.page(delivered) if alone else []
            delivered = page[-1] if page else delivered
            return len(page)

        return decide, deliver


@asynccontextmanager
async def _seat(address: Address) -> AsyncIterator[Seat]:
    if isinstance(address, SqliteAddress):
        async with file_seat(address) as alone:
            yield alone
        return
    from bot.nudges.server_seat import server_seat  # noqa: PLC0415  a machine pays for the driver it uses

    async with server_seat(address) as one:
        yield one


def _tick(now: datetime, seconds: float) -> datetime:
    """The beginning of the tick that `now` lies in: the same for every worker."""
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
