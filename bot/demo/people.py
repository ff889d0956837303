"""Who is in the demo: one person at first, a few more side by side."""

from bot.simulator import Person, Simulator

MOST = 4
"""Columns that a wide screen has room for."""


class People:
    """The people of one demo, by number: 1, 2 and on. They never leave."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self.add()

    @property
    def all(self) -> tuple[Person, ...]:
        return self._simulator.people

    @property
    def full(self) -> bool:
        return len(self.all) >= MOST

    def add(self) -> Person:
        """One more.

        Raises:
            ValueError: if there are as many as fit.
        """
        if self.full:
            raise ValueError(f"people: {len(self.all)} are here; allowed are {MOST}")
        return self._simulator.person(len(self.all) + 1)

    def known(self, person_id: int) -> Person | None:
        return self._simulator.known_person(person_id)
