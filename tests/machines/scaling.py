"""One web process against two, without losses: updates a second, and whose processor time an update takes."""

import asyncio
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.waiting import until
from tests.machines.run import Course, asked, cast
from tests.postgres import temporary

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 900.0


@dataclass(frozen=True, slots=True)
class Effort:
    """Of a run: milliseconds of processor time for one update, and transactions, counting those of all processes."""

    webs: int
    updates: int
    seconds: float
    web_ms: float
    database_ms: float
    telegram_ms: float
    transactions: float

    @property
    def rate(self) -> float:
        """Updates a second."""
        return self.updates / self.seconds

    @property
    def most(self) -> float:
        """Updates a second, if every core did nothing else all the time."""
        return 1000 * (os.cpu_count() or 1) / (self.web_ms + self.database_ms + self.telegram_ms)


@dataclass(frozen=True, slots=True)
class _Meters:
    """Seconds of processor time so far, and committed transactions."""

    web: float
    database: float
    telegram: float
    commits: int


def table(efforts: list[Effort]) -> str:
    """In Markdown, with what it says of the next limit."""
    head = (
        "| web processes | updates a second | ratio | ms of web | ms of PostgreSQL | ms of Telegram and people |"
        " transactions an update |"
    )
    lines = [head, "| --- " * 7 + "|"]
    lines += [
        f"| {one.webs} | {one.rate:,.0f} | {one.rate / efforts[0].rate:.2f} | {one.web_ms:.2f} | {one.database_ms:.2f}"
        f" | {one.telegram_ms:.2f} | {one.transactions:.2f} |"
        for one in efforts
    ]
    last = efforts[-1]
    lines.append(f"\nAt that price a core of PostgreSQL has {1000 / last.database_ms:,.0f} updates a second in it,")
    lines.append(f"and a core of `endorse web` {1000 / last.web_ms:,.0f}. All that runs here, people too, shares the")
    lines.append(f"{os.cpu_count()} cores of this machine, which hold {last.most:,.0f} at most.")
    return "\n".join(lines)


def measured(people: int, webs: Iterable[int] = (1, 2)) -> list[Effort]:
    """Each with a new server."""
    efforts = []
    for count in webs:
        with temporary() as url:
            efforts.append(asyncio.run(_effort(url, Course(people, 0, count, workers=0, impatient=0, answer=(0, 0)))))
    return efforts


async def _effort(url: str, course: Course) -> Effort:
    async with cast(url, course) as (line, machines):
        postmaster = await _postmaster(url)
        # A sign of life of each: a process is ready when it has been introduced to Telegram.
        await asyncio.sleep(2)

        async def read() -> _Meters:
            commits = await asked(url, "SELECT sum(xact_commit)::bigint AS n FROM pg_stat_database")
            webs = sum(_own(machine.pid) for machine in machines.webs)
            return _Meters(webs, _family(postmaster), _own(line.pid), commits[0]["n"])

        async def everybody_is_through() -> bool:
            await asyncio.sleep(0.2)
            return (await line.ask("how"))[3]

        before = await read()
        await line.ask("go")
        await until(everybody_is_through, _PATIENCE)
        after = await read()
        record = await line.end()
    each = 1000 / record.updates
    return Effort(
        course.webs,
        record.updates,
        record.seconds,
        web_ms=(after.web - before.web) * each,
        database_ms=(after.database - before.database) * each,
        telegram_ms=(after.telegram - before.telegram) * each,
        transactions=(after.commits - before.commits) / record.updates,
    )


async def _postmaster(url: str) -> int:
    (one,) = await asked(url, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
    return int(_stat(one["pid"])[1])


def _own(pid: int) -> float:
    used = _stat(pid)
    return (int(used[11]) + int(used[12])) / _TICKS


def _family(pid: int) -> float:
    """Of a process, of its children that have ended, and of those that live."""
    used = _stat(pid)
    children = [int(each.name) for each in Path("/proc").glob("[0-9]*") if _parent(each) == pid]
    return sum(map(int, used[11:15])) / _TICKS + sum(map(_own, children))


def _parent(process: Path) -> int | None:
    try:
        return int(_stat(int(process.name))[1])
    except OSError:
        return None  # it has ended meanwhile


def _stat(pid: int) -> list[str]:
    """From the state on; the name before it, in parentheses, may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
