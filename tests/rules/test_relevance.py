"""The interview asks what can still change the outcome, and nothing else: by brute force over boundary classes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rules.assessment import Assessment, assess
from rules.codes import Kind, Verdict
from rules.profile import WHOLES
from rules.relevance import still_needed
from tests.rules.classes import DECIDES, VALUES, Said, completions, is_possible, profile_of
from tests.rules.under_test import ON, pack_under_test

PACK = pack_under_test()
GATES = {"clinical": ("education", "licence")}
MENTORS = ("clinical_leadership", "policy", "research_faculty")
MOST_LEFT = 4
"""Unknown keys at a time; what stays open together with a fifth is rare, and each one doubles or trebles the work."""


def needed(said: Said, asked: frozenset[str] = frozenset(), goal: str | None = None) -> frozenset[str]:
    return still_needed(PACK, profile_of(said), ON, asked=asked | said.keys(), goal=goal)


def outcome(kind: str, said: Said) -> object:
    """What a person is told: of what is settled for, each verdict and gap; of a fallback, whether it is met."""
    found = _assessed(frozenset(said.items()))
    if kind == "ERS":
        return _told(found, "ERS")
    if kind == "unsure":
        return _told(found, "IFA")
    assert found.target is not None
    gates = [found.categories[found.target].requirement(gate) for gate in GATES.get(kind, ("education",))]
    if any(gate is not None and gate.verdict is Verdict.NOT_MET for gate in gates):
        return found.recommended
    earnable = None if found.categories[found.target].verdict is Verdict.MET else "IFA" in found.apply_now
    return found.recommended, _told(found, found.target), earnable


def _told(found: Assessment, code: str) -> object:
    decided = [one for one in found.categories[code].requirements if one.kind is Kind.SUBSTANTIVE]
    return tuple((one.id, one.verdict, found.categories[code].missing.get(one.id)) for one in decided)


@cache
def _assessed(said: frozenset[tuple[str, Any]]) -> Assessment:
    return assess(PACK, profile_of(dict(said)), ON)


@st.composite
def cases(draw: st.DrawFn, kind: str) -> tuple[Said, frozenset[str]]:
    """What was said, and what was asked without an answer; a few keys are left to ask."""
    keys = DECIDES[kind]
    left = draw(st.sets(st.sampled_from(keys), max_size=MOST_LEFT))
    # A part is told after its whole, of which it would tell something.
    left |= {part for part, whole in WHOLES.items() if whole in left and part in keys}
    silent = draw(st.sets(st.sampled_from(keys), max_size=2)) - left
    told = {key: draw(st.sampled_from(VALUES[key])) for key in keys if key not in left | silent}
    about = {"applying_for_ers": True} if kind == "ERS" else {"scope": kind}
    assume(is_possible(told))
    return {**about, **told}, frozenset(silent)


def unasked(kind: str, said: Said, silent: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in DECIDES[kind] if key not in said and key not in silent)


def goal_of(kind: str) -> str | None:
    return "ERS" if kind == "ERS" else None


thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", DECIDES)
@thorough
@given(st.data())
def test_a_key_that_is_asked_for_can_change_the_outcome(kind: str, data: st.DataObject) -> None:
    said, silent = data.draw(cases(kind))
    others = unasked(kind, said, silent)
    for key in needed(said, silent, goal_of(kind)):
        assert key in others
        rest = tuple(other for other in others if other != key)
        assert any(_changes(kind, told, key) for told in completions(said, rest)), key


@pytest.mark.parametrize("kind", DECIDES)
@thorough
@given(st.data())
def test_once_nothing_is_asked_for_nothing_can_change_the_outcome(kind: str, data: st.DataObject) -> None:
    said, silent = data.draw(cases(kind))
    others = unasked(kind, said, silent)
    if not needed(said, silent, goal_of(kind)):
        assert len({outcome(kind, told) for told in (said, *completions(said, others))}) == 1


@pytest.mark.parametrize("kind", DECIDES)
@thorough
@given(st.data())
def test_answering_what_is_asked_for_comes_to_an_end(kind: str, data: st.DataObject) -> None:
    said: dict[str, object] = {"applying_for_ers": True} if kind == "ERS" else {"scope": kind}
    asked: frozenset[str] = frozenset()
    while keys := needed(said, asked, goal_of(kind)):
        key = data.draw(st.sampled_from(sorted(keys)))
        asked |= {key}
        value = data.draw(st.none() | st.sampled_from(VALUES[key]))
        if value is not None and is_possible({**said, key: value}):
            said[key] = value
    assert len(asked) <= len(DECIDES[kind])


def _changes(kind: str, told: Said, key: str) -> bool:
    told_with = (dict(told) | {key: value} for value in VALUES[key])
    return len({outcome(kind, one) for one in told_with if is_possible(one)}) > 1


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        pytest.param({}, set(), id="without a scope there is no target"),
        pytest.param({"scope": "promotion", "education": "cda"}, {"training_hours"}, id="a degree spares the years"),
        pytest.param(
            {"scope": "clinical", "education": "bachelor"},
            {"prevention_years", "families_served", "training_hours", "rsc_hours"},
            id="without the degree only what could be met instead",
        ),
        pytest.param(
            {"scope": "clinical", "education": "bachelor", "prevention_years": 0},
            {"training_hours"},
            id="one gap ends the questions about a fallback",
        ),
        pytest.param(
            {"scope": "policy", "education": "graduate", "leadership_years": 3, "training_hours": 33},
            set(),
            id="a target that is met ends the interview",
        ),
        pytest.param(
            {"scope": "prevention", "prevention_years": 2, "families_served": 10, "training_hours": 33, "rsc_hours": 0},
            {"education", "related_work_years"},
            id="after a small gap, whether the lowest can be met",
        ),
        pytest.param(
            {"scope": "prevention", "prevention_years": 2, "families_served": 10, "training_hours": 33, "rsc_hours": 9},
            {"rsc_provider_qualified"},
            id="whether hours count is asked once there are some",
        ),
    ],
)
def test_what_is_asked_next(said: Mapping[str, object], keys: set[str]) -> None:
    assert needed(said) == keys


def test_paperwork_is_never_needed() -> None:
    for kind in DECIDES:
        start = {"applying_for_ers": True} if kind == "ERS" else {"scope": kind}
        assert needed(start, goal=goal_of(kind)).isdisjoint({"references", "member", "endorsed_reference", "age_band"})


def test_one_category_can_be_settled_for_itself() -> None:
    assert needed({"scope": "policy"}, goal="IFA") == {"education", "related_work_years", "training_hours"}
