"""What every contender does, and what it prints of it. Nothing but the standard library: peers run it too."""

import argparse
import json
import resource
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.server.launch import Telegram

MESSAGES, SHARE, WORST = "messages a second", "share of the limit", "most in one second"
PROCESSOR = "processor time each"

FREE = 30.0
"""Messages a second that Telegram allows."""


@dataclass(frozen=True, slots=True)
class Work:
    """Send to `people`, at `rate` a second (None: as fast as it goes); each answer takes `answer` seconds."""

    people: int
    rate: float | None
    answer: float
    database: str
    is_quick: bool


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Figures since it was made: of the server, and of this process's own processor time."""

    telegram: Telegram
    work: Work
    used: float

    @classmethod
    def started(cls, telegram: Telegram, work: Work) -> "Stopwatch":
        """From now on."""
        telegram.delay(work.answer)
        telegram.reset()
        return cls(telegram, work, _cpu())

    def tell(self) -> None:
        """Print the line of JSON.

        Raises:
            SystemExit: if not so many messages came in as there are people.
        """
        used, seen, people = _cpu() - self.used, self.telegram.figures(), self.work.people
        if seen["sent"] != people:
            raise SystemExit(f"{seen['sent']} messages came in; {people} were to be sent")
        a_second = (people - 1) / seen["sending_lasted"]
        told = {MESSAGES: a_second, PROCESSOR: used / people * 1000}
        if self.work.rate is not None:
            told |= {SHARE: a_second / self.work.rate * 100, WORST: seen["most_in_a_second"]}
        print(json.dumps(told))  # noqa: T201  the result


def told(arguments: Sequence[str] | None = None) -> Work:
    """From the command line. At the free limit for so long, or as fast as it goes to so many."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--paced", type=float, metavar="SECONDS", help="at the free limit of 30 a second")
    parser.add_argument("--people", type=int, default=20_000, help="how many, without --paced")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite", help="of our own ledger")
    parser.add_argument("--quick", action="store_true", help="an eighth of the time, a tenth of the people")
    given = parser.parse_args(arguments)
    if given.paced is not None:
        return Work(round(FREE * given.paced / (8 if given.quick else 1)), FREE, 0.05, given.database, given.quick)
    return Work(given.people // (10 if given.quick else 1), None, 0.0, given.database, given.quick)


def _cpu() -> float:
    """Seconds, of all threads of this process."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime
