"""How long to wait before trying again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds that double from `first` up to `most`, each shortened by up to a half at random."""

    first: float = 0.5
    most: float = 30.0

    def pauses(self) -> Iterator[float]:
        """Endless; the jitter keeps several processes that failed together from coming back together."""
        pause = self.first
        while True:
            yield pause * random.uniform(0.5, 1.0)  # noqa: S311  spreads load, guards nothing
            pause = min(pause * 2, self.most)
