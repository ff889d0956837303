"""What changed between two packs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from rules.category import Requirement
from rules.conditions import AtLeast
from rules.difference import Difference, differences
from rules.loading import PACKS, load_pack, read_pack
from rules.pack import RulePack
from rules.renewal_policy import DayOfYear

OLD = load_pack("infancy-onward")
Edited = Callable[[str, str, str], RulePack]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """The pack with one text in one file replaced; called again, with the next one too."""
    folder = tmp_path / "edited"
    copytree(str(PACKS / "infancy-onward"), folder)

    def edit(file: str, before: str, after: str) -> RulePack:
        text = (folder / file).read_text()
        assert before in text
        (folder / file).write_text(text.replace(before, after, 1))
        return read_pack(folder, "edited")

    return edit


def least(asked: object) -> float:
    assert isinstance(asked, Requirement)
    assert isinstance(asked.needs, AtLeast)
    return asked.needs.at_least


def only(found: list[Difference]) -> Difference:
    (difference,) = found
    return difference


def test_a_pack_does_not_differ_from_itself() -> None:
    assert list(differences(OLD, OLD)) == []


def test_an_edited_threshold_is_told_from_its_first_day(edited: Edited) -> None:
    new = edited("categories/ifs.yaml", "at_least: 24", "at_least: 30")
    found = only(list(differences(OLD, new)))
    assert (found.rule, found.since) == ("IFS.rsc_hours", date(2024, 1, 1))
    assert (least(found.before), least(found.after)) == (24, 30)
    back = only(list(differences(new, OLD)))
    assert (least(back.before), least(back.after)) == (30, 24)


def test_a_new_line_is_told_from_the_day_it_is_in_force(edited: Edited) -> None:
    later = """  - id: rsc_hours
    needs: {fact: rsc_received, at_least: 30}
    unit: hours
    since: 2028-01-01
    sources: [{document: booklet, locator: "a new edition", checked: 2026-11-21}]
  - id: references
"""
    found = only(list(differences(OLD, edited("categories/ifs.yaml", "  - id: references\n", later))))
    assert (found.rule, found.since) == ("IFS.rsc_hours", date(2028, 1, 1))
    assert (least(found.before), least(found.after)) == (24, 30)


def test_a_requirement_that_ends_is_told_from_the_day_after() -> None:
    # Loading refuses such a gap; the comparison copes with it.
    lines = [
        one.model_copy(update={"until": date(2027, 6, 30)}) if one.id == "rsc_hours" else one
        for one in OLD.categories[1].requirements
    ]
    category = OLD.categories[1].model_copy(update={"requirements": tuple(lines)})
    new = OLD.model_copy(update={"categories": (OLD.categories[0], category, *OLD.categories[2:])})
    found = only(list(differences(OLD, new)))
    assert (found.rule, found.since, found.after) == ("IFS.rsc_hours", date(2027, 7, 1), None)


def test_a_requirement_no_longer_asked_for_has_no_value_after(edited: Edited) -> None:
    new = edited("categories/ifs.yaml", "id: membership\n", "id: belonging\n")
    assert [(one.rule, one.before is None, one.after is None) for one in differences(OLD, new)] == [
        ("IFS.membership", False, True),
        ("IFS.belonging", True, False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "rule", "values"),
    [
        ("training_per_year: 15", "training_per_year: 16", "training_per_year", (15, 16)),
        ("volunteering_at_most: 10", "volunteering_at_most: 5", "volunteering_at_most", (10, 5)),
        (
            "{month: 1, day: 15}",
            "{month: 2, day: 1}",
            "ladder.each_year",
            ((DayOfYear(month=1, day=15),), (DayOfYear(month=2, day=1),)),
        ),
        (
            "daily_from: {month: 12, day: 17}",
            "daily_from: {month: 12, day: 24}",
            "ladder.daily_from",
            (DayOfYear(month=12, day=17), DayOfYear(month=12, day=24)),
        ),
    ],
)
def test_the_renewal_policy_is_told_value_by_value(
    edited: Edited, before: str, after: str, rule: str, values: tuple[object, object]
) -> None:
    found = only(list(differences(OLD, edited("renewal.yaml", before, after))))
    assert (found.rule, found.before, found.after) == (f"renewal.{rule}", *values)


@pytest.mark.parametrize(
    ("file", "before", "after", "rules"),
    [
        ("fees.yaml", "processing: 25", "processing: 30", ["fees.IFA"]),
        ("fees.yaml", "processing: 300", "processing: 310", ["fees.IMHM-C", "fees.IMHM-P", "fees.IMHM-R/F"]),
        ("fees.yaml", "- processing: 50", "- processing: 60", ["fees.ERS"]),
        ("fees.yaml", "price: 95", "price: 96", ["fees.individual_membership_2"]),
        ("fees.yaml", "each_more: 120", "each_more: 125", ["fees.agency_membership_3"]),
        ("pack.yaml", "fallbacks: [IFS, IFA]", "fallbacks: [IFA]", ["fallbacks"]),
        ("pack.yaml", "first: 2024-01-01", "first: 2024-01-02", ["covers.first"]),
        ("counted.yaml", 'is: ["yes"]', 'is: ["yes", "no"]', ["counted.rsc_received"]),
    ],
)
def test_everything_that_can_change_a_result_is_told(
    edited: Edited, file: str, before: str, after: str, rules: list[str]
) -> None:
    assert [one.rule for one in differences(OLD, edited(file, before, after))] == rules


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("pack.yaml", '"2026.1"', '"2026.2"'),
        ("categories/ifs.yaml", "home visitors and parent educators", "home visitors"),
        ("renewal.yaml", "checked: 2026-11-21", "checked: 2026-11-22"),
    ],
)
def test_words_and_days_of_checking_change_nothing_for_people(
    edited: Edited, file: str, before: str, after: str
) -> None:
    assert list(differences(OLD, edited(file, before, after))) == []
