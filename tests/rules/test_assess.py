"""Every requirement of every category at its boundary: at it, below it, above it, and unknown."""

from dataclasses import dataclass

import pytest

from rules.codes import Category, Verdict
from tests.rules.minimums import EXACTLY
from tests.rules.under_test import result_for


@dataclass(frozen=True)
class Minimum:
    """An amount a category asks for. `key` is the profile key that carries it, `step` a little of it."""

    code: str
    requirement: str
    key: str
    need: float
    step: float
    unit: str

    def with_amount(self, difference: float) -> dict[str, object]:
        have = EXACTLY[self.code][self.key]
        assert isinstance(have, (int, float))
        return EXACTLY[self.code] | {self.key: have + difference}


MINIMUMS = (
    Minimum("IFA", "degree_or_work", "related_work_years", 2, 0.25, "years"),  # booklet, work row: "min. 2 years"
    Minimum("IFA", "training_hours", "training_hours", 33, 0.5, "hours"),  # booklet, in-service training row
    Minimum("IFS", "prevention_years", "prevention_years", 2, 0.25, "years"),  # booklet, work row
    Minimum("IFS", "families_served", "families_served", 10, 1, "families"),  # booklet, work row: 10 families
    Minimum("IFS", "training_hours", "training_hours", 33, 0.5, "hours"),  # booklet, in-service training row
    Minimum("IFS", "rsc_hours", "rsc_hours", 24, 0.5, "hours"),  # booklet, reflective supervision row
    Minimum("IMHS", "clinical_years", "clinical_years", 2, 0.25, "years"),  # booklet, work row
    Minimum("IMHS", "training_hours", "training_hours", 33, 0.5, "hours"),  # booklet, in-service training row
    Minimum("IMHS", "rsc_hours", "rsc_hours", 50, 0.5, "hours"),  # booklet, reflective supervision row
    Minimum("IMHM-C", "clinical_years", "clinical_years", 2, 0.25, "years"),  # 2017 Guidelines (C19)
    Minimum("IMHM-C", "leadership_years", "leadership_years", 3, 0.25, "years"),  # booklet, work row
    Minimum("IMHM-C", "rsc_providing_years", "rsc_providing_years", 3, 0.25, "years"),  # booklet, work row
    Minimum("IMHM-C", "training_hours", "training_hours", 33, 0.5, "hours"),  # 33 beside the 15 on RSC (C02)
    Minimum("IMHM-C", "rsc_hours", "rsc_hours", 50, 0.5, "hours"),  # booklet, reflective supervision row
    Minimum("IMHM-C", "rsc_about_providing_hours", "rsc_about_providing_hours", 25, 0.5, "hours"),  # the same row
    Minimum("IMHM-P", "leadership_years", "leadership_years", 3, 0.25, "years"),  # booklet, work row
    Minimum("IMHM-P", "training_hours", "training_hours", 33, 0.5, "hours"),  # booklet, in-service training row
    Minimum("IMHM-R/F", "leadership_years", "leadership_years", 3, 0.25, "years"),  # booklet, work row
    Minimum("IMHM-R/F", "training_hours", "training_hours", 33, 0.5, "hours"),  # booklet, in-service training row
    Minimum("ERS", "rsc_hours", "rsc_hours", 24, 0.5, "hours"),  # booklet, add-on column, scope row
    Minimum("ERS", "rsc_providing_years", "rsc_providing_years", 1, 0.25, "years"),  # add-on column, RSC row
    Minimum("ERS", "rsc_about_providing_hours", "rsc_about_providing_hours", 12, 0.5, "hours"),  # the same row
    Minimum("ERS", "training_on_rsc_hours", "training_on_rsc_hours", 15, 0.5, "hours"),  # add-on, training row
)

# Substantive first, then administrative; what no form can tell has no need but a "yes".
PAPERS = {"references": 3, "membership": True, "ethics_agreement": True}
MENTORS_PAPERS = {
    "references": 3,
    "endorsed_reference": True,
    "membership": True,
    "ethics_agreement": True,
    "leadership_activities": True,
    "transcripts": True,
    "exam": True,
}
ASKED: dict[str, dict[str, object]] = {
    "IFA": {"degree_or_work": 2, "training_hours": 33, **PAPERS},
    "IFS": {"prevention_years": 2, "families_served": 10, "training_hours": 33, "rsc_hours": 24, **PAPERS},
    "IMHS": {
        "education": "graduate",
        "licence": True,
        "clinical_years": 2,
        "training_hours": 33,
        "rsc_hours": 50,
        **PAPERS,
    },
    "IMHM-C": {
        "education": "graduate",
        "clinical_years": 2,
        "leadership_years": 3,
        "rsc_providing_years": 3,
        "training_hours": 33,
        "training_on_rsc_hours": 15,
        "rsc_hours": 50,
        "rsc_about_providing_hours": 25,
        **MENTORS_PAPERS,
    },
    "IMHM-P": {"education": "graduate", "leadership_years": 3, "training_hours": 33, **MENTORS_PAPERS},
    "IMHM-R/F": {"education": "graduate", "leadership_years": 3, "training_hours": 33, **MENTORS_PAPERS},
    "ERS": {
        "prerequisite_endorsement": True,
        "rsc_hours": 24,
        "rsc_providing_years": 1,
        "rsc_about_providing_hours": 12,
        "training_on_rsc_hours": 15,
        "references": 2,
        "membership": True,
        "ethics_agreement": True,
    },
}
each_minimum = pytest.mark.parametrize("least", MINIMUMS, ids=lambda least: f"{least.code} {least.requirement}")


@pytest.mark.parametrize("code", EXACTLY)
def test_exactly_the_minimum_is_enough(code: str) -> None:
    result = result_for(code, EXACTLY[code])
    assert result.verdict is Verdict.MET
    assert result.missing == {}


@each_minimum
def test_at_the_minimum_a_requirement_is_met(least: Minimum) -> None:
    result = result_for(least.code, EXACTLY[least.code]).requirement(least.requirement)
    assert result is not None
    assert (result.verdict, result.have, result.need, result.unit) == (Verdict.MET, least.need, least.need, least.unit)


@each_minimum
def test_above_the_minimum_it_stays_met(least: Minimum) -> None:
    assert result_for(least.code, least.with_amount(least.step)).verdict is Verdict.MET


@each_minimum
def test_just_below_the_minimum_the_rest_is_missing(least: Minimum) -> None:
    result = result_for(least.code, least.with_amount(-least.step))
    assert result.verdict is Verdict.NOT_MET
    assert result.missing == {least.requirement: least.step}


@each_minimum
def test_an_unknown_amount_leaves_it_open_and_is_not_called_missing(least: Minimum) -> None:
    result = result_for(least.code, EXACTLY[least.code] | {least.key: None})
    assert result.verdict is Verdict.UNKNOWN
    assert result.missing == {}


@pytest.mark.parametrize(
    ("training", "on_rsc", "missing"),
    [
        (48, 15, {}),  # 33 + 15 (C02)
        (47.5, 15, {"training_hours": 0.5}),
        (48, 14.5, {"training_on_rsc_hours": 0.5}),
        (47.5, 14.5, {"training_on_rsc_hours": 0.5}),
        (33, 15, {"training_hours": 15}),  # the 2017 reading, 15 inside one total
        (64.1, 31.1, {}),  # in binary a little less than 33
        (33, 0, {"training_on_rsc_hours": 15}),
    ],
)
def test_a_clinical_mentor_needs_33_hours_beside_15_on_providing_rsc(
    training: float, on_rsc: float, missing: dict[str, float]
) -> None:
    said = EXACTLY["IMHM-C"] | {"training_hours": training, "training_on_rsc_hours": on_rsc}
    assert result_for("IMHM-C", said).missing == missing


@pytest.mark.parametrize(
    ("education", "verdict"),
    [
        ("none", "not_met"),
        ("cda", "met"),  # not in the booklet, taken for a degree as elsewhere (C03)
        ("associate", "met"),  # booklet, education row: "any academic degree"
        ("bachelor", "met"),
        ("graduate", "met"),
        (None, "unknown"),
    ],
)
def test_any_degree_stands_for_the_years_of_a_family_associate(education: str | None, verdict: str) -> None:
    said = EXACTLY["IFA"] | {"related_work_years": 0, "education": education}
    assert result_for("IFA", said).verdict == verdict


@pytest.mark.parametrize("code", ["IMHS", "IMHM-C", "IMHM-P", "IMHM-R/F"])
@pytest.mark.parametrize(
    ("education", "verdict"),
    [
        ("none", "not_met"),
        ("cda", "not_met"),
        ("associate", "not_met"),
        ("bachelor", "not_met"),
        ("graduate", "met"),  # booklet, education row: "post-graduate"
        (None, "unknown"),
    ],
)
def test_specialists_and_mentors_need_a_graduate_degree(code: str, education: str | None, verdict: str) -> None:
    result = result_for(code, EXACTLY[code] | {"education": education})
    found = result.requirement("education")
    assert found is not None
    assert (found.verdict, result.verdict) == (verdict, verdict)
    assert result.missing.get("education") is (True if verdict == "not_met" else None)


@pytest.mark.parametrize(("licensed", "verdict"), [(True, "met"), (False, "not_met"), (None, "unknown")])
def test_a_mental_health_specialist_needs_a_licence(*, licensed: bool | None, verdict: str) -> None:
    result = result_for("IMHS", EXACTLY["IMHS"] | {"licensed": licensed})  # booklet, work row: "licensed practice"
    assert result.verdict == verdict
    assert result.missing == ({"licence": True} if verdict == "not_met" else {})


@pytest.mark.parametrize("code", ["IFA", "IFS", "IMHM-C", "IMHM-P", "IMHM-R/F"])
def test_nobody_else_needs_a_licence(code: str) -> None:
    assert result_for(code, EXACTLY[code] | {"licensed": False}).verdict is Verdict.MET


def test_a_family_specialist_needs_no_degree() -> None:
    assert result_for("IFS", EXACTLY["IFS"] | {"education": "none"}).verdict is Verdict.MET  # booklet (C04)


@pytest.mark.parametrize("code", ["IFA", "IMHM-P", "IMHM-R/F"])
def test_rsc_is_not_asked_of_associates_nor_of_mentors_outside_clinical_work(code: str) -> None:
    assert result_for(code, EXACTLY[code] | {"rsc_hours": 0}).verdict is Verdict.MET  # booklet, text on RSC (C05)


@pytest.mark.parametrize("code", list(Category))
def test_any_endorsement_opens_the_way_to_the_add_on(code: Category) -> None:
    result = result_for("ERS", EXACTLY["ERS"] | {"holds": [code]}).requirement("prerequisite_endorsement")
    assert result is not None
    assert (result.verdict, result.have) == (Verdict.MET, True)  # booklet: "pathway for all categories" (C10)


def test_without_an_endorsement_the_add_on_is_not_met() -> None:
    result = result_for("ERS", EXACTLY["ERS"] | {"holds": []})
    assert (result.verdict, result.missing) == (Verdict.NOT_MET, {"prerequisite_endorsement": True})


def test_what_is_held_is_unknown_until_it_is_told() -> None:
    assert result_for("ERS", EXACTLY["ERS"] | {"holds": None}).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("holds", "missing"),
    [
        (["IFS"], {}),  # who holds one of these three has shown 24 hours or more (C10)
        (["IMHS"], {}),
        (["IMHM-C"], {}),
        (["IFA"], {"rsc_hours": 24}),
        (["IMHM-P"], {"rsc_hours": 24}),
        (["IMHM-R/F"], {"rsc_hours": 24}),
        (["IFA", "IFS"], {}),
    ],
)
def test_the_hours_of_the_base_endorsement_count_for_the_add_on(holds: list[str], missing: dict[str, float]) -> None:
    said = EXACTLY["ERS"] | {"holds": holds, "rsc_hours": 0, "rsc_about_providing_hours": 0}
    assert result_for("ERS", said).missing == {**missing, "rsc_about_providing_hours": 12}


@pytest.mark.parametrize("code", ASKED)
def test_a_category_asks_for_exactly_this(code: str) -> None:
    results = result_for(code, EXACTLY["ERS"]).requirements
    assert {result.id: result.need for result in results} == ASKED[code]
    assert all(result.sources for result in results)


@pytest.mark.parametrize("code", ASKED)
def test_paperwork_never_changes_a_verdict(code: str) -> None:
    said = EXACTLY[code] | {"references": 0, "endorsed_reference": False, "member": False}
    result = result_for(code, said)
    assert result.verdict is Verdict.MET
    assert {name for name in result.missing if name not in {"references", "endorsed_reference", "membership"}} == set()


@pytest.mark.parametrize("code", ASKED)
@pytest.mark.parametrize("short", [0, 1])
def test_references_are_counted(code: str, short: int) -> None:
    need = ASKED[code]["references"]
    assert isinstance(need, int)  # booklet, references row: 3; the add-on 2
    missing = result_for(code, EXACTLY[code] | {"references": need - short}).missing
    assert missing == ({"references": 1} if short else {})


@pytest.mark.parametrize(("member", "missing"), [(True, {}), (False, {"membership": True}), (None, {})])
@pytest.mark.parametrize("code", ASKED)
def test_everyone_has_to_be_a_member(*, code: str, member: bool | None, missing: dict[str, bool]) -> None:
    assert result_for(code, EXACTLY[code] | {"member": member}).missing == missing


@pytest.mark.parametrize(("endorsed", "missing"), [(True, {}), (False, {"endorsed_reference": True}), (None, {})])
@pytest.mark.parametrize("code", ["IMHM-C", "IMHM-P", "IMHM-R/F"])
def test_a_mentors_references_include_somebody_endorsed(
    *, code: str, endorsed: bool | None, missing: dict[str, bool]
) -> None:
    said = EXACTLY[code] | {"endorsed_reference": endorsed}  # 2017 Guidelines, reference ratings (C15)
    assert result_for(code, said).missing == missing
