"""Kill the worker again and again at its work: `python -m tests.nudges.kills --times 50 --database sqlite|postgresql`.

Real processes (`endorse run` on SQLite, two of `endorse worker` on PostgreSQL) send to the simulator over HTTP. What
Telegram received is held against the ledger: nothing may be lost, and nothing twice, but for what is told as `unknown`.
"""

import argparse
import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.clock import SystemClock
from bot.gateway.connection import telegram_bot
from bot.simulator import Simulator, Slow
from bot.storage import Storage, migrate, open_storage
from tests.end_to_end.process import BotProcess, environment
from tests.end_to_end.waiting import until
from tests.nudges.people import due_and_awake, enter
from tests.postgres import PostgresServer, postgres_server

Database = Literal["sqlite", "postgresql"]

_RATE = 30
_PATIENCE = 180.0

_PER_KILL: dict[Database, int] = {"sqlite": 40, "postgresql": 70}
"""People. More than are told between two kills: of two workers, one goes on while the other starts again."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of it. `lost`: due, and neither received nor `unknown`; `doubled`: received twice; `unsettled`: not
    one row that is `sent` or `unknown`."""

    people: int
    kills: int
    received: int
    lost: int
    doubled: int
    unsettled: int
    states: Counter[str]


async def kill_again_and_again(url: str, times: int, workers: int, people: int, seed: int = 1) -> Figures:
    """Let `workers` send one nudge to each of `people`, and kill one of them `times` times meanwhile."""
    dice = random.Random(seed)  # noqa: S311  a test's
    async with Simulator(calls_kept=people * 3, history=5) as telegram, open_storage(url) as storage:
        telegram.faults.order(Slow(0.05), times=None, method="sendMessage")
        await _enter(telegram, storage, people)
        async with AsyncExitStack() as stack:
            crew = [await stack.enter_async_context(_worker(telegram, url, workers)) for _ in range(workers)]
            kills = 0
            while kills < times and await _open(storage):
                await asyncio.sleep(dice.uniform(0.5, 3.5))
                await dice.choice(crew).dies_and_comes_back()
                kills += 1
            await _finished(storage)
        return await _figures(telegram, storage, people, kills)


async def _enter(telegram: Simulator, storage: Storage, people: int) -> None:
    """Everybody is due now, and awake at any hour."""
    now = SystemClock().now()
    for number in range(1, people + 1):
        await telegram.person(number).sends("hello")
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as bot:
        await bot.delete_webhook(drop_pending_updates=True)  # only nudges are to be sent from here on
    telegram.calls.clear()
    await enter(storage, now, dict.fromkeys(range(1, people + 1), due_and_awake(now.date())))


@asynccontextmanager
async def _worker(telegram: Simulator, url: str, workers: int) -> AsyncIterator[BotProcess]:
    told = {**environment(telegram, url), "NUDGE_TICK": "1", "SEND_RATE": str(_RATE)}
    process = BotProcess(told, "run" if workers == 1 else "worker")
    await process.start()
    try:
        yield process
    finally:
        await process.close()


async def _open(storage: Storage) -> int:
    """How many are yet to be decided, sent or settled."""
    async with storage.transaction() as transaction:
        counts = await transaction.nudge_counts()
        due = await transaction.people_due(SystemClock().now(), 1)
    return len(due) + counts.get("pending", 0) + counts.get("sending", 0)


async def _finished(storage: Storage) -> None:
    async def finished() -> bool:
        return not await _open(storage)

    await until(finished, _PATIENCE)


async def _figures(telegram: Simulator, storage: Storage, people: int, kills: int) -> Figures:
    received = Counter(call.chat_id for call in telegram.calls.of("sendMessage"))
    states: Counter[str] = Counter()
    lost = doubled = unsettled = 0
    for number in range(1, people + 1):
        async with storage.transaction() as transaction:
            told = [row.state for row in await transaction.nudges_of(number) if row.state != "skipped"]
        states.update(told)
        lost += received[number] == 0 and "unknown" not in told
        doubled += received[number] > 1
        unsettled += told not in (["sent"], ["unknown"])
    return Figures(people, kills, sum(received.values()), lost, doubled, unsettled, states)


async def _on_sqlite(times: int, people: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'endorse.db'}"
        await migrate(url)
        return await kill_again_and_again(url, times, 1, people)


async def _on_postgresql(times: int, people: int) -> Figures:
    with contextmanager(_server)() as server:
        return await kill_again_and_again(await server.migrated_database(), times, 2, people)


def _server() -> Iterator[PostgresServer]:
    """The fixture, used by hand."""
    yield from postgres_server.__wrapped__()  # type: ignore[attr-defined]


def main() -> None:
    """Kill, and tell the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.nudges.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--people", type=int, help="how many are to be told; by default enough for so many kills")
    arguments = parser.parse_args()
    run = _on_sqlite if arguments.database == "sqlite" else _on_postgresql
    people = arguments.people or arguments.times * _PER_KILL[arguments.database]
    print(asyncio.run(run(arguments.times, people)))  # noqa: T201


if __name__ == "__main__":
    main()
