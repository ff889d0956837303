"""Every screen about Endorsements, hours and reminders: its words, its size, and that no word is hard-coded."""

import html
import re
from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion

from dialogs.catalogue import PSEUDO
from dialogs.event import Repeated
from dialogs.nudging import Rung
from dialogs.packet import CalendarEvent, Packet
from dialogs.screen import AuditPacket, Calendar, Screen
from dialogs.session import Place
from dialogs.turn import Companion
from rules.codes import Category
from tests.dialogs.endorsees import PEOPLE, every_renewal_place
from tests.dialogs.telegram import faults
from tests.dialogs.test_pseudo import _CODE, _NAMES, _PLAIN, _english

_OF_THEIRS = {"Serve", "return", "The", "Institute", "proof", "pdf", "F" * 80}
_DEADLINE = date(2027, 12, 31)


def screens(companion: Companion, person: str, language: str) -> list[Screen]:
    session, on = PEOPLE[person]
    found = [companion.nudge(session.model_copy(update={"language": language}), rungs(person), on)]
    for name, *arguments in every_renewal_place(session):
        place = Place(name=name, arguments=tuple(arguments))
        looking = session.model_copy(update={"language": language, "place": place})
        found.append(companion.turn(looking, Repeated(), on)[1])
    return found


def rungs(person: str) -> tuple[Rung, ...]:
    numbers = [0, *(one.id for one in PEOPLE[person][0].endorsements)]
    return tuple(Rung(number, _DEADLINE, _DEADLINE) for number in numbers)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_screens_say(companion: Companion, person: str, snapshot: SnapshotAssertion) -> None:
    assert "\n\n=====\n\n".join(map(_in_words, screens(companion, person, "en"))) == snapshot


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("language", ["en", PSEUDO])
def test_every_screen_fits_telegram(companion: Companion, person: str, language: str) -> None:
    for screen in screens(companion, person, language):
        assert list(faults(screen, in_english=language == "en")) == [], screen.text


@pytest.mark.parametrize("person", PEOPLE)
def test_no_english_word_is_left_outside_the_catalogue(companion: Companion, person: str) -> None:
    for screen in screens(companion, person, PSEUDO):
        words = [said for said in _english(screen) if said.split()[0] not in _OF_THEIRS]
        assert words == [], screen.text
        for text in _drawn(screen):
            left = {word for word in re.findall(r"[^\W\d_]+", text) if _PLAIN.search(word)}
            assert {word for word in left if not _CODE.fullmatch(word)} <= _NAMES | _OF_THEIRS | _ADDRESS, text


@pytest.mark.parametrize("category", Category)
def test_every_category_and_its_twin_has_its_letters(companion: Companion, category: Category) -> None:
    session, on = PEOPLE["mentor"]
    held = session.endorsements[0].model_copy(update={"category": category})
    screen = companion.turn(
        session.model_copy(update={"endorsements": (held,)}).at("endorsement", "1"), Repeated(), on
    )[1]
    assert "EC" in screen.text
    assert "+ ERS)" in screen.text


_ADDRESS = frozenset({"Endorsement", "infancyonward", "org", "page", "pages"})


def _drawn(screen: Screen) -> list[str]:
    match screen.attachment:
        case AuditPacket(packet=packet):
            return _of_packet(packet)
        case Calendar(events=events):
            return [text for event in events for text in _of_event(event)]
    return []


def _of_packet(packet: Packet) -> list[str]:
    table = [
        cell for row in (packet.columns, packet.sum_columns, *packet.rows, *packet.sums, *packet.facts) for cell in row
    ]
    own = [packet.title, packet.credential_name, packet.footer, packet.contact, *packet.words.values()]
    return [*table, *own, *packet.evidence, *packet.notes]


def _of_event(event: CalendarEvent) -> tuple[str, str]:
    return event.title, event.text


def _in_words(screen: Screen) -> str:
    rows = "\n".join(" ".join(f"[{button.label}]" for button in row) for row in screen.rows)
    return f"{screen.name}\n{html.unescape(re.sub(r'<[^>]+>', '', screen.text))}\n\n{rows}"
