"""A profile held against a pack on a day: what is met, what is short, and which category is recommended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules.codes import Category, Kind, Verdict
from rules.conditions import Facts
from rules.facts import facts_of
from rules.fees import Fees, application_fees
from rules.handoffs import States, handoffs
from rules.judging import Judge, Missing, RequirementResult, judge_of
from rules.pack import RulePack
from rules.profile import Profile
from rules.recommendation import recommend
from rules.touching import notes_touching
from rules.verdicts import all_of

_CODES = tuple(str(code) for code in Category)


@dataclass(frozen=True, slots=True)
class CategoryResult:
    """`verdict` is of the substantive requirements alone; `missing` names every requirement known not to be met."""

    verdict: Verdict
    missing: Mapping[str, Missing]
    requirements: tuple[RequirementResult, ...]

    def requirement(self, requirement_id: str) -> RequirementResult | None:
        """The result of one requirement; None where the category does not ask for it."""
        return next((result for result in self.requirements if result.id == requirement_id), None)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The contract's output of `endorse assess`, keys in its order."""

    pack: str
    pack_version: str
    as_of: date
    target: Category | None
    credential: str | None
    recommended: Category | None
    apply_now: tuple[Category, ...]
    categories: Mapping[str, CategoryResult]
    fees: Fees | None
    handoff: tuple[str, ...]
    notes: tuple[str, ...]


def assess(pack: RulePack, profile: Profile, on: date) -> Assessment:
    """Hold a profile against the pack as it stands on `on`.

    Raises:
        UncoveredDay: if the pack does not speak for that day.
    """
    pack.check_covers(on)
    facts = facts_of(profile, pack.counted)
    with_add_on = profile.applying_for_ers is True
    codes = (*_CODES, pack.add_on.code) if with_add_on or profile.holds is not None else _CODES
    judges = _judges(pack, on)
    results = {code: _category(judges[code], facts) for code in codes}
    verdicts = {code: result.verdict for code, result in results.items()}
    target = pack.by_scope.get(profile.scope) if profile.scope is not None else None
    about = ({target.code} if target else set()) | ({pack.add_on.code} & results.keys())
    states = {code: _states(results[code]) for code in about}
    recommended = recommend(pack, target, verdicts, states[target.code]) if target else None
    return Assessment(
        pack=pack.name,
        pack_version=pack.version,
        as_of=on,
        target=target.code if target else None,
        credential=target.credential(profile.age_band) if target else None,
        recommended=recommended,
        apply_now=tuple([code for code in pack.highest_first if verdicts[code] is Verdict.MET]),
        categories=results,
        fees=_fees(pack, recommended, on, with_add_on=with_add_on) if recommended else None,
        handoff=handoffs(pack, profile, facts, target, states),
        notes=notes_touching(pack, facts, frozenset(about | {recommended} if recommended else about)),
    )


def _states(result: CategoryResult) -> States:
    return {one.id: one.verdict for one in result.requirements if one.kind is Kind.SUBSTANTIVE}


def _category(judges: tuple[Judge, ...], facts: Facts) -> CategoryResult:
    # One plain loop: three comprehensions over the same take a third longer.
    results: list[RequirementResult] = []
    missing: dict[str, Missing] = {}
    deciding: set[Verdict] = set()
    for values, judged in judges:
        result, decides, short = judged(values(facts))
        results.append(result)
        deciding.add(decides)
        if short is not None:
            missing[result.id] = short
    return CategoryResult(all_of(deciding), missing, tuple(results))


# A few days are asked about in the life of a process, each many times.
@lru_cache(maxsize=8)
def _judges(pack: RulePack, on: date) -> Mapping[str, tuple[Judge, ...]]:
    """By the code of a category or of the add-on."""
    return {
        code: tuple(judge_of(requirement) for requirement in pack.requirements(code, on))
        for code in (*_CODES, pack.add_on.code)
    }


@lru_cache(maxsize=64)
def _fees(pack: RulePack, category: Category, on: date, *, with_add_on: bool) -> Fees:
    return application_fees(pack.fees, pack.association.currency, category, on, with_add_on=with_add_on)
