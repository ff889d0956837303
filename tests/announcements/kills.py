"""Kill the sender of announcements: `python -m tests.announcements.kills --times 50 --database sqlite|postgresql`.

Real processes (`endorse run` on SQLite, two of `endorse worker` on PostgreSQL) send to the simulator over HTTP, while
people block the bot, are gone, opt out or ask to be forgotten, and Telegram refuses, fails and loses answers. What it
received is held against the ledger.
"""

import argparse
import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.clock import SystemClock
from bot.gateway.connection import telegram_bot
from bot.simulator import Cut, Refuse, Simulator, Slow
from bot.simulator.faults import Fault
from bot.storage import Storage, migrate, open_storage
from dialogs.endorsement import Wishes
from dialogs.session import Session
from tests.announcements.senders import announce, announcement, arrive, ledger
from tests.end_to_end.process import BotProcess, environment
from tests.end_to_end.waiting import until
from tests.postgres import PostgresServer, postgres_server

_RATE = 40
_PATIENCE = 300.0
_SIDE_BY_SIDE = 13
"""At that rate; see bot.engine.pace."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of it. `lost`: `sent` and never received, or left open; `doubled`: received twice.

    `unknown` is at most `doubtful`: answers that Telegram lost, and `_SIDE_BY_SIDE` for each kill.
    """

    people: int
    kills: int
    doubtful: int
    received: int = 0
    lost: int = 0
    doubled: int = 0
    unknown: int = 0
    states: Counter[str] = field(default_factory=Counter)


async def kill_again_and_again(url: str, times: int, workers: int, *, people: int, seed: int = 1) -> Figures:
    """Let `workers` send one announcement, and kill one of them `times` times meanwhile."""
    dice = random.Random(seed)  # noqa: S311  a test's
    async with Simulator(calls_kept=people * 4, history=5) as telegram, open_storage(url) as storage:
        lost_answers = _faults(telegram, people)
        number = await _enter(telegram, storage, people)
        async with AsyncExitStack() as stack:
            crew = [await stack.enter_async_context(_worker(telegram, url, workers)) for _ in range(workers)]
            living, kills = asyncio.create_task(_live(telegram, storage, people, dice)), 0
            while kills < times and (await announcement(storage, number)).state != "finished":
                await asyncio.sleep(dice.uniform(0.5, 3.5))
                await dice.choice(crew).dies_and_comes_back()
                kills += 1

            async def finished() -> bool:
                return (await announcement(storage, number)).state == "finished"

            await until(finished, _PATIENCE)
            living.cancel()
            await asyncio.wait((living,))
        return await _figures(telegram, storage, number, Figures(people, kills, lost_answers + kills * _SIDE_BY_SIDE))


def _faults(telegram: Simulator, people: int) -> int:
    """Of each kind a few; how many answers are lost."""
    lost = 0
    faults: tuple[Fault, ...] = (Refuse(502), Cut(acted=False), Cut(acted=True))
    for number in range(50, people + 1, 100):
        for place, fault in enumerate(faults):
            telegram.faults.order(fault, method="sendMessage", chat_id=number + place)
            lost += 1
    telegram.faults.order(Refuse(429, retry_after=2), method="sendMessage", chat_id=people // 2)
    telegram.faults.order(Slow(0.05), times=None, method="sendMessage")
    return lost


async def _enter(telegram: Simulator, storage: Storage, people: int) -> int:
    """Everybody, of whom one in forty has blocked the bot and one in a hundred is gone; the announcement's number."""
    now = SystemClock().now()
    arrived = await arrive(telegram, storage, now, range(1, people + 1))
    for number in range(20, people + 1, 40):
        await arrived[number].blocks()
    for number in range(33, people + 1, 100):
        await arrived[number].deletes_account()
    async with telegram_bot(telegram.world.settings.token, api_root=telegram.url) as bot:
        await bot.delete_webhook(drop_pending_updates=True)  # only copies are to be sent from here on
    telegram.calls.clear()
    return await announce(storage, now, arrived)


async def _live(telegram: Simulator, storage: Storage, people: int, dice: random.Random) -> None:
    """Meanwhile people opt out, block the bot and ask to be forgotten."""
    off = Session(wishes=Wishes(topics_off=("training",))).model_dump_json(exclude_defaults=True)
    while True:
        await asyncio.sleep(0.5)
        number, does = dice.randrange(1, people + 1), dice.choice(("opt out", "block", "forget"))
        if does == "block":
            await telegram.person(number).blocks()
            continue
        now = SystemClock().now()
        async with storage.transaction() as transaction:
            row = await transaction.lock_known_person(number, now)
            if row is not None and does == "opt out":
                await transaction.save_person(replace(row, session=off))
            elif row is not None:
                await transaction.forget_person(number, now)


@asynccontextmanager
async def _worker(telegram: Simulator, url: str, workers: int) -> AsyncIterator[BotProcess]:
    told = {**environment(telegram, url), "SEND_RATE": str(_RATE)}
    process = BotProcess(told, "run" if workers == 1 else "worker")
    await process.start()
    try:
        yield process
    finally:
        await process.close()


async def _figures(telegram: Simulator, storage: Storage, number: int, figures: Figures) -> Figures:
    received = Counter(call.chat_id for call in telegram.calls.of("sendMessage") if call.acted)
    async with storage.transaction() as transaction:
        counts = await transaction.recipient_counts(number)
    states: Counter[str] = Counter()
    for (state, reason), count in counts.items():
        states[f"{state}: {reason}" if reason else state] += count
    rows = (await ledger(storage, number)).values()
    never = sum(row.state == "sent" and not received[row.person_id] for row in rows if row.person_id is not None)
    return replace(
        figures,
        received=sum(received.values()),
        lost=never + states["pending"] + states["sending"] + figures.people - sum(counts.values()),
        doubled=sum(count > 1 for count in received.values()),
        unknown=sum(count for (state, _), count in counts.items() if state == "unknown"),
        states=states,
    )


async def _on_sqlite(times: int, people: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'endorse.db'}"
        await migrate(url)
        return await kill_again_and_again(url, times, workers=1, people=people)


async def _on_postgresql(times: int, people: int) -> Figures:
    with contextmanager(_server)() as server:
        url = await server.migrated_database()
        return await kill_again_and_again(url, times, workers=2, people=people)


def _server() -> Iterator[PostgresServer]:
    """The fixture, used by hand."""
    yield from postgres_server.__wrapped__()  # type: ignore[attr-defined]


def main() -> None:
    """Kill, and tell the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.announcements.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    arguments = parser.parse_args()
    run = _on_sqlite if arguments.database == "sqlite" else _on_postgresql
    print(asyncio.run(run(arguments.times, arguments.people)))  # noqa: T201


if __name__ == "__main__":
    main()
