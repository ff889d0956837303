"""An assessment as a whole: whom it is about, what it is called, and by which rules it was made."""

import pytest

from rules.assessment import assess
from rules.codes import Category
from rules.pack import RulePack
from rules.profile import Profile
from rules.sources import UncoveredDay
from tests.rules.under_test import ON, assessed, profile_of, result_for


def test_nothing_known_is_nothing_decided() -> None:
    found = assessed({})
    assert {str(result.verdict) for result in found.categories.values()} == {"unknown"}
    assert (found.target, found.recommended, found.fees, found.apply_now, found.handoff) == (None, None, None, (), ())


@pytest.mark.parametrize(
    ("said", "present"),
    [
        ({}, False),
        ({"applying_for_ers": False}, False),
        ({"applying_for_ers": True}, True),
        ({"holds": []}, True),
        ({"holds": ["IFA"]}, True),
    ],
)
def test_the_add_on_is_assessed_for_those_who_speak_of_it(said: dict[str, object], *, present: bool) -> None:
    assert list(assessed(said).categories) == [
        *Category,
        *(["ERS"] if present else []),
    ]


@pytest.mark.parametrize(
    ("band", "credential"), [("infant", "IFS"), ("early_childhood", "ECFS"), ("both", "IFS"), (None, "IFS")]
)
def test_the_letters_follow_the_age_of_the_children(band: str | None, credential: str) -> None:
    found = assessed({"scope": "prevention", "age_band": band})
    assert (found.target, found.credential) == ("IFS", credential)


@pytest.mark.parametrize(
    ("scope", "credential"),
    [
        ("promotion", "ECFA"),
        ("prevention", "ECFS"),
        ("clinical", "ECMHS"),
        ("clinical_leadership", "ECMHM-C"),
        ("policy", "ECMHM-P"),
        ("research_faculty", "ECMHM-R/F"),
        ("unsure", None),
    ],
)
def test_scope_decides_the_target(scope: str, credential: str | None) -> None:
    assert assessed({"scope": scope, "age_band": "early_childhood"}).credential == credential


def test_a_day_before_the_pack_is_refused(pack: RulePack) -> None:
    day_before = pack.covers.first.replace(year=pack.covers.first.year - 1)
    with pytest.raises(UncoveredDay, match="covers 2024-01-01 or later"):
        assess(pack, Profile(), day_before)


def test_an_assessment_says_by_which_rules_it_was_made(pack: RulePack) -> None:
    found = assess(pack, profile_of({}), ON)
    assert (found.pack, found.pack_version, found.as_of) == (pack.name, pack.version, ON)


def test_a_requirement_that_a_category_does_not_have_is_none() -> None:
    assert result_for("IFA", {}).requirement("licence") is None
