"""A pack that can be read and cannot be right is refused: what is at fault, and where."""

import shutil
from pathlib import Path

import pytest

from rules.loading import read_pack
from tests.rules.broken import edit, faults_of
from tests.rules.under_test import NAME


@pytest.mark.parametrize(
    ("file", "old", "new", "start"),
    [
        pytest.param(
            "categories/ifs.yaml",
            "fact: prevention_years",
            "fact: prevention_yers",
            "categories/IFS.prevention_years: 'prevention_yers' is not a fact; allowed: age_band, ",
            id="fact",
        ),
        pytest.param(
            "counted.yaml",
            "of: rsc_hours",
            "of: rsc_hors",
            "counted.rsc_received: 'rsc_hors' is not a fact that stands before it; allowed: ",
            id="fact that is counted",
        ),
        pytest.param(
            "notes.yaml",
            "document: booklet",
            "document: leaflet",
            "notes.C01: 'leaflet' is not a document; allowed: association_web, booklet, ",
            id="document of a note",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "document: booklet",
            "document: leaflet",
            "categories.IFS.about: 'leaflet' is not a document; allowed: association_web, booklet, ",
            id="document of a sentence",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "provider: family_specialist",
            "provider: nobody",
            "categories/IFS.provider: 'nobody' is not a provider; allowed: family_specialist, ",
            id="provider",
        ),
        pytest.param(
            "categories/imhs.yaml",
            "gates: [education, licence]",
            "gates: [education, license]",
            "categories/IMHS.gates: 'license' is not a requirement here; allowed: education, licence, ",
            id="gate",
        ),
        pytest.param(
            "notes.yaml",
            "categories: [IFA, IFS",
            "categories: [IFB, IFS",
            "notes.C01.touches: 'IFB' is not a category; allowed: ERS, IFA, ",
            id="category of a note",
        ),
        pytest.param(
            "categories/imhs.yaml",
            "is: [graduate]",
            "is: [master]",
            "categories/IMHS.education: 'master' is no value of 'education'; allowed: none, cda, ",
            id="code of a fact",
        ),
        pytest.param(
            "counted.yaml",
            'is: ["yes"]',
            "is: [yes]",
            "counted.rsc_received.when: True is no value of 'rsc_provider_qualified'; allowed: yes, no, unsure",
            id="a bare yes, which YAML reads as true",
        ),
    ],
)
def test_what_is_named_has_to_exist(folder: Path, file: str, old: str, new: str, start: str) -> None:
    edit(folder / file, old, new)

    (fault, *_) = faults_of(folder)
    assert fault.startswith(start)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("notes.yaml", "- id: C01", "- id: C02", "notes: 'C02' stands 2 times"),
        ("terms.yaml", "- id: rsc\n", "- id: easy\n", "terms: 'easy' stands 2 times"),
        ("steps.yaml", "- id: register\n", "- id: submit\n", "steps: 'submit' stands 2 times"),
        ("documents.yaml", "- id: association_web", "- id: booklet", "documents: 'booklet' stands 2 times"),
        ("providers.yaml", "- id: add_on", "- id: mentor_clinical", "providers: 'mentor_clinical' stands 2 times"),
        ("categories/ifs.yaml", "code: IFS", "code: IFA", "categories: 'IFA' stands 2 times"),
        ("categories/ifs.yaml", "code: IFS", "code: IFA", "categories: IFS is missing"),
    ],
)
def test_an_id_stands_once(folder: Path, file: str, old: str, new: str, line: str) -> None:
    edit(folder / file, old, new)

    assert line in faults_of(folder)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param("2024-01-01", "2024-03-01", "not covered from 2024-01-01 to 2024-02-29", id="late start"),
        pytest.param("2024-01-01", "2024-01-01\n    until: 2030-12-31", "not covered after 2030-12-31", id="early end"),
        pytest.param(
            "2024-01-01",
            "2024-01-01\n    until: 2023-12-31",
            "until 2023-12-31 comes before since 2024-01-01",
            id="backwards",
        ),
    ],
)
def test_every_day_of_the_pack_is_covered(folder: Path, old: str, new: str, fault: str) -> None:
    edit(folder / "categories/ifs.yaml", f"since: {old}", f"since: {new}")

    assert f"categories/IFS.prevention_years: {fault}" in faults_of(folder)


LATER_LINE = """\
  - id: prevention_years
    needs: {fact: prevention_years, at_least: 3}
    unit: years
    since: 2027-01-01
    sources: [{document: booklet, locator: "a later edition", checked: 2026-11-21}]
"""


@pytest.mark.parametrize(
    ("until", "faults"),
    [
        pytest.param("2027-06-30", ("categories/IFS.prevention_years: two lines overlap on 2027-01-01",), id="overlap"),
        pytest.param(
            "2026-11-30",
            ("categories/IFS.prevention_years: not covered from 2026-12-01 to 2026-12-31",),
            id="gap",
        ),
        pytest.param("2026-12-31", (), id="touching"),
    ],
)
def test_two_lines_of_one_requirement_follow_each_other(folder: Path, until: str, faults: tuple[str, ...]) -> None:
    ifs = folder / "categories/ifs.yaml"
    edit(ifs, "since: 2024-01-01", f"since: 2024-01-01\n    until: {until}")
    edit(ifs, "requirements:\n", f"requirements:\n{LATER_LINE}")

    if faults:
        assert faults_of(folder) == faults
    else:
        read_pack(folder, NAME)


def test_a_fee_is_covered_for_every_category(folder: Path) -> None:
    edit(folder / "fees.yaml", "[IMHM-C, IMHM-P, IMHM-R/F]", "[IMHM-C, IMHM-R/F]")

    assert faults_of(folder) == ("fees.application for IMHM-P: nothing here",)


def test_a_pack_without_categories_says_which_are_missing(folder: Path) -> None:
    shutil.rmtree(folder / "categories")

    found = faults_of(folder)
    assert "categories: IFS is missing" in found
    assert "categories: no category has scope prevention" in found


def test_an_unknown_time_zone_is_refused(folder: Path) -> None:
    edit(folder / "pack.yaml", "America/Indiana/Indianapolis", "America/Indianopolis")

    assert faults_of(folder) == ("association.time_zone: 'America/Indianopolis' is not a time zone",)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        pytest.param(
            "pack.yaml", "highest_first: [IMHM-C, ", "highest_first: [", "highest_first: IMHM-C is missing", id="order"
        ),
        pytest.param(
            "pack.yaml",
            "fallbacks: [IFS, IFA]",
            "fallbacks: []",
            "fallbacks: at least one category is needed",
            id="none",
        ),
        pytest.param(
            "counted.yaml",
            "- id: related_work",
            "- id: references",
            "counted.references: that is a profile key already",
            id="a counted fact under a name that is taken",
        ),
        pytest.param(
            "categories/imhs.yaml",
            "{fact: education, is: [graduate]}",
            "{fact: education, at_least: 4}",
            "categories/IMHS.education: 'education' is no amount, so it cannot be at_least 4",
            id="an amount of a code",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "{fact: families_served, at_least: 10}",
            "{fact: families_served, is: [10]}",
            "categories/IFS.families_served: 'families_served' is an amount; allowed: at_least",
            id="a code of an amount",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "    needs: {fact: rsc_received, at_least: 24}\n",
            "",
            "categories/IFS.rsc_hours: a substantive requirement needs a condition",
            id="nothing that could be met",
        ),
    ],
)
def test_what_could_never_work_is_refused(folder: Path, file: str, old: str, new: str, line: str) -> None:
    edit(folder / file, old, new)

    assert line in faults_of(folder)
