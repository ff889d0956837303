"""Lists, settings, links and commands, beside the interviews."""

from pathlib import Path

import pytest

from dialogs import catalogue
from dialogs.answer import Answer, is_possible
from dialogs.commands import COMMANDS
from dialogs.event import Tapped
from dialogs.flow import Kind
from dialogs.session import Session
from dialogs.tap import Tap, data, parse
from dialogs.turn import Companion
from dialogs.words import words
from tests.dialogs.chat import Chat


@pytest.fixture
def chat(companion: Companion) -> Chat:
    chat = Chat(companion)
    chat.says("/start")
    return chat


def test_steps_are_ticked_and_unticked(chat: Chat) -> None:
    chat.taps("The eight steps", "○ 1.", "○ 3.")
    assert chat.text.startswith("The steps: 2 of 8 done")
    chat.taps("✓ 1.")
    assert chat.text.startswith("The steps: 1 of 8 done")
    assert chat.labels[2].startswith("✓ 3.")


def test_places_among_the_references_go_round_and_keep_no_names(chat: Chat) -> None:
    chat.taps("Plan my references")
    for state in ("Somebody is asked", "Somebody agreed", "Nobody asked yet"):
        chat.taps("2. ")
        assert chat.labels[1] == f"2. {state}"
    chat.taps("ERS", "1. ")
    assert dict(chat.session.raters) == {"IFS 1": "open", "ERS 0": "asked"}


def test_references_are_those_of_the_person_s_category(chat: Chat) -> None:
    chat.taps("Find my category", "Pregnancy", "Teaching or research")
    chat.says("/start references")
    assert chat.text.startswith("References for IMHM-R/F")


def test_categories_can_be_browsed_down_to_raters_work_leadership_and_providers(chat: Chat) -> None:
    chat.taps("Browse categories", "IMHM-C: Mentor, Clinical")
    assert "• Training hours, besides those about giving RSC: 33 hours" in chat.text
    for label in ("Who can be a reference", "What work counts", "Leadership activities", "Who can provide RSC"):
        chat.taps(label)
        assert chat.text.startswith("IMHM-C: ")
        chat.taps("Back")
    chat.taps("See how close I am")
    assert chat.place == ("question", "apply")


def test_the_add_on_has_no_work_of_its_own(chat: Chat) -> None:
    chat.does(Tapped("go.category.ERS"))
    assert "What work counts" not in chat.labels
    chat.does(Tapped("go.work.ERS"))
    assert chat.screen.toast.startswith("That button does not lead anywhere")


def test_a_term_asked_in_an_interview_leads_back_to_its_question(chat: Chat) -> None:
    chat.taps("Find my category")
    question = chat.text
    chat.says("what is RSC?")
    assert chat.text.startswith("RSC\n\nReflective supervision/consultation.")
    chat.taps("Back to my question")
    assert chat.text == question


def test_a_term_asked_while_looking_back_leads_to_that_very_question(chat: Chat) -> None:
    chat.taps("Find my category", "Pregnancy", "Helping all", "Back")
    question = chat.text
    chat.says("What does EASy mean?")
    chat.taps("Back to my question")
    assert chat.text == question


def test_a_term_from_the_list_leads_back_to_what_is_unfinished(chat: Chat) -> None:
    chat.taps("What does … mean?", "RSC")
    assert "Back to my question" not in chat.labels
    chat.says("/start apply")
    chat.taps("Pregnancy")
    chat.says("/start terms")
    chat.taps("RSC", "Back to my question")
    assert chat.place == ("question", "apply")


def test_words_nobody_knows_are_answered_politely(chat: Chat) -> None:
    chat.says("The weather is nice")
    assert chat.screen.toast == "I did not understand that, sorry. The buttons show what I can do."
    chat.says("🙂")
    assert chat.screen.toast


def test_a_button_can_be_said_in_words(chat: Chat) -> None:
    chat.says("settings")
    assert chat.place == ("settings",)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("apply", ("question", "apply")), ("costs", ("question", "costs")), ("steps", ("steps",)), ("help", ("help",)),
        ("rsc", ("term", "rsc")), ("ifs", ("category", "IFS")), ("ECMHM-RF", ("category", "IMHM-RF")),
        ("ers", ("category", "ERS")), ("Privacy", ("privacy",)), ("nowhere", ("menu", "hello")),
        ("a.b", ("menu", "hello")),
    ],
)  # fmt: skip
def test_a_deep_link_leads_to_its_place_and_a_forged_one_is_a_plain_start(
    chat: Chat, link: str, place: tuple[str, ...]
) -> None:
    chat.says(f"/start {link}")
    assert chat.place == place
    assert not chat.screen.toast


def test_an_unknown_command_is_told_politely(chat: Chat) -> None:
    chat.says("/dance")
    assert chat.place == ("menu", "hello")
    assert chat.screen.toast


def test_every_command_stands_in_help_but_the_two_that_menus_show(chat: Chat) -> None:
    chat.says("/help")
    assert {name for name in COMMANDS if f"/{name}" not in chat.text} == {"help", "settings"}


def test_the_time_zone_is_the_association_s_until_another_is_chosen(chat: Chat) -> None:
    chat.taps("Settings")
    assert "Time zone: Indiana (Indianapolis)" in chat.text
    chat.taps("Time zone", "Central")
    assert "Time zone: Central (Chicago)" in chat.text
    assert chat.session.time_zone == "America/Chicago"


def test_a_time_zone_that_is_not_in_the_list_is_shown_by_its_own_name(companion: Companion) -> None:
    chat = Chat(companion, Session(time_zone="America/Puerto_Rico"))
    chat.says("/settings")
    assert "Time zone: America/Puerto Rico" in chat.text


def test_a_language_is_chosen_by_its_own_name_and_the_answers_stay(chat: Chat) -> None:
    chat.says("/language")
    chat.taps("English")
    assert chat.place == ("settings",)
    assert "Language: English" in chat.text


def test_a_language_we_do_not_speak_any_more_falls_back_to_english(companion: Companion) -> None:
    chat = Chat(companion, Session(language="xx"))
    chat.says("/settings")
    assert "Language: English" in chat.text
    with pytest.raises(LookupError, match="'xx' came; allowed: en"):
        catalogue.catalogue("xx")


def test_a_catalogue_put_beside_the_others_is_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "de").mkdir()
    said = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Menu"\nmsgstr "Menü"\n'
    (tmp_path / "de" / "endorse.po").write_text(said, "utf-8")
    (tmp_path / "half").mkdir()
    monkeypatch.setattr(catalogue, "_LOCALES", tmp_path)
    catalogue.languages.cache_clear()
    try:
        assert catalogue.languages() == ("en", "de")
        assert catalogue.catalogue("de").gettext("Menu") == "Menü"
    finally:
        catalogue.languages.cache_clear()
        catalogue.catalogue.cache_clear()


def test_forgetting_leaves_no_session(chat: Chat) -> None:
    chat.taps("Find my category", "Pregnancy")
    chat.says("/delete")
    chat.taps("Yes, delete everything")
    assert chat.text.startswith("Done. Everything is deleted.")
    assert chat.session == Session()


def test_cancel_leaves_everything_as_it_is(chat: Chat) -> None:
    chat.taps("Find my category", "Pregnancy")
    answers = chat.session.answers
    chat.says("/cancel")
    assert "Your answers stay saved." in chat.text
    assert chat.session.answers == answers


@pytest.mark.parametrize(("verb", "arguments"), [("go", ("x" * 62,)), ("go", ("a.b",))])
def test_callback_data_is_short_and_has_no_dot_of_its_own(verb: str, arguments: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="callback data"):
        data(verb, *arguments)


def test_callback_data_comes_back_as_it_went() -> None:
    assert parse(data("a", "apply", "scope", "1", "policy")) == Tap("a", ("apply", "scope", "1", "policy"))


@pytest.mark.parametrize(
    ("question", "answer", "possible"),
    [
        ("member", 1, False), ("member", False, True), ("references", True, False), ("references", 2.5, False),
        ("references", 3, True), ("training_hours", True, False), ("training_hours", 20_000, True),
        ("training_hours", 20_000.5, False), ("scope", "king", False), ("scope", None, True), ("member", "yes", False),
    ],
)  # fmt: skip
def test_a_stored_answer_that_cannot_be_one_is_asked_again(
    companion: Companion, question: str, answer: str | float | None, *, possible: bool
) -> None:
    assert is_possible(companion.book.library.questions[question], answer) is possible


def test_one_and_yes_are_not_the_same_stored_answer(companion: Companion) -> None:
    interview, on = companion.book.interviews["costs"], Chat(companion).on
    told: dict[str, Answer] = {"cost_category": "IFS", "cost_add_on": True}
    assert companion.book.case(interview, told, on).path == ("cost_category", "cost_add_on")
    assert companion.book.case(interview, {**told, "cost_add_on": 1}, on).path == ("cost_category",)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(0.5, "hours", "0.5 hours"), (1, "hours", "1 hour"), (1, "years", "1 year"), (1.5, "years", "1.5 years"),
     (0, "families", "0 families"), (1000, "hours", "1,000 hours"), (1, "people", "1 person")],
)  # fmt: skip
def test_an_amount_has_its_unit(value: float, unit: str, said: str) -> None:
    assert words("en").amount(value, unit) == said


def test_kinds_that_are_amounts_have_a_bound() -> None:
    assert {kind for kind in Kind if kind.is_amount} == {Kind.YEARS, Kind.HOURS, Kind.COUNT}
