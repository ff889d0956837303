"""Every contest, in the order of the table."""

from tests.benchmarks import roster, sweep
from tests.benchmarks.announcement.contests import PACED, UNLIMITED
from tests.benchmarks.contest import Contest

CONTESTS: tuple[Contest, ...] = (PACED, UNLIMITED, sweep.CONTEST, roster.CONTEST)
