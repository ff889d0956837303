"""What holds of every assessment: more is never worse, unknown lies between the worst and the best, gaps are exact."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rules.assessment import Assessment, assess
from rules.codes import Kind, Verdict
from rules.judging import RequirementResult
from rules.profile import WHOLES
from rules.what_if import Add, suppose
from tests.rules.classes import DECIDES, VALUES, Said, completions, is_possible, profile_of
from tests.rules.minimums import EXACTLY
from tests.rules.under_test import ON, pack_under_test

PACK = pack_under_test()
RANK = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}
SCOPES = tuple(kind for kind in DECIDES if kind not in {"ERS", "unsure"})
KEYS = tuple(VALUES)
GROWING = tuple(key for key in KEYS if key.endswith(("_hours", "_years")) or key == "families_served")
FAR = {
    key: {"training_hours": (0, 60, 120), "training_on_rsc_hours": (0, 15, 60)}.get(key, (0, 60))
    if key in GROWING
    else values
    for key, values in VALUES.items()
}
laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@st.composite
def said(draw: st.DrawFn) -> Said:
    """Anything, over boundary classes; about half of it unknown."""
    told = {key: value for key in KEYS if (value := draw(st.none() | st.sampled_from(VALUES[key]))) is not None}
    assume(is_possible(told))
    return {"scope": draw(st.sampled_from(SCOPES)), "applying_for_ers": True, **told}


def assessed(told: Said) -> Assessment:
    return assess(PACK, profile_of(told), ON)


def verdicts(found: Assessment) -> dict[str, int]:
    return {code: RANK[result.verdict] for code, result in found.categories.items()}


@laws
@given(said(), st.sampled_from(GROWING), st.sampled_from([0.5, 1, 3, 15]))
def test_more_hours_or_years_never_lower_a_verdict(told: Said, key: str, more: float) -> None:
    # Of a part the whole grows with it: more hours on RSC are more hours of training.
    assume(all(told.get(one) is not None for one in (key, WHOLES.get(key, key))))
    grown = suppose(profile_of(told), [Add(key, int(more + 0.5) if key == "families_served" else more)])
    before, after = assessed(told), assess(PACK, grown, ON)
    for code, rank in verdicts(before).items():
        assert verdicts(after)[code] >= rank


@laws
@given(st.data())
def test_unknown_lies_between_the_worst_and_the_best_completion(data: st.DataObject) -> None:
    """Amounts far from every threshold, so that each unknown can go either way."""
    told = {"scope": data.draw(st.sampled_from(SCOPES)), "applying_for_ers": True}
    told |= {key: data.draw(st.sampled_from(values)) for key, values in FAR.items()}
    assume(is_possible(told))
    unknown = data.draw(st.lists(st.sampled_from(tuple(FAR)), max_size=3, unique=True))
    # A part that is known tells something of its whole, which is not drawn on.
    unknown += [part for part, whole in WHOLES.items() if whole in unknown and part not in unknown]
    found = verdicts(assessed({key: value for key, value in told.items() if key not in unknown}))
    completed = [verdicts(assessed(one)) for one in completions(told, tuple(unknown), FAR)]
    for code, rank in found.items():
        ranks = {one[code] for one in completed}
        assert min(ranks) <= rank <= max(ranks)


@laws
@given(said())
def test_a_category_is_the_worst_of_its_substantive_requirements(told: Said) -> None:
    for result in assessed(told).categories.values():
        ranks = [RANK[one.verdict] for one in result.requirements if one.kind is Kind.SUBSTANTIVE]
        assert RANK[result.verdict] == min(ranks)
        assert set(result.missing) == {one.id for one in result.requirements if one.verdict is Verdict.NOT_MET}


@laws
@given(said())
def test_what_can_be_applied_for_is_what_is_met(told: Said) -> None:
    found = assessed(told)
    met = {code for code, result in found.categories.items() if result.verdict is Verdict.MET}
    assert set(found.apply_now) == met - {"ERS"}
    assert found.recommended in {found.target, "IFS", "IFA"}


def requirement_after(code: str, told: Said, add: Add) -> RequirementResult | None:
    found = assess(PACK, suppose(profile_of(told), [add]), ON)
    return found.categories[code].requirement(REQUIREMENT_OF.get(add.key, add.key))


REQUIREMENT_OF = {"related_work_years": "degree_or_work"}


@pytest.mark.parametrize("code", EXACTLY)
@laws
@given(st.data())
def test_what_is_missing_is_enough_and_nothing_less_is(code: str, data: st.DataObject) -> None:
    """Where all that makes amounts count is in place: a degree, a provider who qualifies, paid work."""
    keys = [key for key in EXACTLY[code] if key in GROWING]
    told: dict[str, object] = dict(EXACTLY[code])
    key = data.draw(st.sampled_from(keys))
    least = told[key]
    assert isinstance(least, int)
    part = {"training_hours": "training_on_rsc_hours", "rsc_hours": "rsc_about_providing_hours"}.get(key)
    floor = told.get(part, 0) if part is not None else 0
    assert isinstance(floor, int)
    whole = st.integers(floor, least - 1)
    told[key] = data.draw(whole if key == "families_served" else whole.map(lambda have: have + 0.25))
    short = assessed(told).categories[code].missing[REQUIREMENT_OF.get(key, key)]
    step = 1 if key == "families_served" else 0.000001
    enough = requirement_after(code, told, Add(key, short))
    less = requirement_after(code, told, Add(key, short - step))
    assert enough is not None
    assert less is not None
    assert (enough.verdict, less.verdict) == (Verdict.MET, Verdict.NOT_MET)
