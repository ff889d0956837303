"""The pack of INfancy Onward against its sources: every amount once more, with the place it is read from."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

import pytest
from pydantic import BaseModel

from rules.assessment import assess
from rules.category import Requirement
from rules.codes import AgeBand, Category, Kind
from rules.conditions import AtLeast, Is, atoms
from rules.fees import agency_price, application_fees, individual_price
from rules.loading import load_pack
from rules.pack import RulePack
from rules.profile import Profile
from rules.sources import Source

TODAY = date(2026, 11, 21)


LAST_CHECK = date(2026, 11, 22)


CODES = (*map(str, Category), "ERS")


MENTORS = (Category.IMHM_C, Category.IMHM_P, Category.IMHM_RF)


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return load_pack("infancy-onward")


def requirement(pack: RulePack, code: str, name: str) -> Requirement | None:
    return next((one for one in pack.requirements(code, TODAY) if one.id == name), None)


def amount(pack: RulePack, code: str, name: str) -> float | None:
    """The least amount a requirement asks for; None where it asks for none or does not exist."""
    found = requirement(pack, code, name)
    if found is None or found.needs is None:
        return None
    return next((atom.at_least for atom in atoms(found.needs) if isinstance(atom, AtLeast)), None)


def sources_of(value: object) -> Iterator[Source]:
    match value:
        case Source():
            yield value
        case BaseModel():
            yield from chain.from_iterable(sources_of(getattr(value, name)) for name in type(value).model_fields)
        case tuple():
            yield from chain.from_iterable(sources_of(part) for part in value)


# One line for each cell of the booklet's categories table, in the order of its columns; "2017": the Guidelines of 2017.
@pytest.mark.parametrize(
    ("code", "amounts"),
    [
        ("IFA", {"degree_or_work": 2, "training_hours": 33, "references": 3}),
        (
            "IFS",
            {"prevention_years": 2, "families_served": 10, "training_hours": 33, "rsc_hours": 24, "references": 3},
        ),
        ("IMHS", {"clinical_years": 2, "training_hours": 33, "rsc_hours": 50, "references": 3}),
        (
            "IMHM-C",
            {
                "clinical_years": 2,  # 2017, footnote 10
                "leadership_years": 3,
                "rsc_providing_years": 3,
                "training_hours": 33,  # not about providing RSC, so 48 with the next (C02)
                "training_on_rsc_hours": 15,
                "rsc_hours": 50,
                "rsc_about_providing_hours": 25,
                "references": 3,
            },
        ),
        ("IMHM-P", {"leadership_years": 3, "training_hours": 33, "references": 3}),
        ("IMHM-R/F", {"leadership_years": 3, "training_hours": 33, "references": 3}),
        (
            "ERS",
            {
                "rsc_hours": 24,
                "rsc_providing_years": 1,
                "rsc_about_providing_hours": 12,
                "training_on_rsc_hours": 15,
                "references": 2,
            },
        ),
    ],
)
def test_the_amounts_are_those_of_the_booklets_table(pack: RulePack, code: str, amounts: dict[str, float]) -> None:
    found = {one.id: amount(pack, code, one.id) for one in pack.requirements(code, TODAY)}

    assert {name: least for name, least in found.items() if least is not None} == amounts


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("IFA", {"degree_or_work": ("cda", "associate", "bachelor", "graduate")}),  # "any academic degree"; CDA: C03
        ("IFS", {}),  # "No Degree": none is asked for (C04)
        ("IMHS", {"education": ("graduate",), "licence": (True,)}),
        ("IMHM-C", {"education": ("graduate",), "endorsed_reference": (True,)}),
        ("IMHM-P", {"education": ("graduate",), "endorsed_reference": (True,)}),
        ("IMHM-R/F", {"education": ("graduate",), "endorsed_reference": (True,)}),
        (
            "ERS",
            {"prerequisite_endorsement": tuple(map(str, Category)), "rsc_hours": ("IFS", "IMHS", "IMHM-C")},  # C10
        ),
    ],
)
def test_degrees_licences_and_endorsements_are_those_of_the_sources(
    pack: RulePack, code: str, values: dict[str, tuple[object, ...]]
) -> None:
    found = {
        one.id: atom.among
        for one in pack.requirements(code, TODAY)
        if one.needs is not None
        for atom in atoms(one.needs)
        if isinstance(atom, Is)
    }

    assert found.pop("membership") == (True,)
    assert found == values


@pytest.mark.parametrize("code", CODES)
def test_every_unit_and_kind_fits_its_requirement(pack: RulePack, code: str) -> None:
    administrative = {
        *("references", "endorsed_reference", "membership"),
        *("ethics_agreement", "exam", "transcripts", "leadership_activities"),
    }
    units = {"references": "people", "families_served": "families", "degree_or_work": "years"}
    for one in pack.requirements(code, TODAY):
        assert (one.kind is Kind.ADMINISTRATIVE) == (one.id in administrative)
        if amount(pack, code, one.id) is not None:
            assert one.unit == units.get(one.id, one.id.rpartition("_")[2])


@pytest.mark.parametrize("code", CODES)
def test_only_mentors_sit_the_exam_and_hand_in_transcripts(pack: RulePack, code: str) -> None:
    for name in ("exam", "transcripts", "leadership_activities", "endorsed_reference"):
        assert (requirement(pack, code, name) is not None) == (code in MENTORS)


@pytest.mark.parametrize("code", CODES)
def test_everyone_signs_the_ethics_agreement_and_is_a_member(pack: RulePack, code: str) -> None:
    assert requirement(pack, code, "membership")
    assert requirement(pack, code, "ethics_agreement")


@pytest.mark.parametrize("code", ["IFA", "IMHM-P", "IMHM-R/F"])
def test_rsc_is_not_required_where_the_booklets_text_does_not_name_it(pack: RulePack, code: str) -> None:
    assert requirement(pack, code, "rsc_hours") is None
    assert pack.by_code[Category(code)].provider is None


# Booklet, fee table: registration, processing; the total is theirs, not ours.
@pytest.mark.parametrize(
    ("code", "registration", "processing", "total"),
    [
        ("IFA", 15, 25, 40),
        ("IFS", 25, 50, 75),
        ("IMHS", 25, 50, 75),
        ("IMHM-C", 25, 300, 325),
        ("IMHM-P", 25, 300, 325),
        ("IMHM-R/F", 25, 300, 325),
    ],
)
def test_application_fees_are_those_of_the_booklet(
    pack: RulePack, code: str, registration: int, processing: int, total: int
) -> None:
    alone = application_fees(pack.fees, "USD", Category(code), TODAY, with_add_on=False)
    together = application_fees(pack.fees, "USD", Category(code), TODAY, with_add_on=True)

    assert (alone.registration, alone.processing, alone.total) == (registration, processing, total)
    assert together.total == total + 50


# Booklet, membership table; below five staff it names no price (C17).
@pytest.mark.parametrize(
    ("term", "alone", "by_staff"),
    [
        (1, 50, {4: None, 5: 225, 6: 225 + 45, 12: 540}),
        (2, 95, {4: None, 5: 425, 6: 425 + 85, 12: 1020}),
        (3, 135, {4: None, 5: 600, 6: 600 + 120, 12: 1440}),
    ],
)
def test_memberships_cost_what_the_booklet_says(
    pack: RulePack, term: int, alone: int, by_staff: dict[int, int | None]
) -> None:
    assert individual_price(pack.fees, term, TODAY) == alone
    assert {staff: agency_price(pack.fees, term, staff, TODAY) for staff in by_staff} == by_staff


def test_renewal_amounts_are_those_of_the_booklet(pack: RulePack) -> None:
    policy = pack.renewal_policy(TODAY)

    assert (policy.first_deadline_year, policy.every_years) == (2024, 3)
    assert (policy.window_opens.of(2027), policy.deadline.of(2027)) == (date(2027, 10, 1), date(2027, 12, 31))
    assert (policy.training_per_year, policy.training_on_rsc_per_year, policy.rsc_per_year) == (15, 3, 12)
    assert policy.rsc_required_of == (Category.IFS, Category.IMHS, Category.IMHM_C)
    assert (policy.teaching_share_at_most, policy.volunteering_at_most) == (0.5, 10)
    assert (policy.rsc_exemption.category, policy.rsc_exemption.after_years) == (Category.IMHM_C, 3)


def test_the_pack_covers_its_first_day_and_not_the_day_before(pack: RulePack) -> None:
    pack.check_covers(pack.covers.first)
    with pytest.raises(ValueError, match="2023-12-31 came; pack infancy-onward covers 2024-01-01 or later"):
        pack.check_covers(pack.covers.first - timedelta(days=1))


@pytest.mark.parametrize("code", Category)
def test_every_category_has_both_credentials(pack: RulePack, code: Category) -> None:
    category = pack.by_code[code]

    assert category.credential(AgeBand.INFANT) == str(code)
    assert category.credential(AgeBand.EARLY_CHILDHOOD) == str(code).replace("I", "EC", 1)
    assert category.credential_name(AgeBand.EARLY_CHILDHOOD) == category.name.replace("Infant", "Early Childhood")


def test_the_degree_is_a_gate_where_it_is_asked_for(pack: RulePack) -> None:
    gates = {str(category.code): category.gates for category in pack.categories}

    assert gates == {
        "IFA": (),
        "IFS": (),
        "IMHS": ("education", "licence"),
        **{str(mentor): ("education",) for mentor in MENTORS},
    }


@pytest.mark.parametrize("code", CODES)
def test_there_is_a_rater_for_every_reference(pack: RulePack, code: str) -> None:
    asked = pack.add_on if code == "ERS" else pack.by_code[Category(code)]

    assert len(asked.raters) == amount(pack, code, "references")


def test_leadership_activities_are_as_many_as_in_the_2017_text(pack: RulePack) -> None:
    listed = {category.code: len(category.leadership.items) for category in pack.categories if category.leadership}

    assert listed == {Category.IMHM_C: 10, Category.IMHM_P: 12, Category.IMHM_RF: 8}


def test_degrees_steps_and_emerging_years_are_those_of_the_sources(pack: RulePack) -> None:
    assert len(pack.degrees.items) == 10
    assert len(pack.steps) == 8
    assert pack.add_on.emerging_years == 2


def test_there_are_exactly_thirty_notes(pack: RulePack) -> None:
    assert [note.id for note in pack.notes] == [f"C{number:02}" for number in range(1, 31)]


def test_renewal_notes_touch_no_assessment(pack: RulePack) -> None:
    renewal = {"C09", "C11", "C12", "C13", "C23", "C24", "C28"}

    assert not [note.id for note in pack.notes if note.id in renewal and note.touches]


@pytest.mark.parametrize(
    ("profile", "notes"),
    [
        ({"scope": "prevention"}, ("C01",)),
        ({"scope": "prevention", "training_hours": 20, "rsc_hours": 6}, ("C01", "C08")),
        ({"scope": "prevention", "rsc_hours": 24, "rsc_provider_qualified": "yes"}, ("C01", "C07", "C08")),
        ({"scope": "prevention", "age_band": "both", "education": "none"}, ("C01", "C04", "C18")),
        ({"scope": "promotion"}, ("C01", "C03")),
        ({"scope": "clinical"}, ("C01", "C06", "C14")),
        ({"scope": "policy"}, ("C01", "C05", "C14", "C20")),
        ({"scope": "research_faculty", "endorsed_reference": False}, ("C01", "C05", "C14", "C15", "C20")),
        ({"scope": "clinical_leadership"}, ("C01", "C02", "C14", "C19", "C20")),
        ({"applying_for_ers": True, "holds": ["IFS"]}, ("C10", "C17", "C21")),
    ],
)
def test_few_notes_touch_an_answer(pack: RulePack, profile: dict[str, object], notes: tuple[str, ...]) -> None:
    assert assess(pack, Profile.model_validate_json(json.dumps(profile)), TODAY).notes == notes


@pytest.mark.parametrize("code", ["IFS", "IMHS", "IMHM-C"])
def test_the_age_of_rsc_hours_is_raised_with_those_who_have_enough(pack: RulePack, code: str) -> None:
    (note,) = (note for note in pack.notes if note.id == "C07")
    (when,) = (touch.when for touch in note.touches if code in map(str, touch.categories))

    assert when == AtLeast(fact="rsc_received", at_least=amount(pack, code, "rsc_hours") or 0)


def test_every_source_is_dated_and_has_a_place(pack: RulePack) -> None:
    sources = tuple(sources_of(pack))

    assert len(sources) > 150
    assert all(source.locator and source.checked <= LAST_CHECK for source in sources)
    assert {source.document for source in sources} == {document.id for document in pack.documents}


def test_a_requirement_rests_on_other_associations_only_beside_our_own(pack: RulePack) -> None:
    for code in CODES:
        for one in pack.requirements(code, TODAY):
            assert {source.document for source in one.sources} != {"other_associations"}
