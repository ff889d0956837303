"""R-REC: the target, unless a degree or a licence is missing and something else is met already."""

import pytest

from rules.pack import RulePack
from tests.rules.minimums import EXACTLY
from tests.rules.under_test import assessed

IFS_TOO = {"prevention_years": 2, "families_served": 10, "rsc_hours": 50, "rsc_provider_qualified": "yes"}
IFA_TOO = {"related_work_years": 2, "volunteer_only": False, "training_hours": 33}


@pytest.mark.parametrize("code", [code for code in EXACTLY if code != "ERS"])
def test_a_target_that_is_met_is_recommended(code: str) -> None:
    found = assessed(EXACTLY[code])
    assert (found.target, found.recommended) == (code, code)


@pytest.mark.parametrize("code", [code for code in EXACTLY if code != "ERS"])
def test_a_target_short_of_hours_stays_recommended(code: str) -> None:
    found = assessed({**IFA_TOO, **EXACTLY[code], "training_hours": 32})
    assert found.recommended == code


@pytest.mark.parametrize(
    ("code", "gap"),
    [
        ("IMHS", {"education": "bachelor"}),
        ("IMHS", {"licensed": False}),
        ("IMHM-C", {"education": "bachelor"}),
        ("IMHM-P", {"education": "bachelor"}),
        ("IMHM-R/F", {"education": "bachelor"}),
    ],
)
@pytest.mark.parametrize(
    ("others", "recommended"),
    [
        ({**IFA_TOO, **IFS_TOO}, "IFS"),  # the family specialist first
        ({**IFA_TOO}, "IFA"),
        ({"training_hours": 20, "prevention_years": 0}, None),  # nothing else is met: the target
        ({**IFA_TOO, **IFS_TOO, "rsc_provider_qualified": "unsure"}, "IFA"),  # unknown is not met
    ],
)
def test_a_missing_degree_or_licence_leads_to_what_is_met_already(
    code: str, gap: dict[str, object], others: dict[str, object], recommended: str | None
) -> None:
    assert assessed({**EXACTLY[code], "families_served": 0, **others, **gap}).recommended == (recommended or code)


@pytest.mark.parametrize(("code", "key"), [("IMHS", "licensed"), ("IMHS", "education"), ("IMHM-P", "education")])
def test_an_unknown_degree_or_licence_leads_nowhere_else(code: str, key: str) -> None:
    assert assessed({**IFA_TOO, **IFS_TOO, **EXACTLY[code], key: None}).recommended == code


@pytest.mark.parametrize("code", ["IFA", "IFS", "IMHM-C", "IMHM-P", "IMHM-R/F"])
def test_a_licence_is_a_gate_for_the_specialist_only(code: str) -> None:
    assert assessed({**IFA_TOO, **EXACTLY[code], "licensed": False}).recommended == code


def test_nothing_is_recommended_to_those_who_are_unsure_of_their_scope() -> None:
    found = assessed({**IFA_TOO, "scope": "unsure"})
    assert (found.target, found.credential, found.recommended, found.fees) == (None, None, None, None)
    assert found.apply_now == ("IFA",)


def test_what_could_be_applied_for_comes_highest_first() -> None:
    everything = {key: value for code in EXACTLY for key, value in EXACTLY[code].items()}
    everything |= {"training_hours": 48, "rsc_hours": 50, "rsc_about_providing_hours": 25, "rsc_providing_years": 3}
    tracks = {"clinical_leadership": "IMHM-C", "policy": "IMHM-P", "research_faculty": "IMHM-R/F"}
    for scope, mentor in tracks.items():
        found = assessed({**everything, "scope": scope, "education": "graduate"})
        assert found.apply_now == (mentor, "IMHS", "IFS", "IFA")


def test_mentors_stand_in_the_order_of_the_contract(pack: RulePack) -> None:
    assert pack.highest_first == ("IMHM-C", "IMHM-P", "IMHM-R/F", "IMHS", "IFS", "IFA")
