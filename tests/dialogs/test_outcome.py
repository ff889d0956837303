"""What the rules make of a person, and what of it a change of the rules turns."""

from collections.abc import Callable
from datetime import date

import pytest

from dialogs.answer import Answer
from dialogs.book import Book
from dialogs.library import library
from dialogs.outcome import Turned, outcome_of, turned
from dialogs.session import Session
from rules.pack import RulePack
from rules.renewal_policy import DayOfYear, RenewalPolicy
from tests.altered import with_rsc_hours
from tests.dialogs.endorsed import PACK, held, logged, session

ON = date(2026, 11, 21)
HOME_VISITOR: dict[str, Answer] = {
    "age_band": "infant",
    "scope": "prevention",
    "prevention_years": 3,
    "families_served": 20,
    "training_hours": 40,
    "rsc_hours": 24,
    "rsc_provider_qualified": "yes",
}


def outcome(told: Session, pack: RulePack = PACK) -> dict[str, object]:
    return dict(outcome_of(Book(pack, library()), told, ON))


def with_policy(**changed: object) -> RulePack:
    return PACK.model_copy(update={"renewal": (PACK.renewal_policy(ON).model_copy(update=changed),)})


def ladder_from(day: DayOfYear) -> RulePack:
    policy: RenewalPolicy = PACK.renewal_policy(ON)
    return with_policy(ladder=policy.ladder.model_copy(update={"each_year": (day,)}))


def test_of_somebody_who_told_nothing_nothing_is_worked_out() -> None:
    assert outcome(Session()) == {}


def test_an_application_has_its_category_and_what_is_missing() -> None:
    told = Session(answers={**HOME_VISITOR, "rsc_hours": 20})
    assert outcome(told) == {"apply.recommended": "IFS", "apply.IFS.rsc_hours": 4}


def test_an_endorsement_has_deadline_hours_and_the_next_reminder() -> None:
    told = session(held()).model_copy(update={"credits": (logged(1, "2026-01-01", 10),)})
    assert outcome(told) == {
        "endorsement 1.deadline": date(2027, 12, 31),
        "endorsement 1.next_reminder": date(2027, 1, 15),
        "endorsement 1.required.training": 30,
        "endorsement 1.required.training_on_rsc": 0,
        "endorsement 1.required.rsc": 24,
        "endorsement 1.missing.training": 20,
        "endorsement 1.missing.rsc": 24,
    }


def test_one_that_has_lapsed_has_a_deadline_alone() -> None:
    assert outcome(session(held("2022-05-05", renewed_last_cycle=False))) == {
        "endorsement 1.deadline": date(2024, 12, 31),
        "endorsement 1.next_reminder": None,
    }


def test_an_outcome_does_not_differ_from_itself() -> None:
    found = outcome(session(held()))
    assert turned(found, found) == ()


@pytest.mark.parametrize(
    ("told", "pack", "expected"),
    [
        (Session(answers=HOME_VISITOR), lambda: with_rsc_hours(PACK, 30), [Turned("apply.IFS.rsc_hours", None, 6)]),
        (Session(answers={**HOME_VISITOR, "rsc_hours": 40}), lambda: with_rsc_hours(PACK, 30), []),
        (session(held()), lambda: with_rsc_hours(PACK, 30), []),
        (
            session(held()),
            lambda: with_policy(rsc_per_year=10.0),
            [Turned("endorsement 1.required.rsc", 24, 20), Turned("endorsement 1.missing.rsc", 24, 20)],
        ),
        (Session(answers=HOME_VISITOR), lambda: with_policy(rsc_per_year=10.0), []),
        (
            session(held()),
            lambda: ladder_from(DayOfYear(month=2, day=1)),
            [Turned("endorsement 1.next_reminder", date(2027, 1, 15), date(2027, 2, 1))],
        ),
    ],
)
def test_a_change_of_the_rules_turns_those_whom_it_is_about(
    told: Session, pack: Callable[[], RulePack], expected: list[Turned]
) -> None:
    assert list(turned(outcome(told), outcome(told, pack()))) == expected
