"""Who does something when: everybody at once as fast as the bot replies, or at a given rate whatever the bot does."""

import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.benchmarks.server.person import Person, Step


@dataclass(frozen=True, slots=True)
class Plan:
    """`at_once` people have an update under way (a closed loop), or updates are made at `rate` a second at random
    moments by whoever waits for nothing (an open loop).

    Who is through the script, or has made `steps` steps, makes place for somebody new, until `people` have come; None:
    for ever. `like` is somebody whose way up to now the newcomers share.
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
        self._script = tuple(plan.script)
        self._like = like
        self._make = make
        self._end = plan.steps if plan.steps is not None else len(self._script)
        self._dice = random.Random(1)  # noqa: S311  the same in every run
        self._idle: deque[Person] = deque()
        self._next_due = 0.0
        self.first_id = self.next_id = first_id
        self.people: dict[int, Person] = {}
        self.through = 0

    @property
    def is_done(self) -> bool:
        """Whether everybody has come and gone."""
        return self._plan.people is not None and self.through >= self._plan.people

    @property
    def is_open(self) -> bool:
        return self._plan.rate is not None

    def begin(self, now: float) -> None:
        """Send in the first."""
        self._next_due = now
        if not self.is_open:
            for _ in range(self._plan.at_once):
                self._newcomer_acts()

    def replied(self, person: Person) -> None:
        """The bot has replied to them."""
        if self._has_ended(person):
            self.through += 1
            if self._plan.people is None:
                del self.people[person.id]
            if not self.is_open:
                self._newcomer_acts()
        elif self.is_open:
            self._idle.append(person)
        else:
            self._make(person)

    def due(self, now: float) -> float:
        """Make what is due by the rate; the moment at which this is to be called again."""
        while self._next_due <= now:
            person = self._idle.popleft() if self._idle else self._newcomer()
            if person is not None:
                self._make(person)
            self._next_due += self._dice.expovariate(self._plan.rate or 1.0)
        return self._next_due

    def _has_ended(self, person: Person) -> bool:
        begun = 0 if self._like is None else self._like.step
        return person.is_through or person.step - begun >= self._end

    def _newcomer_acts(self) -> None:
        person = self._newcomer()
        if person is not None:
            self._make(person)

    def _newcomer(self) -> Person | None:
        if self._plan.people is not None and self.next_id - self.first_id >= self._plan.people:
            return None
        person = self._like.twin(self.next_id) if self._like else Person(self.next_id, self._script)
        self.people[self.next_id] = person
        self.next_id += 1
        return person
