"""Every contest, in the order of the table."""

from tests.benchmarks.contest import Contest

CONTESTS: tuple[Contest, ...] = ()
