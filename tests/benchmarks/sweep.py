"""Deciding who is due: the sweep of the reminders, over more and more people of whom always 1,000 are due.

The time is from the first look to the end of the sweep, when everybody due has their reminders in the ledger, to be
sent, and their next moment beside them: the real job, a transaction for each person. A look is what
is taken every minute. The first run of a size fills its database, which stays for later runs.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, cast, get_args

import sqlalchemy as sa

from bot.clock import MovableClock
from bot.nudges.sweep import Sweep
from bot.storage import FIRST, Storage, instant, open_storage
from bot.storage.queries import load_queries
from bot.storage.sqlite import SqliteAdapter
from tests.benchmarks.contest import Bar, Contender, Contest, Measure, Result
from tests.benchmarks.crowd import NOW, enter, make_due
from tests.benchmarks.databases import database, direct, kept_folder, server
from tests.nudges.people import PACK

Database = Literal["sqlite", "postgresql"]

_SIZES = (10_000, 100_000, 1_000_000)
_DUE = 1_000
_QUICK = 10
"""In quick runs everything is smaller by that."""

_TIMES_QUICK = 5
"""A tenth of a second is too short to be measured once: whatever else the machine does would be seen."""

_APART = 1.5
_TIME, _PROCESSOR, _LOOK = "time", "our processor time each", "a look"
_NAMES: Mapping[Database, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

_LOOKS = 50
_SEEN = 100
"""As many as `bot.nudges.job` looks at."""


def _contender(kind: Database, size: int) -> Contender:
    command = ("-m", "tests.benchmarks.sweep", "--database", kind, "--endorsements", str(size))
    return Contender(f"{_NAMES[kind]}, {size:,} endorsements", command)


def _bar(kind: Database) -> Bar:
    contenders = [_contender(kind, size).name for size in _SIZES]

    def holds(result: Result) -> bool | None:
        seconds = [result.median(name, _TIME) for name in contenders]
        told = [one for one in seconds if one is not None]
        return max(told) <= min(told) * _APART if len(told) == len(contenders) else None

    return Bar(f"{_NAMES[kind]}: the same within a factor of {_APART}", holds)


CONTEST = Contest(
    name="sweep",
    title="Finding 1,000 people who are due, and entering their reminders (a tenth of everything in quick runs)",
    contenders=[_contender(kind, size) for kind in _NAMES for size in _SIZES],
    measures=[
        Measure(_TIME, "s", "low"),
        Measure(_PROCESSOR, "ms", "low"),
        Measure(_LOOK, "ms", "low"),
    ],
    bars=[_bar(kind) for kind in _NAMES],
    note=(
        "Who is due is found by an index on the moment that was worked out when somebody last said something, so the"
        " time is that of the people who are due: a transaction each, which on PostgreSQL waits for the disk. The"
        " people are entered once; their databases stay for later runs, two gigabytes in the folder endorse-benchmarks"
        " of the system's temporary one."
    ),
)


async def sweep(url: str, size: int, due: int, times: int) -> dict[str, float]:
    """Decide about everybody due, in a database of `size` people; of several times the shortest."""
    await enter(url, size)
    swept = [await _sweep(url, size, due) for _ in range(times)]
    return min(swept, key=lambda one: one[_TIME])


async def _sweep(url: str, size: int, due: int) -> dict[str, float]:
    make_due(url, size, due)
    clock = MovableClock(NOW, still=True)
    async with open_storage(url) as storage:
        began, used = time.perf_counter(), time.process_time()
        decided = await _swept(Sweep(storage, PACK, clock, lambda _: True))
        took, worked = time.perf_counter() - began, time.process_time() - used
        if decided != due:
            raise SystemExit(f"{decided} people were decided about; {due} are due")
        async with storage.transaction() as transaction:
            pending = len(await transaction.pending_people(NOW, due * 2))
        if pending != due:
            raise SystemExit(f"{pending} people have a reminder to be sent; {due} were due")
        return {_TIME: took, _PROCESSOR: worked / due * 1000, _LOOK: await _look(storage)}


async def _swept(job: Sweep) -> int:
    """As `bot.nudges.job` does it: page after page."""
    decided, mark = 0, FIRST
    while page := await job.page(mark):
        decided, mark = decided + len(page), page[-1]
    return decided


async def _look(storage: Storage) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    for _ in range(_LOOKS):
        async with storage.transaction() as transaction:
            await transaction.people_due(NOW, _SEEN)
            await transaction.pending_people(NOW, _SEEN)
    return (time.perf_counter() - began) / _LOOKS * 1000


@contextmanager
def kept(kind: Database, size: int) -> Iterator[str]:
    """The URL of the database for so many people, which stays for the next run."""
    if kind == "sqlite":
        yield f"sqlite:///{kept_folder('sweep') / f'{size}.db'}"
        return
    with server("sweep") as root:
        yield database(root, f"sweep_{size}", anew=False)


def plans(url: str) -> Iterator[str]:
    """How the database finds who is due, and whom to send to."""
    queries = cast("Any", load_queries(SqliteAdapter()))  # what aiosql makes has its text
    values = {"now": instant.written(NOW), "after_moment": instant.written(FIRST.moment), "after_id": 0, "limit": _SEEN}
    explain = "EXPLAIN QUERY PLAN" if url.startswith("sqlite") else "EXPLAIN (ANALYZE, BUFFERS)"
    with direct(url) as connection:
        for query in (queries.people_due, queries.pending_people):
            yield query.__name__
            yield from (f"    {row[-1]}" for row in connection.execute(sa.text(f"{explain} {query.sql}"), values))


def main() -> None:
    """Sweep once, and print the figures, or with --plan how the database finds who is due."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.sweep", description=__doc__)
    parser.add_argument("--database", choices=get_args(Database), default="sqlite")
    parser.add_argument("--endorsements", type=int, default=_SIZES[0])
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    share = _QUICK if given.quick else 1
    size, due = given.endorsements // share, _DUE // share
    with kept(given.database, size) as url:
        if given.plan:
            asyncio.run(enter(url, size))
            make_due(url, size, due)
            print(*plans(url), sep="\n")  # noqa: T201  the result
            return
        figures = asyncio.run(sweep(url, size, due, _TIMES_QUICK if given.quick else 1))
        print(json.dumps(figures))  # noqa: T201  the result


if __name__ == "__main__":
    main()
