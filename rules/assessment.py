"""A profile held against a pack on a day: what is met, what is short, and which category is recommended."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from rules.category import Requirement
from rules.codes import Category, Kind, Unit, Verdict
from rules.conditions import AtLeast, Facts, Is, atoms, fewest_changes, truth
from rules.facts import facts_of
from rules.fees import Fees, application_fees
from rules.handoffs import handoffs
from rules.pack import RulePack
from rules.profile import Profile
from rules.recommendation import recommend
from rules.touching import notes_touching
from rules.values import Frozen, Number, tidy
from rules.verdicts import all_of, verdict_of

Missing = Number | Literal[True]


class SourceRef(Frozen):
    """Where a requirement stands."""

    document: str
    locator: str


class RequirementResult(Frozen):
    """One requirement and one person. `have` and `need` are in `unit`; codes or flags where no unit applies."""

    id: str
    verdict: Verdict
    have: Number | str | bool | None
    need: Number | str | bool | None
    unit: Unit | None
    kind: Kind
    sources: tuple[SourceRef, ...]


class CategoryResult(Frozen):
    """`verdict` is of the substantive requirements alone; `missing` names every requirement known not to be met."""

    verdict: Verdict
    missing: Mapping[str, Missing]
    requirements: tuple[RequirementResult, ...]

    def requirement(self, requirement_id: str) -> RequirementResult | None:
        """The result of one requirement; None where the category does not ask for it."""
        return next((result for result in self.requirements if result.id == requirement_id), None)


class Assessment(Frozen):
    """The contract's output of `endorse assess`."""

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
    results = {str(code): _category(pack, str(code), facts, on) for code in Category}
    with_add_on = profile.applying_for_ers is True
    if with_add_on or profile.holds is not None:
        results[pack.add_on.code] = _category(pack, pack.add_on.code, facts, on)
    verdicts = {code: result.verdict for code, result in results.items()}
    target = pack.by_scope.get(profile.scope) if profile.scope is not None else None
    recommended = None if target is None else recommend(pack, target, verdicts, _states(results[target.code]))
    return Assessment(
        pack=pack.name,
        pack_version=pack.version,
        as_of=on,
        target=target.code if target else None,
        credential=target.credential(profile.age_band) if target else None,
        recommended=recommended,
        apply_now=tuple(code for code in pack.highest_first if verdicts[code] is Verdict.MET),
        categories=results,
        fees=application_fees(pack.fees, pack.association.currency, recommended, on, with_add_on=with_add_on)
        if recommended
        else None,
        handoff=handoffs(pack, profile, facts, target, {code: _states(result) for code, result in results.items()}),
        notes=notes_touching(pack, facts, _spoken_of(target.code if target else None, recommended, results, pack)),
    )


def _spoken_of(
    target: Category | None, recommended: Category | None, results: Mapping[str, object], pack: RulePack
) -> frozenset[str]:
    spoken = {str(code) for code in (target, recommended) if code}
    return frozenset(spoken | ({pack.add_on.code} & results.keys()))


def _states(result: CategoryResult) -> Mapping[str, Verdict]:
    return {
        requirement.id: requirement.verdict
        for requirement in result.requirements
        if requirement.kind is Kind.SUBSTANTIVE
    }


def _category(pack: RulePack, code: str, facts: Facts, on: date) -> CategoryResult:
    requirements = pack.requirements(code, on)
    results = tuple(_requirement(requirement, facts) for requirement in requirements)
    return CategoryResult(
        verdict=all_of(result.verdict for result in results if result.kind is Kind.SUBSTANTIVE),
        missing={
            requirement.id: _short(requirement, facts)
            for requirement, result in zip(requirements, results, strict=True)
            if result.verdict is Verdict.NOT_MET
        },
        requirements=results,
    )


def _requirement(requirement: Requirement, facts: Facts) -> RequirementResult:
    have, need = _have_and_need(requirement, facts)
    return RequirementResult(
        id=requirement.id,
        verdict=Verdict.UNKNOWN if requirement.needs is None else verdict_of(truth(requirement.needs, facts)),
        have=have,
        need=need,
        unit=requirement.unit,
        kind=requirement.kind,
        sources=tuple(SourceRef(document=source.document, locator=source.locator) for source in requirement.sources),
    )


def _short(requirement: Requirement, facts: Facts) -> Missing:
    assert requirement.needs is not None  # noqa: S101  only a condition can be known not to hold
    changes = fewest_changes(requirement.needs, facts)
    amounts = [change.amount for change in changes if change.amount is not None]
    return amounts[0] if len(changes) == len(amounts) == 1 else True


def _have_and_need(
    requirement: Requirement, facts: Facts
) -> tuple[Number | str | bool | None, Number | str | bool | None]:
    """What to show beside each other: the amount where the condition has one, else the yes/no fact."""
    if requirement.needs is None:
        return None, True
    comparisons = tuple(atoms(requirement.needs))
    shown = next((atom for atom in comparisons if isinstance(atom, AtLeast)), comparisons[0])
    value = facts[shown.fact]
    if isinstance(shown, Is):
        need = shown.among[0] if len(shown.among) == 1 else True
        have = None if value is None else not value.isdisjoint(shown.among) if isinstance(value, frozenset) else value
        return have, need
    return (tidy(value) if isinstance(value, (int, float)) else None), tidy(shown.at_least)
