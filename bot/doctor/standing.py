"""How a database stands, of either kind, and what to make of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.doctor.finding import Finding, broken, look, well
from bot.storage.migrations import head

DUE = """
SELECT min(moment) FROM (
    SELECT min(due_at) AS moment FROM person WHERE due_at <= {now}
    UNION ALL SELECT min(not_before) FROM nudge WHERE state = 'pending' AND not_before <= {now}
    UNION ALL SELECT min(starts_at) FROM announcement WHERE state = 'scheduled' AND starts_at <= {now}
) AS moments
"""
"""The oldest thing that should have been decided or begun by now; `{now}` is the parameter."""

_LATE = timedelta(minutes=15)
_STUCK = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Work:
    """Who works, and what waits. `seats` is how many processes send; `fault`: the engine's own database is broken.

    `runs` were begun and have not ended; `left` of them have nobody who works on them; `due` is the oldest thing due.
    """

    seats: int
    runs: int = 0
    left: int = 0
    due: datetime | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a look at the database found. `revision` is None in an empty one, and then there is no `work`."""

    found: str
    revision: str | None
    work: Work | None = None
    odd: str = ""
    todo: str = ""


class Unusable(Exception):
    """The database cannot be opened or written to; the words hold no password."""

    def __init__(self, found: str, todo: str) -> None:
        super().__init__(found)
        self.todo = todo


def database(stands: Standing) -> Finding:
    """Whether it can be worked with."""
    if stands.odd:
        return look("database", f"{stands.found}; {stands.odd}", stands.todo)
    return well("database", stands.found)


def migrations(stands: Standing) -> Finding:
    """Whether it is as this program knows it."""
    newest = head()
    match stands.revision:
        case None:
            return well("migrations", f"none yet; the first start makes them up to {newest}")
        case stored if stored == newest:
            return well("migrations", f"at {newest}, the newest")
        case stored if stored > newest:
            return broken("migrations", f"at {stored}, newer than this program ({newest})", "install a newer program")
        case stored:
            return look("migrations", f"at {stored}, the newest is {newest}", "the next start brings it up to date")


def engine(stands: Standing, now: datetime) -> Finding:
    """Whether what is due is sent."""
    work = stands.work
    if work is None:
        return well("engine", "nothing to do yet")
    if work.fault:
        return broken("engine", work.fault, "stop the bot and delete that file: it is made anew, and nothing is lost")
    late = now - work.due if work.due is not None else timedelta()
    workers = "1 process sends" if work.seats == 1 else f"{work.seats} processes send"
    found = f"{workers}; {work.runs} runs under way" + (f", {work.left} left behind" if work.left else "")
    if work.due is not None:
        found += f"; the oldest thing due waits for {_spoken(late)}"
    if work.seats == 0:
        return look("engine", found, "start `endorse run`, or `endorse worker` beside `endorse web`")
    if late > _STUCK:
        return broken("engine", found, "see the log for what keeps it, and whether Telegram has asked to wait")
    if late > _LATE or work.left:
        return look("engine", found, "look again in a minute; then see the log")
    return well("engine", found)


def _spoken(late: timedelta) -> str:
    minutes = int(late.total_seconds() // 60)
    return f"{minutes} minutes" if late < _STUCK else f"{minutes // 60} hours"
