"""When the sources leave a question open that only the coordinator can settle."""

from collections.abc import Iterator, Mapping

from rules.category import CategoryRules
from rules.codes import AgeBand, ProviderQualified, Scope, Verdict
from rules.conditions import Facts
from rules.pack import RulePack
from rules.profile import Profile

States = Mapping[str, Verdict]
"""Requirement id to verdict, for the substantive requirements of one category."""

CODES = (
    "scope_unsure",
    "mixed_caseload",
    "degree_gap",
    "licence_gap",
    "volunteer_proviso",
    "rsc_provider",
    "clinical_work_only_gap",
    "emerging_ers",
)


def handoffs(
    pack: RulePack,
    profile: Profile,
    facts: Facts,
    target: CategoryRules | None,
    states: Mapping[str, States],
) -> tuple[str, ...]:
    """Codes of the open points of this answer, in the order of `CODES`. Only what concerns the target or the add-on."""
    found = set(_of_profile(profile))
    if target is not None:
        found |= set(_of_target(profile, facts, target, states[target.code]))
    if pack.add_on.code in states:
        found |= set(_of_add_on(profile, states[pack.add_on.code]))
    return tuple([code for code in CODES if code in found])


def _of_profile(profile: Profile) -> Iterator[str]:
    if profile.scope is Scope.UNSURE:
        yield "scope_unsure"
    if profile.age_band is AgeBand.BOTH:
        yield "mixed_caseload"


def _of_target(profile: Profile, facts: Facts, target: CategoryRules, states: States) -> Iterator[str]:
    if states.get("education") is Verdict.NOT_MET:
        yield "degree_gap"
    if states.get("licence") is Verdict.NOT_MET:
        yield "licence_gap"
    if "degree_or_work" in states and _volunteering_decides(facts, states["degree_or_work"]):
        yield "volunteer_proviso"
    if "rsc_hours" in states and _provider_in_doubt(profile):
        yield "rsc_provider"
    if _only_gap(states, "clinical_years") and target.scope is Scope.CLINICAL_LEADERSHIP:
        yield "clinical_work_only_gap"


def _of_add_on(profile: Profile, states: States) -> Iterator[str]:
    if profile.applying_for_ers is not True:
        return
    if Verdict.NOT_MET in states.values():
        yield "emerging_ers"
    if _provider_in_doubt(profile):
        yield "rsc_provider"


def _volunteering_decides(facts: Facts, degree_or_work: Verdict) -> bool:
    return (
        degree_or_work is not Verdict.MET
        and facts["volunteer_only"] is True
        and facts["volunteer_supervised_and_trained"] is not True
    )


def _provider_in_doubt(profile: Profile) -> bool:
    doubtful = (ProviderQualified.NO, ProviderQualified.UNSURE)
    return profile.rsc_provider_qualified in doubtful and profile.rsc_hours != 0


def _only_gap(states: States, name: str) -> bool:
    return [key for key, state in states.items() if state is Verdict.NOT_MET] == [name]
