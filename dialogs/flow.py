"""An interview as data: its questions, how they are answered, and where they lead."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rules.conditions import Condition
from rules.values import Frozen

START = "start"
SETTLED = "settled"
"""Where the outcome is known: nothing that could still change it is left to ask."""

STEERING = frozenset({"paperwork"})
"""Answers that a button gives, not a question; conditions of questions may name them."""

Scalar = str | bool | int


class Kind(StrEnum):
    """How a question is answered: one of its choices, yes or no, or an amount."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    YEARS = "years"
    HOURS = "hours"
    COUNT = "count"

    @property
    def is_amount(self) -> bool:
        """Whether a typed number answers it."""
        return self in MOST


MOST: dict[Kind, int] = {Kind.YEARS: 80, Kind.HOURS: 20_000, Kind.COUNT: 100_000}
"""The largest amount of each kind; the same bounds as the profile's."""


class Implied(Frozen):
    """What an answer says about another fact: that it is `to`, or (None) the same amount; only where `when` holds."""

    fact: str
    to: Scalar | None = None
    when: Condition


class Question(Frozen):
    """One question. Its id names its template, its callback data and its stored answer.

    `fact` is the profile key it fills; a question without one only steers the interview. It is asked when the rules
    still need its fact, or always; and only where `when` holds, a condition on answers. `about` names the requirements
    behind it, where they are called otherwise. `part_of` is the question whose amount this one's cannot exceed;
    `keeps_greatest` keeps the larger of two answers for one fact. `values` maps a choice to what the fact becomes,
    where that is not the choice itself. `offers` are amounts shown as buttons; `expected` is the answer assumed when
    the questions that remain are counted. `unsure` is the choice that "I don't know yet" stands for. Raise `version`
    when the meaning of a choice changes: old buttons then ask again.
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]{2,36}$")]
    version: Annotated[int, Field(ge=1)] = 1
    kind: Kind
    fact: str | None = None
    asked: Literal["needed", "always"] = "needed"
    when: Condition | None = None
    about: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    values: dict[str, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    offers: tuple[int, ...] = ()
    unsure: str | None = None
    part_of: str | None = None
    keeps_greatest: bool = False
    expected: Scalar
    implies: tuple[Implied, ...] = ()

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.id}: a choice, and nothing else, has choices")
        if {*self.values, *([self.unsure] if self.unsure else [])} - set(self.choices):
            raise ValueError(f"{self.id}: `values` or `unsure` name choices that are not there")
        if self.asked == "needed" and self.fact is None:
            raise ValueError(f"{self.id}: the rules can only need a question that has a fact")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The choices as they stand in callback data."""
        return ("yes", "no") if self.kind is Kind.YES_NO else self.choices


class Flow(Frozen):
    """One interview: for each question those that can come next, the first that is to be asked wins.

    `goal` is what the needed questions settle: "target" (the category of the person's scope), one code, or nothing.
    `given` are facts that taking part in this interview says already.
    """

    name: Annotated[str, Field(pattern=r"^[a-z]{2,12}$")]
    goal: str | None = None
    given: dict[str, Scalar] = Field(default_factory=dict)
    then: dict[str, tuple[str, ...]]

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Every question of the interview, in the order of its declaration."""
        named = (name for source, followers in self.then.items() for name in (source, *followers))
        return tuple(dict.fromkeys(name for name in named if name not in {START, SETTLED}))
