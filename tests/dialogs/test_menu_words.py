"""The main menu said in words, wherever a person is; and never in place of an answer."""

import pytest

from dialogs.event import Tapped
from dialogs.session import Session
from dialogs.turn import Companion
from tests.dialogs.chat import Chat
from tests.dialogs.endorsees import PEOPLE
from tests.dialogs.test_interview import INFANT, SUPPORT


def asked(companion: Companion, *answers: str | int, language: str = "en") -> Chat:
    """Somebody in the middle of the interview."""
    chat = Chat(companion, Session(language=language))
    chat.does(Tapped("go.apply"))
    return chat if not answers else _answering(chat, *answers)


def _answering(chat: Chat, *answers: str | int) -> Chat:
    chat.answers(*answers)
    return chat


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Find my category", ("resume", "apply")),
        ("find category", ("resume", "apply")),
        ("FIND MY CATEGORY!", ("resume", "apply")),
        ("menu", ("menu",)),
        ("Help", ("help",)),
        ("log hours", ("log",)),
        ("Log  hours.", ("log",)),
        ("renewal", ("question", "record")),
        ("Renew", ("question", "record")),
        ("my renewal", ("question", "record")),
        ("settings", ("settings",)),
        ("costs", ("question", "costs")),
        ("add ERS", ("question", "ers")),
        ("eight steps", ("steps",)),
        ("plan references", ("references",)),
    ],
)
def test_a_label_of_the_menu_leads_there_from_the_middle_of_an_interview(
    companion: Companion, typed: str, place: tuple[str, ...]
) -> None:
    for chat in (asked(companion, INFANT), asked(companion, INFANT, SUPPORT)):
        before = chat.session.answers
        chat.says(typed)
        assert chat.place == place
        assert chat.session.answers == before


@pytest.mark.parametrize(
    ("typed", "place"),
    [("ayuda", ("help",)), ("Anotar horas", ("log",)), ("renovación", ("question", "record")), ("menú", ("menu",))],
)
def test_it_is_understood_in_the_persons_language(companion: Companion, typed: str, place: tuple[str, ...]) -> None:
    chat = asked(companion, language="es")
    assert chat.says(typed).name == place[0]
    assert chat.place == place


def test_a_word_that_is_a_term_is_explained_unless_it_is_a_whole_label(companion: Companion) -> None:
    chat = asked(companion, INFANT)
    assert chat.says("ERS").name == "term"
    assert asked(companion, INFANT).says("what is a reference?").name == "term"


@pytest.mark.parametrize("typed", ["hours", "steps", "👶", "what do you mean", "category"])
def test_what_names_no_entry_of_the_menu_is_not_taken_for_one(companion: Companion, typed: str) -> None:
    chat = asked(companion, INFANT)
    chat.says(typed)
    assert chat.place[0] in {"question", "term"}


def test_an_answer_is_never_taken_for_the_menu(companion: Companion) -> None:
    chat = asked(companion, INFANT)
    chat.says("home visiting")
    assert chat.session.answers["scope"] == "prevention"
    typing = Chat(companion, *PEOPLE["specialist"])
    typing.does(Tapped("go.credit_title.12"))
    typing.says("Help")
    assert typing.session.credits[1].title == "Help"
    typing.does(Tapped("go.credit_provider.12"))
    typing.says("Renewal")
    assert typing.session.credits[1].provider == "Renewal"
