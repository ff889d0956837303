"""Who does something when: everybody at once as fast as the bot replies, or at a given rate whatever the bot does."""

import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.benchmarks.server.person import Person, Step

_REST = 0.03
"""Seconds after a reply that nobody is faster than: a bot may still be saving what it has just replied to."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`people` come (None: for ever), and each makes `steps` steps (None: the whole script).

    In a closed loop `at_once` of them have an update under way; everybody makes a first step, then in the same order
    everybody a second, and so on. In an open loop updates are made at `rate` a second at random moments, whatever
    the bot does, by whoever has rested longest or else by a newcomer. `like` is somebody whose way up to now all share.
    """

    script: Sequence[Step]
    at_once: int = 100
    rate: float | None = None
    steps: int | None = None
    people: int | None = None
    like: int | None = None
    first_id: int | None = None


class Load:
    """The people of one plan."""

    def __init__(self, plan: Plan, first_id: int, like: Person | None, make: Callable[[Person], None]) -> None:
        """`make` lets a person make their next update."""
        self._plan = plan
        self._like = like
        self._make = make
        self._script = tuple(plan.script)
        self._end = len(self._script) if plan.steps is None else plan.steps + (like.step if like else 0)
        self._dice = random.Random(1)  # noqa: S311  the same in every run
        self._idle: deque[tuple[Person, float]] = deque()
        self._under_way = 0
        self._next_due = 0.0
        self.first_id = self.next_id = first_id
        self.people: dict[int, Person] = {}
        self.through = 0

    @property
    def is_done(self) -> bool:
        """Whether everybody has come and gone."""
        return self._plan.people is not None and self.through >= self._plan.people

    def replied(self, person: Person, now: float) -> None:
        """The bot has replied to them."""
        self._under_way -= 1
        if person.is_through or person.step >= self._end:
            self.through += 1
            if self._plan.people is None:
                del self.people[person.id]
        else:
            self._idle.append((person, now))

    def act(self, now: float) -> float | None:
        """Make what is due; the moment at which this is to be called again, if not before that by a reply."""
        return self._fill(now) if self._plan.rate is None else self._keep_pace(self._plan.rate, now)

    def _fill(self, now: float) -> float | None:
        while self._under_way < self._plan.at_once:
            person = self._rested(now) if self._plan.people is None else None
            person = person or self._newcomer() or self._rested(now)
            if person is None:
                return self._idle[0][1] + _REST if self._idle else None
            self._step(person)
        return None

    def _keep_pace(self, rate: float, now: float) -> float:
        self._next_due = self._next_due or now
        while self._next_due <= now:
            if person := self._rested(now) or self._newcomer():
                self._step(person)
            self._next_due += self._dice.expovariate(rate)
        return self._next_due

    def _step(self, person: Person) -> None:
        self._under_way += 1
        self._make(person)

    def _rested(self, now: float) -> Person | None:
        """Whoever was replied to first, if they have rested."""
        return self._idle.popleft()[0] if self._idle and self._idle[0][1] + _REST <= now else None

    def _newcomer(self) -> Person | None:
        if self._plan.people is not None and self.next_id - self.first_id >= self._plan.people:
            return None
        person = self._like.twin(self.next_id) if self._like else Person(self.next_id, self._script)
        self.people[self.next_id] = person
        self.next_id += 1
        return person
