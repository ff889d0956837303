"""Several machines at one PostgreSQL: `python -m tests.machines --people 10000 --seconds 120 --web 3 --workers 2`.

People go through the real interview by webhook while an announcement is sent and processes are killed every few
seconds. Exits 1 if an answer is lost, somebody is served out of order, a copy is doubled, or the pace is exceeded.
`--scaling` measures instead, without losses, one web process against two, and what PostgreSQL does for an update.
"""

import argparse
import asyncio
import sys

from tests.machines.run import Course, interviewed
from tests.machines.scaling import measured, table
from tests.machines.verdict import figures
from tests.postgres import temporary


def main() -> int:
    """Run, and tell the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.machines", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=120, help="of losses; the run goes on until all are through")
    parser.add_argument("--web", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=60, help="SEND_RATE of the workers")
    parser.add_argument("--scaling", action="store_true", help="measure one web process against two instead")
    options = parser.parse_args()
    if options.scaling:
        print(table(measured(options.people)))  # noqa: T201
        return 0
    course = Course(
        options.people, options.seconds, options.web, options.workers, letters=options.people, rate=options.rate
    )
    with temporary() as url:
        told = figures(course, asyncio.run(interviewed(url, course)))
    print(told.table())  # noqa: T201
    for fault in told.faults:
        print(f"broken: {fault}", file=sys.stderr)  # noqa: T201
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
