"""Questions and answers as a person meets them."""

import itertools

import pytest

from dialogs.event import Repeated, Sent, Tapped
from dialogs.turn import Companion
from tests.dialogs.chat import Chat

INFANT, SUPPORT = "Pregnancy", "Supporting parent"
SPECIALIST: tuple[str | int, ...] = (INFANT, SUPPORT, 2, 10, 33, 24, "Yes, they do")


@pytest.fixture
def chat(companion: Companion) -> Chat:
    chat = Chat(companion)
    chat.says("/start")
    return chat


@pytest.fixture
def specialist(chat: Chat) -> Chat:
    chat.taps("Find my category")
    chat.answers(*SPECIALIST)
    return chat


def test_every_question_has_unknown_why_back_and_a_way_out_and_tells_its_number(chat: Chat) -> None:
    chat.taps("Find my category")
    assert "Back" not in chat.labels
    for number, answer in enumerate(SPECIALIST, start=1):
        more = ", a few more to come" if number < len(SPECIALIST) else ""
        assert chat.text.splitlines()[0] == f"Question {number}{more}"
        assert {"I don’t know yet", "Why do you ask?", "Menu"} <= set(chat.labels)
        assert ("Back" in chat.labels) is (number > 1)
        chat.answers(answer)
    assert chat.place == ("result", "apply")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2 and a half", 2.5), ("18 months", 1.5), ("1,5", 1.5), ("none", 0), ("I don't know", None), ("not sure", None)],
)
def test_a_typed_answer_counts_like_a_tapped_one(chat: Chat, typed: str, kept: float | None) -> None:
    chat.taps("Find my category", INFANT, SUPPORT)
    chat.says(typed)
    assert chat.session.answers["prevention_years"] == kept
    assert not chat.screen.toast


@pytest.mark.parametrize(("typed", "kept"), [("supporting", "prevention"), ("I dont know yet", "unsure")])
def test_words_of_a_label_choose_it(chat: Chat, typed: str, kept: str) -> None:
    chat.taps("Find my category", INFANT)
    chat.says(typed)
    assert chat.session.answers["scope"] == kept


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("leading", ("Leading and giving RSC", "Leading policy or programs")),
        ("teaching", ("Helping all children grow", "Teaching or research")),
        ("speech therapist", ("Supporting parent and child", "Treating the relationship")),
    ],
)
def test_words_that_fit_several_answers_choose_none_and_name_them(
    chat: Chat, typed: str, choices: tuple[str, str]
) -> None:
    chat.taps("Find my category", INFANT)
    chat.says(typed)
    assert chat.place == ("question", "apply")
    lines = ("That fits several answers, please tap the one you mean:", *(f"• {choice}" for choice in choices))
    assert chat.screen.toast == "\n".join(lines)


@pytest.mark.parametrize(
    ("way", "typed", "kept"),
    [
        ((), "0 to 3", "infant"), ((), "0-3", "infant"), ((), "birth to three", "infant"), ((), "infants", "infant"),
        ((), "babies and toddlers", "infant"), ((), "preschool", "early_childhood"), ((), "0 to 6", "both"),
        ((INFANT,), "home visiting", "prevention"), ((INFANT,), "I am a home visitor", "prevention"),
        ((INFANT,), "First Steps", "prevention"), ((INFANT,), "early intervention", "prevention"),
        ((INFANT,), "child care", "promotion"), ((INFANT,), "therapist", "clinical"),
        ((INFANT,), "faculty", "research_faculty"),
        ((INFANT, "Treating"), "none", "none"), ((INFANT, "Treating"), "MSW", "graduate"),
        ((INFANT, "Treating", "Master"), "in progress", "in_progress"),
        # Speaking of a choice is not making it.
        ((INFANT,), "not home visiting", None), ((INFANT,), "early intervention, or?", None), ((INFANT,), "...", None),
    ],
)  # fmt: skip
def test_the_words_people_use_for_an_answer_choose_it(
    chat: Chat, way: tuple[str, ...], typed: str, kept: str | None
) -> None:
    chat.taps("Find my category", *way)
    asked = ("age_band", "scope", "education", "licensed")[len(way)]
    chat.says(typed)
    assert chat.session.answers.get(asked) == kept


def test_an_answer_typed_below_an_explanation_counts(chat: Chat) -> None:
    chat.taps("Find my category", "Why do you ask?")
    chat.says("babies", "what is RSC")
    assert chat.place == ("term", "rsc", "apply")
    chat.says("home visitor")
    chat.taps("Why do you ask?")
    chat.says("18 months")
    assert chat.session.answers == {"age_band": "infant", "scope": "prevention", "prevention_years": 1.5}


def test_a_complaint_about_an_answer_typed_below_an_explanation_shows_the_question(chat: Chat) -> None:
    chat.taps("Find my category", INFANT, "Why do you ask?")
    chat.says("teaching")
    assert chat.place[:2] == ("question", "apply")
    assert "Helping all children grow" in chat.labels


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        ((), "!!", "Please type the years as a number up to 80"),
        ((), "99", "Please type the years as a number up to 80"),
        ((2,), "2.5 families", "Please type a whole number up to 100,000"),
        ((2, 10), "-4", "Please type the hours as a number up to 20,000"),
    ],
)
def test_bad_input_gets_one_line_that_says_what_is_expected_and_the_question_again(
    chat: Chat, question: tuple[int, ...], typed: str, expected: str
) -> None:
    chat.taps("Find my category")
    chat.answers(INFANT, SUPPORT, *question)
    before, answers = chat.text, chat.session.answers
    chat.says(typed)
    notice, _, rest = chat.text.partition("\n\n")
    assert notice.startswith(expected)
    assert "\n" not in notice
    assert rest == before
    assert chat.session.answers == answers


def test_a_part_cannot_be_more_than_its_whole_and_is_asked_again_when_the_whole_shrinks(chat: Chat) -> None:
    chat.taps("Find my category")
    chat.answers(INFANT, "Leading and giving", "Master", 3, 3, 2, 40)
    assert "up to 40" in chat.text
    chat.says("41")
    assert chat.screen.toast.startswith("Please type a number of hours up to 40")
    chat.answers(15)
    chat.says("/start")
    chat.taps("Review answers", "Training hours")
    chat.answers(10)
    assert chat.text.splitlines()[2].startswith("How many hours of training did you have about giving RSC")
    chat.taps("Back")
    chat.answers(40)
    assert chat.session.answers["training_on_rsc_hours"] == 15
    assert "RSC) have you received" in chat.text


def test_the_reason_comes_from_the_requirement_and_its_source(chat: Chat) -> None:
    chat.taps("Find my category", INFANT, SUPPORT, "Why do you ask?")
    assert "IFS asks for this: Years in prevention or early intervention, at least 2 years." in chat.text
    assert "Source: Informational Booklet" in chat.text
    chat.says("3")
    assert chat.session.answers["prevention_years"] == 3


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (("Find my category",), "It decides the letters after your name"),
        (("Find my category", INFANT), "The categories follow the work you do"),
        (("Costs",), "It tells which costs are yours."),
        (("Add ERS",), "ERS asks for this: An Endorsement in hand."),
    ],
)
def test_questions_without_a_requirement_have_a_reason_too(chat: Chat, way: tuple[str, ...], words: str) -> None:
    chat.taps(*way, "Why do you ask?")
    assert words in chat.text
    assert "Source" in chat.text or "asks for" not in chat.text


def test_back_and_forward_again_change_nothing(specialist: Chat) -> None:
    specialist.taps("Review answers", "Qualified RSC provider")
    answers = specialist.session.answers
    seen = []
    while "Back" in specialist.labels:
        seen.append(specialist.text)
        specialist.taps("Back")
    assert len(seen) == 6
    for before in reversed(seen):
        assert "Your answer: " in specialist.text
        specialist.taps("Keep my answer")
        assert specialist.text == before
    specialist.taps("Keep my answer")
    assert specialist.place == ("result", "apply")
    assert specialist.session.answers == answers


def test_a_change_that_opens_a_question_asks_only_that_and_undoing_it_brings_parked_answers_back(
    specialist: Chat,
) -> None:
    before = specialist.text
    specialist.taps("Review answers", "Years in prevention work")
    specialist.says("1")
    asked = []
    while specialist.place == ("question", "apply"):
        asked.append(specialist.text.splitlines()[2])
        specialist.taps("I don’t know yet")
    assert [question.partition("?")[0] for question in asked] == ["What is your highest degree or credential"] + [
        "How many years have you worked or volunteered with or for babies, young children and their families"
    ] * (len(asked) - 1)
    specialist.taps("Review answers")
    assert "Education" in specialist.text
    specialist.taps("Years in prevention work")
    specialist.says("2")
    assert specialist.text == before
    specialist.taps("Review answers")
    assert "Education" not in specialist.text
    assert "education" in specialist.session.answers


def test_the_order_of_edits_does_not_matter(companion: Companion) -> None:
    edits = (("Years in prevention work", 1), ("Training hours", 20), ("RSC received", 0))
    ends = set()
    for order in itertools.permutations(edits):
        chat = Chat(companion)
        chat.says("/start")
        chat.taps("Find my category")
        chat.answers(*SPECIALIST)
        for short, amount in order:
            chat.does(Tapped("go.review.apply"))
            chat.taps(short)
            chat.answers(amount)
        while chat.place == ("question", "apply"):
            chat.taps("I don’t know yet")
        ends.add(chat.text)
    assert len(ends) == 1


def test_an_unfinished_interview_resumes_or_starts_over(chat: Chat) -> None:
    chat.taps("Find my category")
    chat.answers(INFANT, SUPPORT, 2)
    for way_in in ("/start", "/start apply"):
        chat.says(way_in)
        assert "You have 3 answers saved." in chat.text
        assert "About 4 questions to go." in chat.text
    chat.taps("Continue")
    assert chat.text.startswith("Question 4")
    chat.says("/menu")
    chat.taps("What am I missing?", "Start over")
    assert "Start over and clear your 3 answers?" in chat.text
    chat.taps("No, keep it")
    assert chat.place == ("review", "apply")
    chat.taps("Start over", "Yes, start over")
    assert chat.text.startswith("Question 1")
    assert chat.session.answers == {}


def test_the_second_interview_is_found_again_as_well(chat: Chat) -> None:
    chat.taps("Add ERS", "IFS / ECFS")
    chat.says("/start")
    assert chat.place == ("resume", "ers")


def test_an_old_button_changes_its_own_answer_wherever_the_person_is(specialist: Chat) -> None:
    specialist.says("/settings")
    specialist.does(Tapped("n.apply.training_hours.1.20"))
    assert specialist.session.answers["training_hours"] == 20
    assert specialist.place == ("result", "apply")


def test_an_old_button_that_no_longer_fits_says_what_would(chat: Chat) -> None:
    chat.taps("Add ERS", "None yet")
    chat.answers(24, "Yes, they do")
    chat.says("/settings")
    chat.does(Tapped("n.ers.rsc_about_providing_hours.1.25"))
    assert chat.screen.toast.startswith("Please type a number of hours up to 24")
    assert "rsc_about_providing_hours" not in chat.session.answers


def test_a_button_of_an_older_question_asks_anew(specialist: Chat) -> None:
    specialist.does(Tapped("a.apply.scope.0.policy"))
    assert specialist.screen.toast == "That question has changed since, so please answer it once more."
    assert specialist.session.answers["scope"] == "prevention"


@pytest.mark.parametrize(
    "forged",
    [
        "a.apply.scope.1.king", "a.apply.zzz.1.yes", "a.zzz.scope.1.policy", "a.apply.scope",
        "n.apply.training_hours.1.٣",
        "go.question.zzz", "go.zzz", "go.result", "go.result.costs", "go.picture.apply.red", "do.zzz", "do.tick.zzz",
        "do.rater.IFS.9", "do.rater.IFS.٣", "do.language.xx", "do.zone.mars", "do.suppose.apply.zzz", "go.term.zzz",
        "go.category.zzz", "go.leadership.IFS", "go.providers.IFA", "go.what_if.apply.zzz", "go.why.apply.zzz", "",
        "....",
    ],
)  # fmt: skip
def test_forged_data_does_nothing_and_is_told_politely(specialist: Chat, forged: str) -> None:
    before, session = specialist.text, specialist.session
    specialist.does(Tapped(forged))
    assert specialist.session == session
    assert specialist.screen.toast == "That button does not lead anywhere any more, here is where we are."
    assert specialist.text.endswith(before)


def test_a_look_at_a_question_that_is_not_on_the_way_shows_the_one_that_is(chat: Chat) -> None:
    chat.taps("Find my category", INFANT)
    chat.does(Tapped("go.question.apply.licensed"))
    assert "Which of these is closest to your main work?" in chat.text
    chat.says("4")
    assert "licensed" not in chat.session.answers


def test_an_outcome_asked_for_too_early_goes_on_with_the_questions(chat: Chat) -> None:
    for data in ("go.result.apply", "go.costs", "do.paperwork.ers"):
        chat.does(Tapped(data))
        assert chat.screen.toast == "Nothing to show yet. A few questions first!"
        assert chat.place[0] == "question"


def test_a_photo_is_answered_with_a_line_and_the_screen_again(specialist: Chat) -> None:
    before = specialist.text
    specialist.does(Sent())
    assert specialist.screen.toast == "I can only read text and buttons, so please type or tap."
    assert specialist.text.endswith(before)


def test_a_repeated_update_shows_the_screen_again_and_does_nothing(specialist: Chat) -> None:
    session, screen = specialist.session, specialist.screen
    assert specialist.does(Repeated()) == screen
    assert specialist.session == session


def test_a_place_the_rules_have_moved_past_leads_to_the_nearest(specialist: Chat) -> None:
    for place, nearest in (
        (("question", "apply"), ("result", "apply")),
        (("what_if", "apply", "zzz"), ("result", "apply")),
        (("gone",), ("menu",)),
        (("result", "ers"), ("question", "ers")),
    ):
        specialist.session = specialist.session.at(*place)
        specialist.does(Repeated())
        assert specialist.place == nearest


def test_paperwork_is_asked_of_those_who_want_it_and_never_changes_the_category(specialist: Chat) -> None:
    specialist.taps("Check the paperwork too")
    specialist.answers(2, "No, not yet")
    assert "Your work fits Infant Family Specialist (IFS)." in specialist.text
    assert "References: 1 person to go" in specialist.text
    assert "Active membership" in specialist.text
    assert "Check the paperwork too" not in specialist.labels
