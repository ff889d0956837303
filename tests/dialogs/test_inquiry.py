"""The case in a few lines for the coordinator: what is known, and nothing where nothing is."""

from datetime import date

import pytest

from dialogs.inquiry import summary_of
from dialogs.scene import Scene
from dialogs.session import Session
from dialogs.turn import Companion
from tests.dialogs.chat import ON
from tests.dialogs.endorsees import PEOPLE
from tests.dialogs.test_pseudo import SESSIONS


def summary(companion: Companion, session: Session, on: date = ON) -> str:
    return summary_of(Scene(companion.book, session, on))


def test_of_somebody_who_told_nothing_there_is_nothing_to_say(companion: Companion) -> None:
    assert summary(companion, Session()) == ""


def test_what_fits_and_what_is_missing_is_told(companion: Companion) -> None:
    told = summary(companion, Session(answers=SESSIONS["short of hours"]))
    assert "Fits best today: Infant Family Specialist (IFS)." in told
    assert "• Training hours" in told or "to go" in told
    assert "qualif" not in told.replace("qualified provider", "")


def test_a_target_that_is_not_there_yet_is_told_beside_what_fits(companion: Companion) -> None:
    told = summary(companion, Session(answers=SESSIONS["no degree"]))
    assert told.startswith("The work fits Infant Mental Health Specialist (IMHS).")
    assert "Fits best today:" in told


def test_the_add_on_is_told_as_well(companion: Companion) -> None:
    assert "(ERS)" in summary(companion, Session(answers=SESSIONS["add-on"]))


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("specialist", "of RSC received to go until December 31, 2027"),
        ("in the window", "the hours are there, to be attested by December 31, 2027"),
        ("lapsed", "has passed"),
    ],
)
def test_each_endorsement_is_told_with_its_deadline(companion: Companion, person: str, told: str) -> None:
    session, on = PEOPLE[person]
    assert told in summary(companion, session, on)


def test_it_is_plain_and_speaks_the_language_of_the_person(companion: Companion) -> None:
    session, on = PEOPLE["specialist"]
    told = summary(companion, session.model_copy(update={"language": "es"}), on)
    assert "<" not in told.replace("<Serve>", "")
    assert "&amp;" not in told
