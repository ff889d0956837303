"""One requirement held against facts. What no person changes about it is worked out once, when the judge is made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from rules.category import Requirement
from rules.codes import Kind, Unit, Verdict
from rules.conditions import AtLeast, Condition, Facts, Is, atoms, fewest_changes, truth
from rules.values import Number, tidy
from rules.verdicts import verdict_of

Missing = Number | Literal[True]
Shown = Number | str | bool | None

_REMEMBERED = 256
"""Values of one requirement. Answers repeat: steps of half a year and quarters of an hour, round numbers above all."""


# Plain dataclasses, not models: they are made here of what was checked when it came in, 60 of them an assessment.
@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a requirement stands."""

    document: str
    locator: str


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """One requirement and one person. `have` and `need` are in `unit`; codes or flags where no unit applies."""

    id: str
    verdict: Verdict
    have: Shown
    need: Shown
    unit: Unit | None
    kind: Kind
    sources: tuple[SourceRef, ...]


class Judgement(NamedTuple):
    """`decides` is the verdict as far as it counts for the category: met, whatever it is, where it does not.

    `short` is what is missing, or True where that is no amount; None where it is not known not to be met.
    """

    result: RequirementResult
    decides: Verdict
    short: Missing | None


class Judge(NamedTuple):
    """Of one requirement. `values` takes from the facts what it looks at, and `judged` remembers what it said of them.

    Both are called in one go, `judged(values(facts))`: without a function of Python's around them they take half as
    long, and there are 60 of them in an assessment.
    """

    values: Callable[[Facts], Any]
    judged: Callable[[Any], Judgement]


def judge_of(requirement: Requirement) -> Judge:
    """The judge of one requirement."""
    sources = tuple(SourceRef(source.document, source.locator) for source in requirement.sources)
    needs = requirement.needs

    def judgement(verdict: Verdict, have: Shown, need: Shown, short: Missing | None) -> Judgement:
        unit, kind = requirement.unit, requirement.kind
        result = RequirementResult(requirement.id, verdict, have, need, unit, kind, sources)
        return Judgement(result, verdict if kind is Kind.SUBSTANTIVE else Verdict.MET, short)

    if needs is None:
        always = judgement(Verdict.UNKNOWN, None, True, None)
        return Judge(len, lambda _: always)

    comparisons = tuple(atoms(needs))
    shown = next((atom for atom in comparisons if isinstance(atom, AtLeast)), comparisons[0])
    names = tuple(dict.fromkeys(atom.fact for atom in comparisons))

    @lru_cache(_REMEMBERED)
    def judged(values: Any) -> Judgement:  # noqa: ANN401  as itemgetter has them: one value bare, several in a tuple
        facts: Facts = dict(zip(names, values if len(names) > 1 else (values,), strict=True))
        return judgement(verdict_of(truth(needs, facts)), *_have_and_need(shown, facts), _short(needs, facts))

    return Judge(itemgetter(*names), judged)


def _short(needs: Condition, facts: Facts) -> Missing | None:
    changes = fewest_changes(needs, facts)
    if not changes:
        return None
    amounts = [change.amount for change in changes if change.amount is not None]
    return amounts[0] if len(changes) == len(amounts) == 1 else True


def _have_and_need(shown: AtLeast | Is, facts: Facts) -> tuple[Shown, Shown]:
    """What to show beside each other: the amount where the condition has one, else the yes/no fact."""
    value = facts[shown.fact]
    if isinstance(shown, Is):
        need = shown.among[0] if len(shown.among) == 1 else True
        have = None if value is None else not value.isdisjoint(shown.among) if isinstance(value, frozenset) else value
        return have, need
    return (tidy(value) if isinstance(value, (int, float)) else None), tidy(shown.at_least)
