"""Who will not make the deadline at their pace."""

from datetime import date, timedelta

import pytest

from dialogs.at_risk import has_lapsed, risks_of
from dialogs.endorsement import Credit, Endorsement
from dialogs.session import Session
from rules.codes import AgeBand, Category
from rules.pack import RulePack
from rules.tally import CreditKind

EARNED = date(2025, 1, 1)
"""Renewal is due on 31 December 2027."""


def holding(*hours: tuple[CreditKind, float], category: Category = Category.IFA, earned: date = EARNED) -> Session:
    credits_ = tuple(
        Credit(id=number + 2, kind=kind, hours=amount, on=earned) for number, (kind, amount) in enumerate(hours)
    )
    held = Endorsement(id=1, category=category, age_band=AgeBand.INFANT, earned_on=earned)
    return Session(endorsements=(held,), credits=credits_)


def test_who_has_logged_nothing_is_behind(pack: RulePack) -> None:
    [risk] = risks_of(pack, holding(), date(2026, 11, 22))
    assert (risk.deadline, risk.days_left) == (date(2027, 12, 31), 405)
    assert risk.short > 0
    assert risk.short_per_day == risk.short / 405


def test_who_goes_on_as_before_and_gets_there_is_not(pack: RulePack) -> None:
    # Two thirds of the time have passed.
    on = date(2026, 12, 31)
    [risk] = risks_of(pack, holding(), on)
    enough = holding((CreditKind.TRAINING_RECEIVED, float(risk.short) * 0.7))
    too_little = holding((CreditKind.TRAINING_RECEIVED, float(risk.short) * 0.5))
    assert risks_of(pack, enough, on) == ()
    assert len(risks_of(pack, too_little, on)) == 1


def test_who_has_all_hours_is_not(pack: RulePack) -> None:
    assert risks_of(pack, holding((CreditKind.TRAINING_RECEIVED, 100.0)), date(2027, 12, 31)) == ()


def test_a_missing_kind_is_enough(pack: RulePack) -> None:
    with_training = holding((CreditKind.TRAINING_RECEIVED, 100.0), category=Category.IFS)
    [risk] = risks_of(pack, with_training, date(2027, 6, 1))
    assert risk.short > 0


@pytest.mark.parametrize(("days", "late"), [(30, 0), (88, 0), (89, 1)])
def test_a_pace_says_something_after_three_months(pack: RulePack, days: int, late: int) -> None:
    assert len(risks_of(pack, holding(), EARNED + timedelta(days=days))) == late


def test_what_has_lapsed_is_told_apart(pack: RulePack) -> None:
    on = date(2028, 1, 1)
    assert risks_of(pack, holding(), on) == ()
    assert has_lapsed(pack, holding(), on)
    assert not has_lapsed(pack, holding(), date(2027, 12, 31))


def test_the_last_day_still_counts(pack: RulePack) -> None:
    [risk] = risks_of(pack, holding(), date(2027, 12, 31))
    assert risk.days_left == 1
