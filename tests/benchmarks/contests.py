"""Every contest, in the order of the table."""

from tests.benchmarks import roster, sweep
from tests.benchmarks.announcement.contests import PACED, UNLIMITED
from tests.benchmarks.contest import Contest
from tests.benchmarks.interview.contests import MEMORY, SPEED
from tests.benchmarks.rules.contests import CONTEST as RULES
from tests.benchmarks.start.contests import CONTEST as START

CONTESTS: tuple[Contest, ...] = (SPEED, MEMORY, PACED, UNLIMITED, sweep.CONTEST, roster.CONTEST, RULES, START)
