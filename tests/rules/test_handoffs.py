"""Every code that hands a person over to the coordinator, and what does not."""

import pytest

from rules.handoffs import CODES
from tests.rules.minimums import EXACTLY
from tests.rules.under_test import assessed

VOLUNTEER = {"scope": "promotion", "education": "none", "related_work_years": 3, "volunteer_only": True}


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        pytest.param({"scope": "unsure"}, ["scope_unsure"], id="scope unsure"),
        pytest.param({"scope": None}, [], id="scope not told is no doubt"),
        pytest.param({"age_band": "both"}, ["mixed_caseload"], id="mixed caseload (C18)"),
        pytest.param({"age_band": "infant"}, [], id="one band"),
        pytest.param({**EXACTLY["IMHS"], "education": "bachelor"}, ["degree_gap"], id="specialist without degree"),
        pytest.param({**EXACTLY["IMHM-P"], "education": "none"}, ["degree_gap"], id="mentor without degree"),
        pytest.param({**EXACTLY["IMHS"], "education": None}, [], id="degree unknown"),
        pytest.param({**EXACTLY["IMHS"], "licensed": False}, ["licence_gap"], id="clinician without licence (C06)"),
        pytest.param({**EXACTLY["IMHS"], "licensed": None}, [], id="licence unknown"),
        pytest.param({**EXACTLY["IFA"], "licensed": False}, [], id="no licence asked for"),
        pytest.param({**VOLUNTEER, "volunteer_supervised_and_trained": False}, ["volunteer_proviso"], id="volunteer"),
        pytest.param({**VOLUNTEER}, ["volunteer_proviso"], id="volunteer, the proviso unknown"),
        pytest.param({**VOLUNTEER, "volunteer_supervised_and_trained": True}, [], id="volunteer who counts"),
        pytest.param({**VOLUNTEER, "education": "cda"}, [], id="volunteer with a degree"),
        pytest.param({**VOLUNTEER, "volunteer_only": False}, [], id="not a volunteer"),
        pytest.param({**VOLUNTEER, "scope": "policy", "education": "graduate"}, [], id="volunteer, another target"),
        pytest.param({**EXACTLY["IFS"], "rsc_provider_qualified": "no"}, ["rsc_provider"], id="provider no (C08)"),
        pytest.param({**EXACTLY["IFS"], "rsc_provider_qualified": "unsure"}, ["rsc_provider"], id="provider unsure"),
        pytest.param({**EXACTLY["IFS"], "rsc_provider_qualified": None}, [], id="provider not told"),
        pytest.param(
            {**EXACTLY["IFS"], "rsc_hours": 0, "rsc_provider_qualified": "no"}, [], id="nobody provided nothing"
        ),
        pytest.param({**EXACTLY["IMHM-P"], "rsc_provider_qualified": "no"}, [], id="no RSC asked for"),
        pytest.param({**EXACTLY["IMHM-C"], "clinical_years": 1}, ["clinical_work_only_gap"], id="only gap (C19)"),
        pytest.param({**EXACTLY["IMHM-C"], "clinical_years": 1, "training_hours": 40}, [], id="not the only gap"),
        pytest.param({**EXACTLY["IMHS"], "clinical_years": 1}, [], id="the booklet itself asks it of specialists"),
        pytest.param({**EXACTLY["ERS"], "rsc_providing_years": 0.5}, ["emerging_ers"], id="emerging (C21)"),
        pytest.param({**EXACTLY["ERS"]}, [], id="add-on met"),
        pytest.param(
            {**EXACTLY["ERS"], "rsc_provider_qualified": "no"}, ["rsc_provider", "emerging_ers"], id="add-on, provider"
        ),
        pytest.param({"holds": ["IFA"], "rsc_providing_years": 0}, [], id="holds one, does not apply for the add-on"),
        pytest.param(
            {**EXACTLY["IMHS"], "age_band": "both", "education": "none", "licensed": False},
            ["mixed_caseload", "degree_gap", "licence_gap"],
            id="several, in one order",
        ),
    ],
)
def test_open_points_are_handed_over(said: dict[str, object], codes: list[str]) -> None:
    assert list(assessed(said).handoff) == codes


def test_only_declared_codes_are_used() -> None:
    assert len(set(CODES)) == len(CODES) == 8
