"""What counts of what a person says."""

import pytest

from rules.facts import CountedFact, facts_of
from rules.pack import RulePack
from rules.profile import Profile
from rules.values import Value
from tests.rules.under_test import profile_of


def counted(pack: RulePack, fact: str, **said: object) -> Value | None:
    return facts_of(profile_of(said), pack.counted)[fact]


@pytest.mark.parametrize(
    ("only", "supervised", "years"),
    [
        (False, None, 3),  # paid work counts, whatever else
        (False, False, 3),
        (True, True, 3),  # volunteering counts when supervised and trained (C03)
        (True, False, 0),
        (True, None, None),
        (None, True, 3),
        (None, False, None),
        (None, None, None),
    ],
)
def test_volunteering_counts_when_supervised_and_trained(
    pack: RulePack, *, only: bool | None, supervised: bool | None, years: float | None
) -> None:
    said = {"volunteer_only": only, "volunteer_supervised_and_trained": supervised}
    assert counted(pack, "related_work", related_work_years=3, **said) == years


@pytest.mark.parametrize(
    ("education", "years"),
    [("graduate", 3), ("bachelor", 0), ("associate", 0), ("cda", 0), ("none", 0), (None, None)],
)
def test_post_graduate_years_need_the_degree(pack: RulePack, education: str | None, years: float | None) -> None:
    assert counted(pack, "clinical_work", clinical_years=3, education=education) == years


@pytest.mark.parametrize("education", ["graduate", "bachelor", None])
@pytest.mark.parametrize(
    "scope", ["promotion", "prevention", "clinical", "clinical_leadership", "policy", "research_faculty", "unsure"]
)
@pytest.mark.parametrize(
    ("fact", "track"),
    [
        ("clinical_leadership", "clinical_leadership"),
        ("policy_leadership", "policy"),
        ("research_leadership", "research_faculty"),
    ],
)
def test_leadership_counts_in_the_track_of_the_scope(
    pack: RulePack, fact: str, track: str, scope: str, education: str | None
) -> None:
    in_track = {"unsure": None}.get(scope, scope == track)
    degree = None if education is None else education == "graduate"
    expected = 0 if False in (in_track, degree) else None if None in (in_track, degree) else 4
    assert counted(pack, fact, leadership_years=4, scope=scope, education=education) == expected


@pytest.mark.parametrize(
    ("qualified", "hours"),
    [("yes", 40), ("no", 0), ("unsure", None), (None, None)],  # C08: unsure is unknown, no is zero
)
@pytest.mark.parametrize(
    ("fact", "key"),
    [("rsc_received", "rsc_hours"), ("rsc_received_about_providing", "rsc_about_providing_hours")],
)
def test_rsc_counts_from_a_qualified_provider(
    pack: RulePack, fact: str, key: str, qualified: str | None, hours: float | None
) -> None:
    assert counted(pack, fact, **{key: 40, "rsc_provider_qualified": qualified}) == hours


def test_hours_from_an_unqualified_provider_are_none_however_many_they_are(pack: RulePack) -> None:
    assert counted(pack, "rsc_received", rsc_hours=None, rsc_provider_qualified="no") == 0


@pytest.mark.parametrize("qualified", ["yes", "no", "unsure", None])
def test_nothing_is_nothing_whoever_provided_it(pack: RulePack, qualified: str | None) -> None:
    assert counted(pack, "rsc_received", rsc_hours=0, rsc_provider_qualified=qualified) == 0


@pytest.mark.parametrize(
    ("training", "on_rsc", "rest"),
    [(48, 15, 33), (48, 0, 48), (48, None, None), (None, 15, None), (0, None, 0), (64.1, 31.1, 33), (33.3, 0.3, 33)],
)
def test_training_on_rsc_is_taken_off_the_whole(
    pack: RulePack, training: float | None, on_rsc: float | None, rest: float | None
) -> None:
    found = counted(pack, "training_not_on_rsc", training_hours=training, training_on_rsc_hours=on_rsc)
    assert found == rest


@pytest.mark.parametrize(
    ("whole", "part"), [("training_hours", "training_on_rsc_hours"), ("rsc_hours", "rsc_about_providing_hours")]
)
@pytest.mark.parametrize(("hours", "of_them"), [(0, 0), (1, None), (None, None)])
def test_of_no_hours_none_were_about_rsc(
    pack: RulePack, whole: str, part: str, hours: float | None, of_them: float | None
) -> None:
    assert counted(pack, part, **{whole: hours}) == of_them


def test_unsure_is_unknown(pack: RulePack) -> None:
    facts = facts_of(profile_of({"scope": "unsure", "rsc_provider_qualified": "unsure"}), pack.counted)
    assert (facts["scope"], facts["rsc_provider_qualified"]) == (None, None)


def test_what_is_held_is_a_set_of_codes(pack: RulePack) -> None:
    assert counted(pack, "holds", holds=["IFS", "IMHM-R/F", "IFS"]) == frozenset({"IFS", "IMHM-R/F"})


def test_amounts_are_taken_to_a_millionth(pack: RulePack) -> None:
    assert counted(pack, "training_hours", training_hours=32.99999999) == 33


def test_a_counted_fact_can_stand_on_another() -> None:
    half = CountedFact(id="half", of="training_hours", less="training_on_rsc_hours")
    none = CountedFact(id="none_left", of="half", less="half")
    profile = Profile(training_hours=20, training_on_rsc_hours=5)
    facts = facts_of(profile, (half, none))
    assert (facts["half"], facts["none_left"]) == (15, 0)
