"""A change of the rules in words: what it changed, before, after, and the rules behind it."""

from datetime import date

import pytest

from dialogs.book import Book
from dialogs.catalogue import PSEUDO
from dialogs.consequences import packs_compared, rule_changes, rules_behind
from dialogs.library import library
from dialogs.nudging import Rung
from dialogs.outcome import outcome_of
from dialogs.rule_change import RULES, Final, RuleChange
from dialogs.screen import Screen
from dialogs.session import Session
from dialogs.turn import Companion
from dialogs.words import words
from rules.difference import Difference, differences
from rules.pack import RulePack
from rules.renewal_policy import DayOfYear, RenewalPolicy
from tests.altered import with_rsc_hours
from tests.dialogs.endorsed import PACK, held, session
from tests.dialogs.telegram import faults
from tests.dialogs.test_outcome import HOME_VISITOR, ON, ladder_from, with_policy

EVERYTHING = (
    "IFS.rsc_hours",
    "IFA.training_hours",
    "fees.IFA",
    "renewal.training_per_year",
    "renewal.teaching_share_at_most",
    "renewal.ladder.each_year",
    "renewal.every_years",
    "highest_first",
    "covers.last",
)


def change(name: str, before: Final = None, after: Final = None, *rules: str, told_on: date = ON) -> RuleChange:
    return RuleChange(name=name, before=before, after=after, rules=rules, told_on=told_on, packs="")


def told(session: Session, pack: RulePack = PACK, *days: date) -> Screen:
    return Companion(pack).nudge(session, tuple(Rung(RULES, day, day) for day in days or (ON,)), ON)


def changed(session: Session, new: RulePack) -> tuple[RuleChange, ...]:
    before, after = (outcome_of(Book(pack, library()), session, ON) for pack in (PACK, new))
    return rule_changes(before, after, tuple(differences(PACK, new)), ON, ON)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("apply.IFS.rsc_hours", set(), ["IFS.rsc_hours"]),
        ("apply.recommended", {"IFS", "None"}, ["IFS.rsc_hours", "highest_first"]),
        ("apply.recommended", {"None"}, ["highest_first"]),
        ("endorsement 1.deadline", set(), ["renewal.every_years"]),
        ("endorsement 1.next_reminder", set(), ["renewal.ladder.each_year", "renewal.every_years"]),
        ("endorsement 1.required.training", set(), ["renewal.training_per_year", "renewal.every_years"]),
        (
            "endorsement 1.missing.training",
            set(),
            ["renewal.training_per_year", "renewal.teaching_share_at_most", "renewal.every_years"],
        ),
        ("apply.IMHS.licence", set(), ["IFS.rsc_hours", "IFA.training_hours", "highest_first"]),
    ],
)
def test_an_outcome_has_the_rules_behind_it(name: str, values: set[str], expected: list[str]) -> None:
    assert sorted(rules_behind(name, EVERYTHING, values)) == sorted(expected)


def test_a_rule_that_changes_later_is_not_behind_what_differs_today() -> None:
    found = (Difference("IFS.rsc_hours", date(2030, 1, 1), 24.0, 30.0), Difference("IFS.gates", None, (), ("licence",)))
    (one,) = rule_changes({"apply.IFS.licence": None}, {"apply.IFS.licence": True}, found, ON, ON)
    assert (one.rules, one.after) == (("IFS.gates",), True)


def test_two_packs_are_the_same_two_whatever_their_words() -> None:
    again = with_rsc_hours(PACK, 30).model_copy(update={"name": "another", "version": "2"})
    assert packs_compared(differences(PACK, with_rsc_hours(PACK, 30))) == packs_compared(differences(PACK, again))
    assert packs_compared(differences(PACK, with_rsc_hours(PACK, 31))) != packs_compared(differences(PACK, again))


@pytest.mark.parametrize("value", [None, True, 24, 23.5, "IFS", date(2027, 1, 15)])
def test_what_is_kept_reads_back_as_it_was(value: Final) -> None:
    kept = Session(changes=(change("apply.recommended", value, value, "IFS.rsc_hours"),))
    again = Session.model_validate_json(kept.model_dump_json(exclude_defaults=True))
    assert again == kept
    assert type(again.changes[0].after) is type(value)


def test_an_applicant_reads_what_is_short_now_and_where_it_stands() -> None:
    new = with_rsc_hours(PACK, 30)
    applicant = Session(answers=HOME_VISITOR)
    screen = told(applicant.model_copy(update={"changes": changed(applicant, new)}), new)
    assert screen.text.splitlines()[:6] == [
        "<b>The rules have changed</b>",
        "By the rules of INfancy Onward as they are now, this comes out differently for you:",
        "",
        "• IFS: RSC received (to go)",
        "Before: nothing. Now: <b>6 hours</b>",
        "",
    ]
    assert "• IFS: RSC received, at least <b>30 hours</b>\n<i>Source: " in screen.text
    assert [button.label for row in screen.rows for button in row] == ["My result", "Menu"]
    assert (screen.name, screen.stays) == ("rule_changes", True)


def test_an_endorsee_reads_when_the_next_reminder_comes_now() -> None:
    new = ladder_from(DayOfYear(month=2, day=1))
    screen = told(session(held()).model_copy(update={"changes": changed(session(held()), new)}), new)
    assert "• IFS: Next reminder\nBefore: January 15, 2027. Now: <b>February 1, 2027</b>" in screen.text
    assert screen.text.endswith("• Renewal: Days of our reminders")
    assert [button.label for row in screen.rows for button in row] == ["My Endorsements", "Menu"]


def test_every_kind_of_change_has_words() -> None:
    changes = (
        change("apply.recommended", "IFS", "IFA", "highest_first"),
        change("apply.IMHS.licence", None, True, "IMHS.licence"),
        change("apply.IFS.families_served", 3, None, "IFS.abolished"),
        change("apply.IFS.abolished", 3, None, "IFS.abolished"),
        change("ers.ERS.training_on_rsc_hours", 3, 5.5, "ERS.training_on_rsc_hours"),
        change("endorsement 1.deadline", date(2027, 12, 31), date(2026, 12, 31)),
    )
    told_of_children = session(held()).model_copy(
        update={"answers": {"scope": "prevention", "age_band": "early_childhood"}, "changes": changes}
    )
    text = told(told_of_children).text
    assert "• The category that fits today\nBefore: ECFS. Now: <b>ECFA</b>" in text
    assert "• ECMHS: License for mental health treatment (to go)\nBefore: nothing. Now: <b>not yet</b>" in text
    assert "• ECFS: Families served (to go)\nBefore: 3 families. Now: <b>nothing</b>" in text
    assert "• ECFS: abolished (to go)\nBefore: 3. Now: <b>nothing</b>" in text
    assert "Before: 3 hours. Now: <b>5.5 hours</b>" in text
    assert "• IFS: Deadline\nBefore: December 31, 2027. Now: <b>December 31, 2026</b>" in text
    assert "• Which category is looked at first\n• IMHS: License" in text
    assert "• IFS.abolished" in text


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("fallbacks", "Which category is looked at first"),
        ("IMHS.gates", "IMHS: What a category cannot do without"),
        ("counted.clinical_work", "What counts"),
        ("renewal.every_years", "Renewal: Years between two renewals\n<i>Source: "),
    ],
)
def test_every_kind_of_rule_has_words(rule: str, says: str) -> None:
    assert f"• {says}" in told(Session(changes=(change("apply.recommended", "IFS", "IFA", rule),))).text


def test_every_rule_of_renewal_has_a_name() -> None:
    named = words("en").labels("renewal_rules").keys()
    assert named == RenewalPolicy.model_fields.keys() - {"since", "until", "sources"}


def test_only_what_is_told_today_and_still_there_is_told() -> None:
    changes = (
        change("endorsement 9.deadline", date(2027, 12, 31), date(2026, 12, 31)),
        change("apply.recommended", "IFS", "IFA", told_on=date(2020, 1, 1)),
    )
    text = told(Session(changes=changes)).text
    assert text == "<b>The rules have changed</b>\nWhat it changed for you is not here any more."


def test_a_reminder_that_is_due_as_well_comes_first() -> None:
    both = session(held()).model_copy(update={"changes": changed(session(held()), with_policy(rsc_per_year=10.0))})
    screen = Companion(PACK).nudge(both, (Rung(1, date(2027, 12, 31), ON), Rung(RULES, ON, ON)), ON)
    assert screen.text.startswith("<b>IFS</b>")
    assert "The rules have changed" in screen.text
    assert [button.label for row in screen.rows for button in row][-1] == "Menu"


@pytest.mark.parametrize("language", ["en", PSEUDO])
def test_as_many_changes_as_can_be_fit_telegram(language: str) -> None:
    codes = ("IFS", "IFA", "IMHS", "IMHM-C")
    asked = {f"{code}.{one.id}" for code in codes for one in PACK.requirements(code, ON)}
    changes = tuple(change(f"apply.{one}", None, 6, *sorted(asked)) for one in sorted(asked))
    many = Session(language=language, answers=HOME_VISITOR, changes=changes)
    assert list(faults(told(many), in_english=language == "en")) == []
