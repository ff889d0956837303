"""The ifs of `by_hand.py`."""

from tests.benchmarks.rules.by_hand import assess
from tests.benchmarks.rules.timing import compete

if __name__ == "__main__":
    compete(lambda said: said, assess, lambda found: found)
