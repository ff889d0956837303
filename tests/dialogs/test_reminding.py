"""The reminder and the wishes about it."""

from datetime import date

import pytest

from dialogs.endorsement import Wishes
from dialogs.event import Tapped
from dialogs.nudging import Rung
from dialogs.session import Session
from dialogs.turn import Companion
from rules.codes import Category
from tests.dialogs.chat import ON, Chat
from tests.dialogs.endorsees import ATTESTED, MENTOR, SPECIALIST

REFUSED = "That button does not lead anywhere any more, here is where we are."
DEADLINE = date(2027, 12, 31)
TWO = (SPECIALIST, SPECIALIST.model_copy(update={"id": 2, "category": Category.IMHM_P}))


def reminded(companion: Companion, session: Session, on: date, *numbers: int) -> Chat:
    """The person, with the reminder in front of them."""
    chat = Chat(companion, session, on)
    chat.screen = companion.nudge(session, tuple(Rung(number, DEADLINE, on) for number in numbers), on)
    return chat


def test_the_first_line_says_what_is_missing(companion: Companion) -> None:
    chat = reminded(companion, Session(endorsements=TWO), date(2027, 7, 1), 1, 2)
    assert chat.text.splitlines()[:2] == [
        "IFS: 30 hours of training, 24 hours of RSC received to go until December 31, 2027.",
        "IMHM-P: 30 hours of training to go until December 31, 2027.",
    ]
    assert chat.screen.stays
    assert chat.labels[0] == "Log hours"
    assert not [label for label in chat.labels if "attested" in label]


def test_in_the_window_one_button_for_each_says_it_is_done(companion: Companion) -> None:
    chat = reminded(companion, Session(endorsements=TWO), date(2027, 12, 30), 1, 2)
    assert "1 day left." in chat.text
    assert "IFS: I have attested" in chat.labels
    assert not [label for label in chat.labels if label.startswith("Snooze")]
    chat.taps("IMHM-P: I have attested")
    assert "What you attest:" in chat.text
    chat.taps("Yes, I have attested")
    assert [len(one.attestations) for one in chat.session.endorsements] == [0, 1]


def test_the_last_day_is_called_so(companion: Companion) -> None:
    chat = reminded(companion, Session(endorsements=TWO), DEADLINE, 1)
    assert chat.text.splitlines()[1:3] == [
        "The window is open: once that is done, attest in EASy.",
        "Today is the last day.",
    ]


def test_an_old_reminder_knows_that_its_cycle_was_attested_since_or_is_over(companion: Companion) -> None:
    chat = reminded(companion, Session(endorsements=TWO), date(2027, 12, 30), 1, 2)
    old = chat.screen
    chat.taps("IFS: I have attested", "Yes, I have attested")
    chat.screen = old
    chat.taps("IFS: I have attested")
    assert "noted, attested on December 30, 2027" in chat.text
    chat.on, chat.screen = date(2028, 1, 3), old
    chat.taps("IMHM-P: I have attested", "I did attest in time")
    assert [len(one.attestations) for one in chat.session.endorsements] == [1, 1]


def test_endorsements_that_are_gone_are_left_out(companion: Companion) -> None:
    chat = reminded(companion, Session(), date(2027, 7, 1), 1)
    assert chat.text.startswith("Time to look at your renewal.")
    assert chat.labels == ("Log hours", "Reminders", "Menu")


@pytest.mark.parametrize(("until", "says"), [(date(2026, 12, 21), "runs out on"), (date(2026, 11, 1), "ran out on")])
def test_membership_has_a_reminder_of_its_own(companion: Companion, until: date, says: str) -> None:
    session = Session(endorsements=(SPECIALIST,), wishes=Wishes(membership_until=until))
    chat = reminded(companion, session, ON, 0)
    assert chat.text.startswith(f"Your membership of INfancy Onward {says}")
    assert "IFS" not in chat.text


@pytest.mark.parametrize("days", [3, 7, 14])
def test_a_reminder_is_put_off_for_every_endorsement_of_that_deadline(companion: Companion, days: int) -> None:
    chat = reminded(companion, Session(endorsements=TWO), date(2027, 7, 1), 1, 2)
    chat.taps(f"Snooze {days} days")
    assert {one.snoozed_until for one in chat.session.endorsements} == {date(2027, 7, 1 + days)}
    assert f"IFS: put off until July {1 + days}, 2027" in chat.text


def test_nothing_is_put_off_beyond_the_seventeenth_of_december(companion: Companion) -> None:
    chat = reminded(companion, Session(endorsements=(SPECIALIST,)), date(2027, 12, 10), 1)
    chat.taps("Snooze 14 days")
    assert chat.session.endorsements[0].snoozed_until == date(2027, 12, 17)
    for on in (date(2027, 12, 17), date(2028, 2, 1)):
        chat.on = on
        chat.does(Tapped("do.snooze.3.2027"))
        assert chat.screen.toast.startswith("There is no reminder to put off")


def test_an_old_snooze_does_not_touch_the_next_cycle(companion: Companion) -> None:
    renewed = SPECIALIST.model_copy(update={"attestations": (ATTESTED,)})
    chat = reminded(companion, Session(endorsements=(renewed,)), date(2029, 1, 15), 1)
    chat.does(Tapped("do.snooze.7.2027"))
    assert chat.screen.toast.startswith("There is no reminder to put off")
    chat.does(Tapped("do.attest.1.2027"))
    assert chat.place == ("attested", "1", "2027")
    assert chat.session.endorsements == (renewed,)


def test_one_endorsement_is_muted_and_heard_of_again(companion: Companion) -> None:
    chat = reminded(companion, Session(endorsements=TWO), date(2027, 7, 1), 1, 2)
    chat.taps("IFS: no more reminders")
    assert [one.muted for one in chat.session.endorsements] == [True, False]
    assert "IFS: no reminders" in chat.text
    chat.taps("IFS: remind me again")
    assert not chat.session.endorsements[0].muted


def test_wishes_are_changed_from_the_settings(companion: Companion) -> None:
    chat = Chat(companion, Session(endorsements=(MENTOR,)))
    chat.says("/settings")
    chat.taps("Reminders")
    assert "Quiet hours: 8 PM to 8 AM\nNot on Sundays." in chat.text
    chat.taps("Quiet hours", "10 PM to 7 AM", "Sundays too", "Stop all reminders")
    assert chat.session.wishes == Wishes(quiet_from=22, quiet_until=7, sundays=True, stopped=True)
    assert "You stopped them all." in chat.text
    chat.taps("Not on Sundays", "Remind me again")
    assert chat.session.wishes == Wishes(quiet_from=22, quiet_until=7)


def test_the_membership_date_is_tapped_typed_and_forgotten(companion: Companion) -> None:
    chat = Chat(companion)
    chat.says("/start wishes")
    chat.taps("Membership date", "2027", "Feb", "28")
    assert chat.session.wishes.membership_until == date(2027, 2, 28)
    assert "Membership of INfancy Onward until February 28, 2027" in chat.text
    chat.taps("Membership date")
    chat.says("March 2027")
    assert chat.place == ("membership", "2027", "3")
    chat.says("3/5/2027")
    assert chat.session.wishes.membership_until == date(2027, 3, 5)
    chat.taps("Membership date")
    for text in ("1/1/2040", "1/1/2020"):
        chat.says(text)
        assert chat.screen.toast == "Please tell a day from last year up to five years ahead."
    chat.taps("Forget the date")
    assert chat.session.wishes.membership_until is None


@pytest.mark.parametrize(
    "data",
    [
        "do.quiet.0.0", "do.quiet.20.9", "do.sundays.maybe", "do.reminders.maybe", "do.membership.soon",
        "do.snooze.30.2027", "do.mute.9", "do.unmute.9", "go.removed.1", "go.endorsement.9", "do.remove.9",
        "do.snooze", "go.membership.1999",
    ],
)  # fmt: skip
def test_forged_wishes_are_refused(companion: Companion, data: str) -> None:
    chat = Chat(companion, Session(endorsements=(SPECIALIST,)))
    before = chat.session
    chat.does(Tapped(data))
    assert chat.screen.toast == REFUSED
    assert chat.session == before


@pytest.mark.parametrize(
    ("link", "place"),
    [("renewal", ("endorsements",)), ("record", ("question", "record")), ("log", ("log",)), ("wishes", ("wishes",))],
)
def test_links_lead_straight_there(companion: Companion, link: str, place: tuple[str, ...]) -> None:
    chat = Chat(companion, Session(endorsements=(SPECIALIST,)))
    chat.says(f"/start {link}")
    assert chat.place == place
