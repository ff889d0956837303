"""What cannot be read as a pack is refused with a line for each thing at fault: place, what came, what is allowed."""

from pathlib import Path

import pytest

from rules.loading import PACKS, PackFault, load_pack, pack_names, read_pack
from tests.rules.broken import edit, faults_of
from tests.rules.under_test import NAME


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


def test_a_yaml_key_stands_once(folder: Path) -> None:
    edit(folder / "pack.yaml", "  currency: USD", "  currency: USD\n  currency: EUR")

    (fault,) = faults_of(folder)
    assert fault.startswith("pack.yaml: not YAML: line ")
    assert fault.endswith("key 'currency' stands twice")


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


def test_everything_at_fault_is_told_at_once(folder: Path) -> None:
    edit(folder / "pack.yaml", "currency: USD", "currency: 3")
    edit(folder / "degrees.yaml", "note:", "nte:")

    assert len(faults_of(folder)) == 3
