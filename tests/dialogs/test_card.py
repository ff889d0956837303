"""What an audience looks at, worked out of what people told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.announcements.audience import Audience, Card, Condition, matches
from dialogs.announcements.card import card_of
from dialogs.book import Book
from dialogs.library import library
from dialogs.session import Session
from rules.codes import Category
from rules.renewal import RenewalState
from rules.tally import CreditKind
from tests.dialogs.endorsed import PACK, held, logged, session
from tests.dialogs.test_audience import lists
from tests.dialogs.test_outcome import HOME_VISITOR

ON = date(2026, 11, 21)
BOOK = Book(PACK, library())
TOLD = (
    Session(),
    Session(answers={**HOME_VISITOR, "rsc_hours": 20}),
    session(held(ers=True)),
    session(held(), held(number=2, category=Category.IFA)).model_copy(update={"answers": {"holds": "IFS"}}),
)


def test_somebody_who_told_nothing_is_neither_applicant_nor_endorsed(book: Book) -> None:
    assert card_of(Session(language="es"), book, ON) == Card(language="es")


def test_an_applicant_has_a_category_and_what_they_lack(book: Book) -> None:
    card = card_of(Session(answers={**HOME_VISITOR, "rsc_hours": 20}), book, ON)
    assert card == Card(is_applicant=True, recommended=Category.IFS, lacks=frozenset({"rsc_hours"}))


def test_nobody_has_a_recommended_category_while_questions_are_open(book: Book) -> None:
    card = card_of(Session(answers={"age_band": "infant", "scope": "prevention", "prevention_years": 1}), book, ON)
    assert card == Card(is_applicant=True, lacks=frozenset({"prevention_years"}))


def test_answers_that_lead_nowhere_make_no_applicant(book: Book) -> None:
    assert not card_of(Session(answers={"rsc_hours": 20}), book, ON).is_applicant
    assert not card_of(Session(answers={"age_band": "no band"}), book, ON).is_applicant


def test_who_holds_an_endorsement_is_no_applicant_for_another(book: Book) -> None:
    told = session(held()).model_copy(update={"answers": HOME_VISITOR})
    assert card_of(told, book, ON).is_applicant is False


def test_who_holds_an_endorsement_may_apply_for_the_add_on(book: Book) -> None:
    told = session(held()).model_copy(update={"answers": {"holds": "IFS", "rsc_hours": 2}})
    card = card_of(told, book, ON)
    assert card.is_applicant
    assert card.recommended is None
    with_add_on = told.model_copy(update={"endorsements": (held(ers=True),)})
    assert not card_of(with_add_on, book, ON).is_applicant


def test_an_endorsement_has_its_year_its_missing_hours_and_its_window(book: Book) -> None:
    told = session(held(), held("2026-03-03", number=2, category=Category.IFA))
    told = told.model_copy(
        update={"credits": (logged(1, "2026-05-01", 25), logged(2, "2026-06-01", 20, CreditKind.RSC_RECEIVED))}
    )
    first, second = card_of(told, book, ON).held
    assert (first.category, first.renewal_year, first.hours_missing) == (Category.IFS, 2027, 9)
    assert (second.category, second.renewal_year, second.hours_missing) == (Category.IFA, 2027, 0)
    assert first.window is RenewalState.IN_PROGRESS
    assert second.window is RenewalState.COMPLETE_WAIT_FOR_WINDOW


def test_training_on_giving_rsc_is_part_of_the_training_that_is_missing(book: Book) -> None:
    told = session(held(category=Category.IFA, provides_rsc=True)).model_copy(
        update={"credits": (logged(1, "2026-05-01", 28),)}
    )
    assert card_of(told, book, ON).held[0].hours_missing == 6


def test_one_that_has_lapsed_lacks_no_hours_that_anybody_knows(book: Book) -> None:
    one = card_of(session(held("2022-05-05", renewed_last_cycle=False)), book, ON).held[0]
    assert (one.window, one.renewal_year, one.hours_missing) == (RenewalState.LAPSED, 2024, None)


@pytest.mark.parametrize("tags", [frozenset({"North"}), frozenset({"NORTH", "north"})])
def test_tags_are_the_same_whatever_their_case(book: Book, tags: frozenset[str]) -> None:
    assert card_of(Session(), book, ON, tags).tags == {"north"}


@given(lists, lists, st.sampled_from(TOLD))
def test_what_an_audience_does_not_look_at_makes_no_difference(
    include: tuple[Condition, ...], exclude: tuple[Condition, ...], told: Session
) -> None:
    audience = Audience(include=include, exclude=exclude)
    looked_at = card_of(told, BOOK, ON, frozenset({"x"}), audience.looks_at)
    assert matches(audience, looked_at) == matches(audience, card_of(told, BOOK, ON, frozenset({"x"})))
