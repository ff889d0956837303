"""A broken pack is refused with a line for each thing at fault: file or place, what came, what is allowed."""

import shutil
from importlib.resources import as_file
from pathlib import Path

import pytest

from rules.loading import PACKS, PackFault, load_pack, pack_names, read_pack

NAME = "infancy-onward"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real pack, to be broken."""
    copy = tmp_path / NAME
    with as_file(PACKS / NAME) as original:
        shutil.copytree(original, copy)
    return copy


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is no longer in {file.name}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(PackFault) as caught:
        read_pack(folder, NAME)
    return caught.value.faults


def test_the_pack_that_comes_with_the_program_is_sound() -> None:
    assert pack_names() == (NAME,)
    assert load_pack(NAME).name == NAME


def test_a_copy_of_it_reads_the_same(folder: Path) -> None:
    assert read_pack(folder, NAME) == read_pack(PACKS / NAME, NAME)


def test_a_pack_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(PackFault, match="pack atlantis: no such pack; allowed: infancy-onward"):
        load_pack("atlantis")


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        pytest.param(
            "degrees.yaml",
            "note:",
            "nte:",
            "degrees.yaml: nte: unknown key; allowed: items, note, sources",
            id="unknown",
        ),
        pytest.param("degrees.yaml", "note:", "nte:", "degrees.yaml: note: missing; it has to be given", id="missing"),
        pytest.param(
            "categories/ifs.yaml",
            "unit: years",
            "untt: years",
            "categories/ifs.yaml: requirements[0].untt: unknown key; "
            "allowed: since, until, sources, id, needs, unit, kind",
            id="unknown, inside a requirement",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "at_least: 2}",
            "at_least: 2, about: 3}",
            "categories/ifs.yaml: requirements[0].needs.about: unknown key; allowed: fact, at_least",
            id="unknown, inside a condition",
        ),
        pytest.param(
            "pack.yaml",
            "currency: USD",
            "curency: USD",
            "pack.yaml: association.currency: missing; it has to be given",
            id="missing in the frame",
        ),
    ],
)
def test_an_unknown_or_missing_key_is_named_with_its_file(
    folder: Path, file: str, old: str, new: str, line: str
) -> None:
    edit(folder / file, old, new)

    assert line in faults_of(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        pytest.param(
            "fees.yaml",
            "registration: 15",
            'registration: "15"',
            "fees.yaml: application[0].registration: '15' came; allowed is a valid integer",
            id="text for an amount",
        ),
        pytest.param(
            "fees.yaml",
            "registration: 15",
            "registration: -15",
            "fees.yaml: application[0].registration: -15 came; allowed is greater than or equal to 0",
            id="an amount below zero",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "at_least: 2}",
            "at_least: two}",
            "categories/ifs.yaml: requirements[0].needs.at_least: 'two' came; allowed is a valid number",
            id="a word for a number",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "unit: years",
            "unit: months",
            "categories/ifs.yaml: requirements[0].unit: 'months' came; "
            "allowed is 'hours', 'years', 'families' or 'people'",
            id="an unknown unit",
        ),
        pytest.param(
            "categories/ifs.yaml",
            "at_least: 2}",
            "at_most: 2}",
            "categories/ifs.yaml: requirements[0].needs: {'fact': 'prevention_years', 'at_most': 2} came; "
            "a condition has exactly one of all, any, at_least, is",
            id="an unknown kind of condition",
        ),
        pytest.param(
            "terms.yaml",
            "- id: rsc\n",
            "- a line of text\n- id: rsc\n",
            "terms.yaml: [0]: 'a line of text' came; allowed is an object with named keys",
            id="text for an entry",
        ),
        pytest.param(
            "pack.yaml",
            'version: "2026.1"',
            "version: 2026.1",
            "pack.yaml: version: 2026.1 came; allowed is a valid string",
            id="a number for text",
        ),
    ],
)
def test_a_wrong_type_is_told_with_what_came_and_what_is_allowed(
    folder: Path, file: str, old: str, new: str, line: str
) -> None:
    edit(folder / file, old, new)

    assert faults_of(folder) == (line,)


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


def test_a_yaml_key_stands_once(folder: Path) -> None:
    edit(folder / "pack.yaml", "  currency: USD", "  currency: USD\n  currency: EUR")

    (fault,) = faults_of(folder)
    assert fault.startswith("pack.yaml: not YAML: line ")
    assert fault.endswith("key 'currency' stands twice")


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


def test_a_requirement_without_a_source_is_refused(folder: Path) -> None:
    text = (folder / "categories/ifs.yaml").read_text("utf-8")
    head, _, requirements = text.partition("requirements:\n")
    first, _, rest = requirements.partition("    sources:\n")
    _, _, rest = rest.partition("\n")
    ifs = folder / "categories/ifs.yaml"

    ifs.write_text(f"{head}requirements:\n{first}{rest}", "utf-8")
    assert faults_of(folder) == ("categories/ifs.yaml: requirements[0].sources: missing; it has to be given",)

    ifs.write_text(f"{head}requirements:\n{first}    sources: []\n{rest}", "utf-8")
    (fault,) = faults_of(folder)
    assert fault.startswith("categories/ifs.yaml: requirements[0].sources: [] came; allowed is")


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("notes.yaml", "- [\n", "notes.yaml: not YAML: line "),
        ("categories/ifs.yaml", "code: [IFS\n", "categories/ifs.yaml: not YAML: line "),
        ("renewal.yaml", "- since: 2024-02-30\n", "renewal.yaml: not YAML: day "),
        ("pack.yaml", "- a list\n", "pack.yaml: ['a list'] came; allowed is an object with named keys"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder: Path, file: str, text: str, fault: str) -> None:
    (folder / file).write_text(text, "utf-8")

    (found,) = faults_of(folder)
    assert found.startswith(fault)


def test_bytes_that_are_not_utf_8_are_no_yaml(folder: Path) -> None:
    (folder / "terms.yaml").write_bytes(b"\xff\xfe\xfa")

    (fault,) = faults_of(folder)
    assert fault.startswith("terms.yaml: not YAML: ")


def test_a_missing_file_is_named_as_the_key_it_would_hold(folder: Path) -> None:
    (folder / "terms.yaml").unlink()

    assert faults_of(folder) == ("pack.yaml: terms: missing; it has to be given",)


def test_a_pack_without_categories_says_which_are_missing(folder: Path) -> None:
    shutil.rmtree(folder / "categories")

    found = faults_of(folder)
    assert "categories: IFS is missing" in found
    assert "categories: no category has scope prevention" in found


def test_everything_at_fault_is_told_at_once(folder: Path) -> None:
    edit(folder / "pack.yaml", "currency: USD", "currency: 3")
    edit(folder / "degrees.yaml", "note:", "nte:")

    assert len(faults_of(folder)) == 3


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
