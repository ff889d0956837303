"""`endorse rules diff`."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from bot.storage import migrate, open_storage
from dialogs.endorsement import Endorsement
from dialogs.session import Session
from rules.codes import AgeBand, Category
from rules.loading import PACKS
from tests.cli.conftest import Endorse

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = ("--as-of", "2026-11-21")
FAMILY_SPECIALIST = Session(
    endorsements=(Endorsement(id=1, category=Category.IFS, age_band=AgeBand.INFANT, earned_on=date(2025, 5, 5)),)
)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A pack with more hours a year and a dearer application."""
    folder = tmp_path / "newer"
    copytree(str(PACKS / "infancy-onward"), folder)
    for file, before, after in (
        ("renewal.yaml", "training_per_year: 15", "training_per_year: 16"),
        ("fees.yaml", "processing: 25", "processing: 30"),
        ("categories/ifs.yaml", "at_least: 24", "at_least: 30"),
    ):
        text = (folder / file).read_text()
        (folder / file).write_text(text.replace(before, after, 1))
    return folder


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where DATABASE_URL points."""
    url = f"sqlite:///{tmp_path}/endorse.db"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def store(url: str, sessions: dict[int, str]) -> None:
    async def save() -> None:
        await migrate(url)
        async with open_storage(url) as storage, storage.transaction() as transaction:
            for person_id, session in sessions.items():
                row = await transaction.lock_person(person_id, NOW)
                await transaction.save_person(replace(row, session=session))

    asyncio.run(save())


def test_each_change_is_a_line_with_the_rule_and_both_values(endorse: Endorse, newer: Path) -> None:
    ran = endorse("rules", "diff", "infancy-onward", str(newer))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "IFS.rsc_hours: at least 24 hours -> at least 30 hours, from 2024-01-01 on",
        "fees.IFA: registration 15, processing 25 -> registration 15, processing 30, from 2024-01-01 on",
        "renewal.training_per_year: 15 -> 16, from 2024-01-01 on",
    ]


def test_every_kind_of_rule_has_words(endorse: Endorse, newer: Path) -> None:
    for file, before, after in (
        ("renewal.yaml", "after_years: 3", "after_years: 4"),
        ("renewal.yaml", "{month: 1, day: 15}", "{month: 2, day: 1}"),
        ("renewal.yaml", "daily_from: {month: 12, day: 17}", "daily_from: {month: 12, day: 24}"),
        ("fees.yaml", "- processing: 50", "- processing: 60"),
        ("fees.yaml", "price: 95", "price: 96"),
        ("fees.yaml", "price: 225, each_more: 45", "price: 9, each_more: 9"),
        ("categories/imhs.yaml", "gates: [education, licence]", "gates: []"),
        ("counted.yaml", "less: training_on_rsc_hours", "less: rsc_hours"),
        ("counted.yaml", "when: {fact: education, is: [graduate]}", "when: {fact: licensed, is: [true]}"),
        ("pack.yaml", "check_by:", "last: 2040-12-31\n  check_by:"),
        ("pack.yaml", "fallbacks: [IFS, IFA]", "fallbacks: [IFA]"),
        ("categories/ifs.yaml", "id: membership\n", "id: belonging\n"),
    ):
        text = (newer / file).read_text()
        assert before in text
        (newer / file).write_text(text.replace(before, after, 1))
    ran = endorse("rules", "diff", "infancy-onward", str(newer))
    assert ran.err == ""
    agency = "fees.agency_membership_1: 225 for 5 staff, 45 for each more -> 9 for 5 staff, 9 for each more"
    assert {
        f"{agency}, from 2024-01-01 on",
        "IMHS.gates: education, licence -> none",
        "renewal.rsc_exemption: IMHM-C after 3 years -> IMHM-C after 4 years, from 2024-01-01 on",
        "renewal.ladder.each_year: 01-15 -> 02-01, from 2024-01-01 on",
        "renewal.ladder.daily_from: 12-17 -> 12-24, from 2024-01-01 on",
        "fees.ERS: processing 50 -> processing 60, from 2024-01-01 on",
        "fees.individual_membership_2: 95 -> 96, from 2024-01-01 on",
        "counted.training_not_on_rsc: training_hours less training_on_rsc_hours -> training_hours less rsc_hours",
        "counted.clinical_work: clinical_years, if education is graduate -> clinical_years, if licensed is yes",
        "covers.last: nothing -> 2040-12-31",
        "fallbacks: IFS, IFA -> IFA",
        "IFS.membership: member is yes (paperwork) -> nothing, from 2024-01-01 on",
        "IFS.belonging: nothing -> member is yes (paperwork), from 2024-01-01 on",
    } <= set(ran.out.splitlines())


def test_equal_packs_ask_for_the_same(endorse: Endorse) -> None:
    ran = endorse("rules", "diff", "infancy-onward", "infancy-onward")
    assert (ran.code, ran.out) == (0, "infancy-onward and infancy-onward ask for the same\n")


def test_those_whose_result_changes_are_listed_and_no_others(endorse: Endorse, newer: Path, database: str) -> None:
    store(database, {5: FAMILY_SPECIALIST.model_dump_json(exclude_defaults=True), 6: "{}", 9: "broken"})
    ran = endorse("rules", "diff", "infancy-onward", str(newer), "--people", *DAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("\n\n")[1].splitlines() == [
        "2 of 3 people come out differently on 2026-11-21",
        "5: endorsement 1.required.training, endorsement 1.missing.training",
        "9: cannot be worked out",
    ]


def test_without_a_change_nobody_comes_out_differently(endorse: Endorse, database: str) -> None:
    store(database, {5: FAMILY_SPECIALIST.model_dump_json(exclude_defaults=True)})
    ran = endorse("rules", "diff", "infancy-onward", "infancy-onward", "--people", *DAY)
    assert ran.out.endswith("\n0 of 1 people come out differently on 2026-11-21\n")


def test_more_people_than_a_page_are_all_looked_at(endorse: Endorse, newer: Path, database: str) -> None:
    store(database, dict.fromkeys(range(1, 504), FAMILY_SPECIALIST.model_dump_json(exclude_defaults=True)))
    ran = endorse("rules", "diff", "infancy-onward", str(newer), "--people", *DAY)
    assert "503 of 503 people" in ran.out


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["infancy-onward"], ["required: NEW"]),
        (["infancy-onward", "/nowhere"], ["NEW", "'/nowhere' came", "infancy-onward", "a folder with a pack.yaml"]),
        (["infancy-onward", "infancy-onward", "--people", "--as-of", "2020-01-01"], ["--as-of", "2020-01-01 came"]),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_line(endorse: Endorse, arguments: list[str], parts: list[str]) -> None:
    ran = endorse("rules", "diff", *arguments)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert all(part in ran.err for part in parts)


def test_a_pack_with_faults_names_them(endorse: Endorse, newer: Path) -> None:
    (newer / "renewal.yaml").write_text("- since: tomorrow\n")
    ran = endorse("rules", "diff", "infancy-onward", str(newer))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "NEW: pack newer: renewal.yaml" in ran.err


def test_a_database_that_cannot_be_read_is_told_in_one_line(
    endorse: Endorse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/file/endorse.db")
    ran = endorse("rules", "diff", "infancy-onward", "infancy-onward", "--people", *DAY)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def kept(url: str, person_id: int) -> tuple[Session, datetime | None, list[str]]:
    """Session, next look, and the states in the ledger."""

    async def read() -> tuple[Session, datetime | None, list[str]]:
        async with open_storage(url) as storage, storage.transaction() as transaction:
            row = await transaction.person(person_id)
            assert row is not None
            states = [one.state for one in await transaction.nudges_of(person_id)]
            return Session.model_validate_json(row.session), row.due_at, list(states)

    return asyncio.run(read())


def test_those_whose_result_changes_are_put_down_to_be_told_once(endorse: Endorse, newer: Path, database: str) -> None:
    store(database, {5: FAMILY_SPECIALIST.model_dump_json(exclude_defaults=True), 6: "{}"})
    first = endorse("rules", "diff", "infancy-onward", str(newer), "--people", "--tell", *DAY)
    assert (first.code, first.err) == (0, "")
    assert first.out.split("\n\n")[2].splitlines() == [
        "1 to be told; whoever was told of these two packs before is not told again",
        "1 with another time for the next look at their reminders",
    ]
    session, due_at, states = kept(database, 5)
    assert [(one.before, one.after, one.rules) for one in session.changes] == [
        (30, 32, ("renewal.training_per_year",)),
        (30, 32, ("renewal.training_per_year",)),
    ]
    assert due_at is not None
    assert states == ["pending"]
    assert kept(database, 6) == (Session(), None, [])
    second = endorse("rules", "diff", "infancy-onward", str(newer), "--tell", *DAY)
    assert second.out.split("\n\n")[1].startswith("0 to be told;")
    assert kept(database, 5)[2] == ["pending"]


def test_recomputing_tells_nobody(endorse: Endorse, newer: Path, database: str) -> None:
    store(database, {5: FAMILY_SPECIALIST.model_dump_json(exclude_defaults=True)})
    ran = endorse("rules", "diff", "infancy-onward", str(newer), "--recompute", *DAY)
    assert ran.out.split("\n\n")[1] == "1 with another time for the next look at their reminders\n"
    assert kept(database, 5)[2] == []
