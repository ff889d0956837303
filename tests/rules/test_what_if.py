"""Trying things out on a copy of the case."""

import pytest
from pydantic import ValidationError

from rules.codes import Verdict
from rules.pack import RulePack
from rules.what_if import Add, Become, Supposition, suppose, what_if
from tests.rules.minimums import EXACTLY
from tests.rules.under_test import ON, profile_of


@pytest.mark.parametrize(
    ("said", "suppositions", "becomes"),
    [
        ({"rsc_hours": 20}, [Add("rsc_hours", 4)], {"rsc_hours": 24}),
        ({}, [Add("rsc_hours", 4)], {"rsc_hours": 4}),
        (
            {"training_hours": 30, "training_on_rsc_hours": 5},
            [Add("training_on_rsc_hours", 10)],
            {"training_hours": 40, "training_on_rsc_hours": 15},
        ),
        ({"rsc_hours": 5}, [Add("rsc_about_providing_hours", 2)], {"rsc_hours": 7, "rsc_about_providing_hours": 2}),
        ({"training_on_rsc_hours": 6}, [Add("training_hours", 4)], {"training_hours": 10, "training_on_rsc_hours": 6}),
        (
            {"training_on_rsc_hours": 6},
            [Add("training_on_rsc_hours", 4)],
            {"training_hours": 10, "training_on_rsc_hours": 10},
        ),
        ({"licensed": False}, [Become("licensed", value=True)], {"licensed": True}),
        (
            {"education": "bachelor", "families_served": 4},
            [Become("education", "graduate"), Add("families_served", 6)],
            {"education": "graduate", "families_served": 10},
        ),
    ],
)
def test_a_supposition_changes_a_copy(
    said: dict[str, object], suppositions: list[Supposition], becomes: dict[str, object]
) -> None:
    profile = profile_of(said)
    assert suppose(profile, suppositions).model_dump(mode="json", exclude_none=True) == becomes
    assert profile == profile_of(said)


def test_what_would_leave_the_bounds_is_refused() -> None:
    with pytest.raises(ValidationError, match="rsc_hours"):
        suppose(profile_of({"rsc_hours": 20_000}), [Add("rsc_hours", 1)])


def test_the_assessment_is_that_of_the_supposed_case(pack: RulePack) -> None:
    profile = profile_of({**EXACTLY["IFS"], "rsc_hours": 20})
    assert what_if(pack, profile, [], ON).categories["IFS"].missing == {"rsc_hours": 4}
    assert what_if(pack, profile, [Add("rsc_hours", 4)], ON).categories["IFS"].verdict is Verdict.MET
