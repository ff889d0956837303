"""Deciding who is due: the sweep of the reminders, over more and more people of whom as many are due.

A run prints one line of JSON. `seconds` is from the look that finds something to the end of the sweep, when every person
due has their reminders in the ledger, `pending`, and their next moment beside them: the real job, one transaction a
person. `look_ms` is what a look costs that is taken every minute. The first run of a size fills its database.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

import sqlalchemy as sa

from bot.clock import MovableClock
from bot.nudges.sweep import Sweep
from bot.storage import FIRST, Storage, open_storage
from tests.benchmarks.crowd import NOW, enter, make_due
from tests.benchmarks.databases import database, direct, kept_folder, server
from tests.nudges.people import PACK

Database = Literal["sqlite", "postgresql"]

_LOOKS = 50
_LOOK = 100
"""As `bot.nudges.job` looks."""


async def sweep(url: str, size: int, due: int) -> dict[str, float]:
    """Decide about everybody due, in a database of `size` people; the figures."""
    await enter(url, size)
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
        return {"seconds": took, "cpu_ms_per_person": worked / due * 1000, "look_ms": await _look(storage)}


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
            await transaction.people_due(NOW, _LOOK)
            await transaction.pending_people(NOW, _LOOK)
    return (time.perf_counter() - began) / _LOOKS * 1000


@contextmanager
def kept(kind: Database, size: int) -> Iterator[str]:
    """The URL of the database for so many people, which stays for the next run."""
    if kind == "sqlite":
        yield f"sqlite:///{kept_folder('sweep') / f'{size}.db'}"
        return
    with server(kept_folder("sweep-postgresql")) as root:
        yield database(root, f"sweep_{size}", anew=False)


_QUERIES = {
    "people_due": "SELECT due_at, id FROM person WHERE due_at <= :now AND (due_at, id) > (:first, 0)"
    " ORDER BY due_at, id LIMIT 100",
    "pending_people": "SELECT DISTINCT not_before, person_id FROM nudge WHERE state = 'pending'"
    " AND not_before <= :now AND (not_before, person_id) > (:first, 0) ORDER BY not_before, person_id LIMIT 100",
}


def plans(url: str) -> Iterator[str]:
    """How the database finds who is due."""
    engine = direct(url)
    values = {"now": NOW.isoformat(timespec="microseconds"), "first": ""}
    explain = "EXPLAIN QUERY PLAN" if engine.name == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
    with engine.connect() as connection:
        for name, query in _QUERIES.items():
            yield name
            yield from (f"    {row[-1]}" for row in connection.execute(sa.text(f"{explain} {query}"), values))
    engine.dispose()


def main() -> None:
    """Sweep once, and print the figures, or with --plan how the database finds who is due."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.sweep", description=__doc__)
    parser.add_argument("--database", choices=get_args(Database), default="sqlite")
    parser.add_argument("--endorsements", type=int, default=10_000)
    parser.add_argument("--due", type=int, default=1_000)
    parser.add_argument("--plan", action="store_true")
    given = parser.parse_args()
    with kept(given.database, given.endorsements) as url:
        figures = asyncio.run(sweep(url, given.endorsements, given.due))
        print(*plans(url), sep="\n") if given.plan else print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main()
