"""Who is in the demo: one person at first, a few more side by side, one of them the coordinator."""

from typing import Literal

from bot.simulator import Person, Simulator

MOST = 4
"""Columns that a wide screen has room for."""

COORDINATOR = 100
"""The Telegram id of the coordinator; the demo's bot has it among its owners."""

Kind = Literal["person", "coordinator"]


class People:
    """The people of one demo, by number: 1, 2 and on. They never leave."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self.add("person")

    @property
    def all(self) -> tuple[Person, ...]:
        return self._simulator.people

    @property
    def wanted(self) -> tuple[Kind, ...]:
        """Who can still be added."""
        if len(self.all) >= MOST:
            return ()
        return ("person",) if self.known(COORDINATOR) else ("person", "coordinator")

    def add(self, kind: Kind) -> Person:
        """One more.

        Raises:
            ValueError: if there are as many as fit, or the coordinator is there already.
        """
        if kind not in self.wanted:
            raise ValueError(f"people: {len(self.all)} are here; allowed are {MOST}, one of them the coordinator")
        if kind == "coordinator":
            return self._simulator.person(COORDINATOR, first_name="Coordinator")
        return self._simulator.person(sum(one.id != COORDINATOR for one in self.all) + 1)

    def known(self, person_id: int) -> Person | None:
        return self._simulator.known_person(person_id)
