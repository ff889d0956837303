"""The words of every screen in English, for one typical case, so that a change of words is seen in review."""

import html
import re

import pytest
from syrupy.assertion import SnapshotAssertion

from dialogs.event import Repeated
from dialogs.library import library
from dialogs.scene import Scene
from dialogs.screen import Screen
from dialogs.screens.places import PLACES
from dialogs.session import Place, Session
from dialogs.turn import Companion
from rules.loading import load_pack
from tests.dialogs.chat import ON
from tests.dialogs.endorsees import RENEWAL
from tests.dialogs.test_pseudo import SESSIONS, every_place

CASES = ("short of hours", "no degree", "everything unknown", "mentor", "add-on", "costs")
TYPICAL = {"apply": "short of hours", "ers": "add-on", "costs": "costs", "record": "held"}
HERE = [
    place
    for place in every_place(load_pack("infancy-onward"), library().flows)
    if place[0] not in {"question", "term", "language"}
    and (place[-1] != "costs" or place[0] in {"costs", "review", "resume", "restart"})
    and place[1:] not in {("IFA",), ("IMHS",), ("IMHM-P",), ("IMHM-RF",)}
]


@pytest.mark.parametrize("place", HERE, ids=".".join)
def test_a_screen_says(companion: Companion, place: tuple[str, ...], snapshot: SnapshotAssertion) -> None:
    flow = place[1] if len(place) > 1 and place[1] in TYPICAL else "apply"
    assert in_words(shown(companion, TYPICAL[flow], place)) == snapshot


@pytest.mark.parametrize("case", CASES[1:4])
def test_a_result_says(companion: Companion, case: str, snapshot: SnapshotAssertion) -> None:
    assert in_words(shown(companion, case, ("result", "apply"))) == snapshot


@pytest.mark.parametrize("name", library().questions)
def test_a_question_says(companion: Companion, name: str, snapshot: SnapshotAssertion) -> None:
    flow = next(flow.name for flow in library().flows.values() if name in flow.questions)
    why = in_words(shown(companion, TYPICAL[flow], ("why", flow, name)))
    assert f"{question_in_words(companion, name)}\n\n{why}" == snapshot


def test_every_place_is_shown_somewhere() -> None:
    assert {place[0] for place in HERE} | {"question", "why", "term", "language"} | RENEWAL == set(PLACES)


def question_in_words(companion: Companion, name: str) -> str:
    page = Scene(companion.book, Session(), ON).question(name)
    labels = "\n".join(f"[{label}] {key}" for key, label in page.labels.items())
    return f"{_plain(page.text)}\n{labels}"


def shown(companion: Companion, case: str, place: tuple[str, ...]) -> Screen:
    session = Session(answers=SESSIONS[case], place=Place(name=place[0], arguments=place[1:]))
    return companion.turn(session, Repeated(), ON)[1]


def in_words(screen: Screen) -> str:
    rows = "\n".join(" ".join(f"[{button.label}]" for button in row) for row in screen.rows)
    return f"{_plain(screen.text)}\n\n{rows}"


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))
