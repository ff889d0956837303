"""The word to somebody who stayed away for long, and what /privacy says of it."""

from datetime import date

import pytest

from dialogs.nudging import Rung
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from dialogs.turn import Companion
from rules.loading import load_pack
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import SPECIALIST

UNTIL = date(2029, 12, 1)
TOLD = Rung(SILENCE, UNTIL, date(2029, 11, 1))


def told(companion: Companion, session: Session, *others: Rung) -> Chat:
    chat = Chat(companion, session, TOLD.day)
    chat.screen = companion.nudge(session, (*others, TOLD), TOLD.day)
    return chat


def test_it_says_when_everything_is_deleted_and_how_to_keep_it(companion: Companion) -> None:
    chat = told(companion, Session())
    assert chat.text.startswith("Shall I keep what you told me?")
    assert "I delete everything of yours on December 1, 2029." in chat.text
    assert chat.labels == ("Keep everything", "Get my data", "Delete my data")
    assert chat.screen.stays


def test_one_tap_keeps_everything(companion: Companion) -> None:
    session = Session(endorsements=(SPECIALIST,))
    chat = told(companion, session)
    chat.taps("Keep everything")
    assert chat.session.endorsements == (SPECIALIST,)
    assert "Find my category" in chat.labels


def test_a_reminder_that_is_due_as_well_comes_first_in_the_same_message(companion: Companion) -> None:
    chat = told(companion, Session(endorsements=(SPECIALIST,)), Rung(1, date(2029, 12, 31), TOLD.day))
    assert chat.text.index("IFS: ") < chat.text.index("Shall I keep")
    assert {"Log hours", "Keep everything"} <= set(chat.labels)


@pytest.mark.parametrize(
    ("days", "said"), [(1095, "for 3 years and"), (365, "for a year and"), (730, "for 2 years"), (90, "for 90 days")]
)
def test_privacy_tells_for_how_long_a_silence_may_last(days: int, said: str) -> None:
    chat = Chat(Companion(load_pack("infancy-onward"), conversation_days=days), Session(), ON)
    chat.says("/privacy")
    assert f"When I have heard nothing from you {said}" in chat.text
    assert "Thirty days before, I ask you once" in chat.text
