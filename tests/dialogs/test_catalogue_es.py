"""Spanish: complete, unharmed, short enough for a phone, and never a verdict on a person."""

import random
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from dialogs.commands import COMMANDS
from dialogs.event import Repeated, Tapped, Typed
from dialogs.screen import Screen
from dialogs.session import Place, Session
from dialogs.turn import Companion
from rules.pack import RulePack
from tests.catalogues import updated
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import PEOPLE
from tests.dialogs.telegram import faults
from tests.dialogs.test_pseudo import SESSIONS, every_place
from tests.dialogs.test_renewal_screens import screens

_KEPT = re.compile(rf"%\([a-z_]+\)[sd]|%%|\{{[a-z_]+\}}|</?[a-z]+>|(?<!\w)/(?:{'|'.join(COMMANDS)})\b")
_CODES = re.compile(
    r"\b(?:I|EC)(?:FA|FS|MHS|MHM)(?:-[CPRF/]+)?\b|\bERS\b|\bRSC\b|\bIECMH\b|\bCDA\b|E®|Endorsement®|EASy"
)
_BANNED = re.compile(
    r"\belegible|\bcalificas?\b|\bcumples con los requisitos|\busted(?:es)?\b|\bno eres apt[oa]",
    re.IGNORECASE,
)
_ONE_OF_MANY = re.compile(r"\b1 (?:horas|días|años|familias|personas|preguntas|respuestas|anotaciones)\b")
_WALKS = 40
_STEPS = 24
_DAYS = ("5 de mayo de 2019", "el 5 de mayo de 2025", "ayer")


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    return updated("es")


def _messages(catalogue: Catalog) -> Iterator[tuple[Message, str, str]]:
    """Each message with its source and what is said for it; a plural comes once for each of its forms."""
    for message in catalogue:
        sources = [message.id] if isinstance(message.id, str) else message.id
        said = [message.string or ""] if isinstance(message.string, str | None) else message.string
        if message.id:
            yield from ((message, source, one) for source, one in zip(sources, said, strict=True))


def test_every_sentence_is_translated(spanish: Catalog) -> None:
    assert [source for message, source, said in _messages(spanish) if not said or message.fuzzy] == []


def test_placeholders_tags_and_commands_are_those_of_the_source(spanish: Catalog) -> None:
    harmed = [
        source for _, source, said in _messages(spanish) if sorted(_KEPT.findall(source)) != sorted(_KEPT.findall(said))
    ]
    assert harmed == []


def test_letters_and_names_of_the_field_stay_as_they_are(spanish: Catalog) -> None:
    lost = [
        (source, said)
        for _, source, said in _messages(spanish)
        if not set(_CODES.findall(source)) <= set(_CODES.findall(said))
    ]
    assert lost == []


def test_addresses_stay_as_they_are(spanish: Catalog) -> None:
    address = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:org|com)(?:/[\w./-]*\w)?")
    for _, source, said in _messages(spanish):
        assert address.findall(source) == address.findall(said), source


def test_nobody_is_judged_or_addressed_stiffly(spanish: Catalog) -> None:
    assert [said for _, _, said in _messages(spanish) if _BANNED.search(said)] == []


@pytest.mark.parametrize("case", SESSIONS)
def test_every_place_fits_telegram_in_spanish(companion: Companion, pack: RulePack, case: str) -> None:
    for place in every_place(pack, companion.book.interviews):
        session = Session(language="es", answers=SESSIONS[case], place=Place(name=place[0], arguments=place[1:]))
        _, screen = companion.turn(session, Repeated(), ON)
        assert list(_faults(screen)) == [], (place, screen.text)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_screen_about_renewal_fits_telegram_in_spanish(companion: Companion, person: str) -> None:
    for screen in screens(companion, person, "es"):
        assert list(_faults(screen)) == [], screen.text


def test_every_question_fits_telegram_in_spanish(companion: Companion) -> None:
    seen: set[str] = set()
    for flow in companion.book.interviews:
        for seed in range(_WALKS):
            session = Session(language="es", answers={"paperwork": True})
            seen |= _walked(Chat(companion, session, ON), flow, random.Random(seed))  # noqa: S311
    assert seen == {name for one in companion.book.interviews.values() for name in one.flow.questions}


def _walked(chat: Chat, flow: str, chance: random.Random) -> set[str]:
    """Answer at random until nothing is asked any more; the questions that were shown on the way."""
    seen: set[str] = set()
    chat.does(Tapped(f"go.enter.{flow}"))
    for _ in range(_STEPS):
        assert list(_faults(chat.screen)) == [], chat.text
        if chat.place[0] != "question":
            break
        taps = [button.tap for button in chat.buttons if button.tap]
        seen |= {tap.split(".")[3] for tap in taps if tap.startswith("go.why.")}
        answers = [tap for tap in taps if tap.startswith(("a.", "n."))]
        chat.does(Tapped(chance.choice(answers)) if answers else Typed(chance.choice(_DAYS)))
    return seen


@pytest.mark.parametrize("said", ["sí", "Si", "SÍ, con ERS"])
def test_a_typed_yes_is_understood_with_or_without_its_accent(companion: Companion, said: str) -> None:
    chat = _at_the_add_on(companion)
    chat.says(said)
    assert chat.session.answers["cost_add_on"] is True


@pytest.mark.parametrize("said", ["no", "No, sin ERS"])
def test_a_typed_no_is_not_taken_for_the_button_of_those_who_do_not_know(companion: Companion, said: str) -> None:
    chat = _at_the_add_on(companion)
    chat.says(said)
    assert chat.session.answers["cost_add_on"] is False


@pytest.mark.parametrize("said", ["no sé", "No lo se", "ni idea"])
def test_a_typed_not_known_is_an_answer(companion: Companion, said: str) -> None:
    chat = _at_the_add_on(companion)
    chat.says(said)
    assert chat.session.answers["cost_add_on"] is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("soy maestra en una guardería", "promotion"),
        ("Visitadora del hogar", "prevention"),
        ("intervencion temprana", "prevention"),
        ("doy psicoterapia", "clinical"),
        ("doy supervisión reflexiva", "clinical_leadership"),
        ("políticas públicas", "policy"),
        ("profesora en la universidad", "research_faculty"),
        ("no doy psicoterapia", None),
        ("¿qué es intervención temprana?", None),
    ],
)
def test_work_told_in_ones_own_spanish_words_is_understood(companion: Companion, said: str, meant: str | None) -> None:
    chat = Chat(companion, Session(language="es"), ON)
    chat.does(Tapped("go.enter.apply"))
    chat.says("de 0 a 3 años", said)
    assert chat.session.answers == {"age_band": "infant"} | ({} if meant is None else {"scope": meant})


def _at_the_add_on(companion: Companion) -> Chat:
    chat = Chat(companion, Session(language="es"), ON)
    chat.does(Tapped("go.enter.costs"))
    chat.taps("Family Specialist")
    return chat


def _faults(screen: Screen) -> Iterator[str]:
    """Labels as short as in English, and no number beside the wrong form of its noun."""
    yield from faults(screen, in_english=True)
    yield from _ONE_OF_MANY.findall(screen.text)
