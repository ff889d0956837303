"""The calendar file: a calendar that takes in every download holds the days that are coming, each once."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.event import Repeated, Tapped
from dialogs.packet import CalendarEvent
from dialogs.screen import Calendar
from dialogs.session import Session
from dialogs.turn import Companion
from rules.codes import Category
from rules.loading import load_pack
from tests.dialogs.chat import Chat
from tests.dialogs.endorsees import MENTOR, PEOPLE, SPECIALIST

WINDOW = date(2027, 10, 1)
OPENS, DEADLINE = "endorsement-1-2027-opens@infancy-onward", "endorsement-1-2027-deadline@infancy-onward"


@dataclass
class Phone:
    """A calendar: of each UID it keeps the highest SEQUENCE, and shows what is not cancelled (RFC 5545, 3.8.7.4)."""

    held: dict[str, CalendarEvent] = field(default_factory=dict)

    def takes(self, events: tuple[CalendarEvent, ...]) -> None:
        for event in events:
            held = self.held.get(event.uid)
            if held is None or held.sequence < event.sequence:
                self.held[event.uid] = event
            elif held.sequence == event.sequence:
                assert held == event or held.cancelled, "changed, and a calendar would not know"

    def coming(self, on: date) -> set[tuple[str, date]]:
        return {(uid, one.day) for uid, one in self.held.items() if not one.cancelled and one.day >= on}


def downloaded(chat: Chat) -> tuple[CalendarEvent, ...]:
    chat.does(Tapped("go.calendar"))
    return file(chat)


def file(chat: Chat) -> tuple[CalendarEvent, ...]:
    assert isinstance(chat.screen.attachment, Calendar)
    return chat.screen.attachment.events


def endorsed(companion: Companion, on: date = WINDOW, **more: object) -> Chat:
    return Chat(companion, Session(endorsements=(SPECIALIST.model_copy(update=more),), numbered=1), on)


def test_a_download_holds_the_day_the_window_opens_and_the_deadline(companion: Companion) -> None:
    opens, deadline = downloaded(endorsed(companion))
    assert (opens.uid, opens.day, opens.sequence) == (OPENS, WINDOW, 0)
    assert (deadline.uid, deadline.day, deadline.title) == (DEADLINE, date(2027, 12, 31), "IFS: last day to renew")
    assert "up to December 31, 2027" in opens.text


def test_a_second_download_is_the_same_as_is_one_shown_again(companion: Companion) -> None:
    chat = endorsed(companion)
    once = downloaded(chat)
    assert downloaded(chat) == once
    chat.does(Repeated())
    assert file(chat) == once


def test_after_attesting_the_old_deadline_is_cancelled_and_the_next_cycle_has_days_of_its_own(
    companion: Companion,
) -> None:
    chat, phone = endorsed(companion), Phone()
    phone.takes(downloaded(chat))
    chat.on += timedelta(days=30)
    chat.does(Tapped("do.attest.1.2027"))
    events = downloaded(chat)
    phone.takes(events)
    (cancelled,) = [one for one in events if one.cancelled]
    assert (cancelled.uid, cancelled.sequence, cancelled.day) == (DEADLINE, 1, date(2027, 12, 31))
    assert "takes these days out of your calendar, they are not needed any more:\nDecember 31, 2027" in chat.text
    assert {day.year for _, day in phone.coming(chat.on)} == {2030}

    chat.does(Tapped("do.unattest.1.2027"))
    phone.takes(downloaded(chat))
    assert phone.coming(chat.on) == {(DEADLINE, date(2027, 12, 31))}
    assert phone.held[DEADLINE].sequence == 2


def test_a_deleted_endorsement_is_taken_out_and_comes_back_with_it(companion: Companion) -> None:
    chat, phone = endorsed(companion, date(2026, 11, 21)), Phone()
    phone.takes(downloaded(chat))
    chat.does(Tapped("do.remove.1"))
    chat.taps("Calendar")
    phone.takes(file(chat))
    assert phone.coming(chat.on) == set()
    assert chat.text.startswith("The file takes these days out of your calendar")
    chat.does(Tapped("do.restore.1"))
    phone.takes(downloaded(chat))
    assert {uid for uid, _ in phone.coming(chat.on)} == {OPENS, DEADLINE}


def test_one_that_never_was_in_a_calendar_needs_not_be_taken_out(companion: Companion) -> None:
    chat = endorsed(companion)
    chat.does(Tapped("do.remove.1"))
    assert "Calendar" not in chat.labels
    chat.does(Tapped("go.calendar"))
    assert chat.screen.attachment is None
    assert "no coming deadline" in chat.text


def test_a_corrected_date_takes_the_days_of_the_other_cycle_out(companion: Companion) -> None:
    chat, phone = endorsed(companion, date(2027, 2, 1)), Phone()
    phone.takes(downloaded(chat))
    chat.does(Tapped("do.correct.1"))
    chat.taps("Date earned")
    chat.says("1/2/2027")
    assert chat.place == ("endorsement", "1")
    chat.taps("Calendar")
    phone.takes(file(chat))
    assert {(day.year, phone.held[uid].sequence) for uid, day in phone.coming(chat.on)} == {(2030, 0)}
    assert [one.day.year for one in file(chat) if one.cancelled] == [2027, 2027]


def test_other_letters_and_another_language_are_a_change(companion: Companion) -> None:
    chat, phone = endorsed(companion), Phone()
    phone.takes(downloaded(chat))
    chat.session = chat.session.model_copy(update={"language": "es"})
    phone.takes(downloaded(chat))
    assert phone.held[DEADLINE].sequence == 1
    changed = chat.session.endorsements[0].model_copy(update={"category": Category.IMHS})
    chat.session = chat.session.model_copy(update={"endorsements": (changed,)})
    phone.takes(downloaded(chat))
    assert phone.held[DEADLINE].sequence == 2
    assert phone.held[DEADLINE].title.startswith("IMHS: ")


def test_what_is_past_is_forgotten_and_stays_in_the_calendar(companion: Companion) -> None:
    chat = endorsed(companion)
    downloaded(chat)
    chat.on = date(2028, 1, 1)
    chat.does(Tapped("go.calendar"))
    assert chat.session.calendar == ()
    assert chat.screen.attachment is None


def test_two_endorsements_have_days_of_their_own(companion: Companion) -> None:
    session, on = PEOPLE["mentor"]
    assert len({one.uid for one in downloaded(Chat(companion, session, on))}) == 4


def test_no_more_than_a_hundred_days_are_remembered_and_the_coming_ones_always(companion: Companion) -> None:
    chat = endorsed(companion, date(2026, 11, 21))
    for number in range(1, 60):
        held = SPECIALIST.model_copy(update={"id": number})
        chat.session = chat.session.model_copy(update={"endorsements": (held,)})
        downloaded(chat)
    assert len(chat.session.calendar) == 100
    assert [one.cancelled for one in chat.session.calendar[-2:]] == [False, False]


@pytest.mark.parametrize("person", ["nobody yet", "lapsed"])
def test_without_a_coming_deadline_there_is_no_calendar(companion: Companion, person: str) -> None:
    session, on = PEOPLE[person]
    chat = Chat(companion, session, on)
    chat.does(Tapped("go.calendar"))
    assert chat.screen.attachment is None
    assert "no coming deadline" in chat.text
    assert not chat.screen.stays


_COMPANION = Companion(load_pack("infancy-onward"))
_DONE = st.sampled_from(
    (
        *("do.attest.1.2027", "do.attest.2.2027", "do.unattest.1.2027", "do.attest.1.2030", "do.in_time.1.2027"),
        *("do.remove.1", "do.restore.1", "do.remove.2", "do.restore.2"),
        *("do.language.es", "do.language.en", "go.calendar"),
    )
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_DONE, st.sampled_from([0, 0, 1, 40, 400])), max_size=14))
def test_whatever_is_done_in_between_a_calendar_shows_what_is_coming(steps: list[tuple[str, int]]) -> None:
    both = Session(endorsements=(SPECIALIST, MENTOR.model_copy(update={"id": 2})), numbered=2)
    chat, phone = Chat(_COMPANION, both, WINDOW), Phone()
    for done, days in (*steps, ("go.calendar", 0)):
        chat.on += timedelta(days=days)
        chat.does(Tapped(done))
        if isinstance(chat.screen.attachment, Calendar):
            phone.takes(chat.screen.attachment.events)
    coming = [one for one in chat.session.calendar if not one.cancelled and one.day >= chat.on]
    assert phone.coming(chat.on) == {(f"{one.key}@infancy-onward", one.day) for one in coming}
    assert len({one.key for one in chat.session.calendar}) == len(chat.session.calendar)
