"""What every contender does, and what it prints of it. Nothing but the standard library: peers run it too."""

import argparse
import json
import resource
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.announcement.receiver import Receiver

SIDE_BY_SIDE = 50
"""Messages that a peer has under way at once; with more, python-telegram-bot's default request gets slower."""

FREE = 30.0
"""Messages a second that Telegram allows."""


@dataclass(frozen=True, slots=True)
class Work:
    """Send to `people`, at `rate` a second (None: as fast as it goes); each answer takes `answer` seconds."""

    people: int
    rate: float | None
    answer: float
    database: str


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Figures since it was made: of the server, and of this process's own processor time."""

    receiver: Receiver
    used: float

    @classmethod
    def started(cls, receiver: Receiver) -> "Stopwatch":
        """From now on."""
        receiver.forget()
        return cls(receiver, _cpu())

    def tell(self, work: Work) -> None:
        """Print the line of JSON.

        Raises:
            SystemExit: if not everybody was sent to once.
        """
        used, seen = _cpu() - self.used, self.receiver.figures()
        if seen["sent"] != work.people:
            raise SystemExit(f"{seen['sent']} messages came in; {work.people} were to be sent")
        told = {"a_second": seen["a_second"], "cpu_ms": used / work.people * 1000}
        if work.rate is not None:
            told |= {"used": seen["a_second"] / work.rate * 100, "most": seen["most"]}
        print(json.dumps(told))  # noqa: T201  the result


def told(arguments: Sequence[str] | None = None) -> Work:
    """From the command line. The free limit for a minute, or as fast as it goes to everybody."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--paced", action="store_true", help="at the free limit of 30 a second, for a minute")
    parser.add_argument("--people", type=int, default=20_000, help="without --paced")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite", help="of our own ledger")
    parser.add_argument("--quick", action="store_true", help="12 seconds, or a tenth of the people")
    given = parser.parse_args(arguments)
    if given.paced:
        return Work(round(FREE * (12 if given.quick else 60)), FREE, 0.05, given.database)
    return Work(given.people // (10 if given.quick else 1), None, 0.0, given.database)


def _cpu() -> float:
    """Seconds, of all threads of this process."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime
