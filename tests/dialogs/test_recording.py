"""Recording what an endorsee holds, once; correcting and deleting it."""

from datetime import date

import pytest

from dialogs.endorsement import Attestation
from dialogs.event import Tapped
from dialogs.library import library
from dialogs.recording import MOST_ENDORSEMENTS
from dialogs.session import Session
from dialogs.turn import Companion
from rules.codes import AgeBand, Category
from rules.pack import RulePack
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import MENTOR, SPECIALIST

IFS = ("IFS / ECFS", "Infant (I")
REFUSED = "That button does not lead anywhere any more, here is where we are."


@pytest.fixture
def chat(companion: Companion) -> Chat:
    chat = Chat(companion)
    chat.says("/start renewal")
    return chat


def recorded(companion: Companion, earned: str, *more: str) -> Chat:
    chat = Chat(companion)
    chat.says("/menu")
    chat.taps("Plan my renewal", *IFS)
    chat.says(earned)
    chat.taps(*more, "No", "No, I do not")
    return chat


@pytest.mark.parametrize(
    ("earned", "more", "said"),
    [
        (
            "5 May 2025",
            (),
            ("December 31, 2027", "2 years, the whole years", "30 hours of training", "24 hours of RSC"),
        ),
        ("12/31/2025", (), ("December 31, 2027", "2 years", "30 hours of training")),
        ("1/1/2026", (), ("December 31, 2027", "1 year,", "15 hours of training")),
        ("March 3, 2024", (), ("December 31, 2027", "You earned it in 2024, a renewal year", "3 years", "45 hours")),
        ("2019-02-28", ("Yes, I renewed",), ("December 31, 2027", "3 years, a whole cycle", "45 hours")),
        ("2019-02-28", ("I don’t know yet",), ("December 31, 2027", "If you did not, please ask the coordinator")),
        ("2019-02-28", ("No, I did not",), ("The deadline of December 31, 2024 has passed", "Other associations")),
    ],
)
def test_deadline_years_and_hours_are_told_at_once(
    companion: Companion, earned: str, more: tuple[str, ...], said: tuple[str, ...]
) -> None:
    chat = recorded(companion, earned, *more)
    assert chat.place == ("endorsement", "1")
    assert not [part for part in said if part not in chat.text], chat.text
    assert chat.session.answers == {}
    assert chat.session.endorsements[0].handled == ON


def test_a_date_is_picked_in_three_taps(chat: Chat) -> None:
    chat.taps(*IFS, "2025", "May", "5")
    assert chat.session.answers["earned_on"] == "2025-05-05"
    chat.taps("Back")
    assert "Your answer: May 5, 2025" in chat.text
    chat.taps("2024", "Not in 2024", "Earlier", "2011", "Feb", "Not in February 2011", "Mar", "31")
    assert chat.session.answers["earned_on"] == "2011-03-31"
    assert "Did you renew it in the renewal year 2024?" in chat.text


def test_a_month_or_a_year_that_is_typed_opens_the_calendar_there(chat: Chat) -> None:
    chat.taps(*IFS)
    chat.says("May 2025")
    assert chat.place[2:] == ("earned_on", "2025", "5")
    chat.says("2024")
    assert chat.place[2:] == ("earned_on", "2024")
    chat.taps("Why do you ask?")
    assert "fixed cycles of three years" in chat.text
    chat.says("today")
    assert chat.session.answers["earned_on"] == ON.isoformat()


@pytest.mark.parametrize("typed", ["11/22/2026", "2030", "2/30/2025", "1/1/1989", "55", "I don’t know", "2027-01-01"])
def test_a_day_that_cannot_be_is_asked_for_again(chat: Chat, typed: str) -> None:
    chat.taps(*IFS)
    chat.says(typed)
    assert chat.screen.toast.startswith("Please type a day up to today")
    assert "earned_on" not in chat.session.answers


def test_words_that_are_no_day_are_met_as_everywhere(chat: Chat) -> None:
    chat.taps(*IFS)
    chat.says("long ago")
    assert chat.screen.toast.startswith("Please type a day up to today")
    chat.says("menu")
    assert chat.place == ("menu",)


@pytest.mark.parametrize(
    "forged",
    ["a.record.earned_on.1.2999-01-01", "a.record.earned_on.1.unknown", "a.record.held_category.1.unknown"],
)
def test_forged_answers_are_not_taken(chat: Chat, forged: str) -> None:
    chat.taps(*IFS)
    before = chat.session.answers
    chat.does(Tapped(forged))
    assert chat.screen.toast.startswith(("Please type a day", "I did not find that"))
    assert chat.session.answers == before


@pytest.mark.parametrize(
    "data",
    ["a.record.earned_on.1.1989-01-01", "a.record.earned_on.1.5/5/2025", "go.question.record.held_category.2025"],
)
def test_forged_days_lead_nowhere(chat: Chat, data: str) -> None:
    chat.does(Tapped(data))
    assert chat.screen.toast == REFUSED


def test_a_day_can_be_typed_once_its_month_is_picked(chat: Chat) -> None:
    chat.taps(*IFS, "2024")
    chat.says("May 5")
    assert chat.session.answers["earned_on"] == "2024-05-05"
    chat.taps("Back", "2025", "Jan")
    chat.says("31")
    assert chat.session.answers["earned_on"] == "2025-01-31"


def test_a_day_picked_for_a_question_that_is_not_at_hand_shows_the_one_that_is(chat: Chat) -> None:
    chat.does(Tapped("go.question.record.earned_on.2025.5"))
    assert "Which Endorsement do you hold?" in chat.text


def test_a_second_tap_on_the_last_answer_records_nothing_more(chat: Chat) -> None:
    chat.taps(*IFS)
    chat.says("5/5/2025")
    chat.taps("No", "No, I do not")
    once = chat.session.endorsements
    chat.does(Tapped("a.record.gives_rsc.1.no"))
    assert chat.place == ("endorsements",)
    assert chat.session.endorsements == once
    assert chat.session.answers == {}


def test_several_are_recorded_one_by_one_and_listed(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    chat.taps("My Endorsements", "Record another one", "IMHM-R/F", "Early childhood")
    chat.says("/start")
    assert chat.place == ("resume", "record")
    chat.says("/menu")
    chat.taps("Plan my renewal", "Record another one")
    assert chat.place == ("resume", "record")
    chat.taps("Continue")
    chat.says("1/1/2026")
    chat.taps("Yes, I am ERS", "I don’t know yet", "My Endorsements")
    assert chat.labels[:2] == ("IFS", "ECMHM-R/F + ERS")
    assert [one.id for one in chat.session.endorsements] == [1, 2]


def test_one_that_is_recorded_twice_is_noticed(companion: Companion) -> None:
    chat = recorded(companion, "5 May 2025")
    assert "twice" not in chat.text
    chat.taps("My Endorsements", "Record another one", "IFS", "Infant")
    chat.says("6 May 2025")
    chat.taps("Yes, I am ERS", "Yes, I give RSC")
    assert "You recorded IFS twice. If it is one and the same, delete one of them" in chat.text
    assert "I take it that you have held ERS as long as IFS." in chat.text


def test_the_year_of_earning_is_not_theirs_while_it_lasts(companion: Companion) -> None:
    session = Session(endorsements=(SPECIALIST.model_copy(update={"earned_on": date(2027, 2, 1)}),))
    for year, says in ((2027, "Not this time: you earned it in 2027"), (2028, "You earned it in 2027, a renewal year")):
        chat = Chat(companion, session, date(year, 12, 1))
        chat.does(Tapped("go.endorsement.1"))
        assert f"{says}" in chat.text


def test_correcting_fills_the_answers_in_and_changes_the_same_one(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    chat.on = date(2026, 12, 1)
    chat.taps("Correct")
    assert chat.place == ("review", "record")
    assert "Date earned: May 5, 2025" in chat.text
    chat.taps("Date earned")
    chat.says("1/2/2026")
    (after,) = chat.session.endorsements
    assert chat.place == ("endorsement", "1")
    assert (after.id, after.earned_on, after.handled) == (1, date(2026, 1, 2), date(2026, 11, 30))
    assert chat.session.correcting is None
    chat.taps("Correct", "Save")
    assert chat.place == ("endorsement", "1")


def test_a_correction_may_open_a_question(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    chat.taps("Correct", "Date earned")
    chat.says("5/5/2020")
    assert "renewal year 2024" in chat.text
    chat.taps("Yes, I renewed")
    assert [one.earned_on for one in chat.session.endorsements] == [date(2020, 5, 5)]


def test_a_correction_keeps_whether_the_cycle_before_was_renewed(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2020", "Yes, I renewed")
    chat.taps("Correct", "ERS add-on", "Yes, I am ERS")
    (after,) = chat.session.endorsements
    assert (after.ers, after.renewed_last_cycle) == (True, True)


def test_a_correction_that_was_left_does_not_become_another_record(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    chat.taps("Correct", "Menu", "Plan my renewal", "Record another one")
    assert chat.text.startswith("Question 1")
    assert chat.session.correcting is None


def test_a_correction_of_one_that_was_deleted_records_it_anew(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    chat.taps("Correct")
    chat.does(Tapped("do.remove.1"))
    chat.does(Tapped("go.onward.record"))
    assert [one.id for one in chat.session.endorsements] == [2]


def test_attestations_from_before_it_was_earned_are_dropped(companion: Companion) -> None:
    made = Attestation(cycle_end=date(2027, 12, 31), on=date(2027, 11, 2), at="2027-11-02")
    held = SPECIALIST.model_copy(update={"attestations": (made,), "handled": None})
    chat = Chat(companion, Session(endorsements=(held,), numbered=1), date(2028, 3, 1))
    chat.does(Tapped("do.correct.1"))
    chat.taps("Date earned")
    chat.says("1/5/2028")
    assert chat.session.endorsements[0].attestations == ()
    assert "December 31, 2030" in chat.text


def test_deleting_asks_first_and_can_be_undone(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    before = chat.session.endorsements
    chat.taps("Delete", "No, keep it", "Delete", "Yes, delete it")
    assert chat.session.endorsements == ()
    chat.taps("Bring it back")
    assert chat.session.endorsements == before
    chat.does(Tapped("do.restore.1"))
    assert chat.screen.toast == REFUSED


def test_an_id_is_never_given_twice(companion: Companion) -> None:
    chat = recorded(companion, "5/5/2025")
    chat.taps("Delete", "Yes, delete it", "My Endorsements", "Record an Endorsement", *IFS)
    chat.says("5/5/2025")
    chat.taps("No", "No, I do not")
    assert [one.id for one in chat.session.endorsements] == [2]


def test_nobody_holds_more_than_there_are(companion: Companion) -> None:
    many = tuple(MENTOR.model_copy(update={"id": number}) for number in range(1, MOST_ENDORSEMENTS + 1))
    chat = Chat(companion, Session(endorsements=many, removed=SPECIALIST.model_copy(update={"id": 99}), numbered=99))
    chat.says("/start renewal")
    assert "Record another one" not in chat.labels
    for data in ("go.record", "do.restore.99"):
        chat.does(Tapped(data))
        assert chat.screen.toast == REFUSED
    filled = {"held_category": "IFA", "held_age_band": "infant", "earned_on": "2025-05-05", "held_ers": False}
    chat.session = chat.session.model_copy(update={"answers": filled})
    chat.does(Tapped("a.record.gives_rsc.1.no"))
    assert chat.screen.toast == REFUSED
    assert chat.session.endorsements == many


@pytest.mark.parametrize("slug", ["IFA", "IFS", "IMHS", "IMHM-C", "IMHM-P", "IMHM-RF"])
@pytest.mark.parametrize("band", ["infant", "early_childhood"])
def test_every_category_can_be_held(companion: Companion, slug: str, band: str) -> None:
    chat = Chat(companion)
    for name, said in (("held_category", slug), ("held_age_band", band), ("earned_on", "2025-05-05")):
        chat.does(Tapped(f"a.record.{name}.1.{said}"))
    chat.taps("No", "No, I do not")
    (held,) = chat.session.endorsements
    assert str(held.category).replace("/", "") == slug
    assert held.age_band is AgeBand(band)
    assert held.category in Category


def test_the_interview_and_the_pack_name_the_same_first_cycle(pack: RulePack) -> None:
    first = pack.renewal_policy(ON).first_deadline_year
    assert library().questions["earned_on"].before == {"earned_before_first_cycle": date(first, 1, 1)}
