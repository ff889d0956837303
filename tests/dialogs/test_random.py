"""Whatever people and strangers do, in whatever order: always a screen, never an error, and nothing lost in storage."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogs.actions import ACTIONS
from dialogs.commands import COMMANDS
from dialogs.event import Command, Event, Repeated, Sent, Tapped, Typed
from dialogs.library import library
from dialogs.nudging import Rung
from dialogs.screens.places import PLACES
from dialogs.session import Session
from dialogs.suppositions import SUPPOSED
from dialogs.turn import Companion
from tests.dialogs.chat import Chat
from tests.dialogs.endorsees import PEOPLE
from tests.dialogs.telegram import faults

_FLOWS = tuple(library().flows)
_QUESTIONS = tuple(library().questions)
_AMOUNTS = st.one_of(st.integers(0, 60).map(str), st.floats(0, 60, width=16).map(str), st.text(max_size=12))
_SLUGS = ("IFA", "ifs", "IMHM-RF", "ERS", "ECMHMC", "zzz")
_ARGUMENTS = st.sampled_from(
    (
        *_FLOWS,
        *_QUESTIONS,
        *SUPPOSED,
        *_SLUGS,
        "1",
        "0",
        "2",
        "yes",
        "no",
        "unknown",
        "rsc",
        "step",
        "",
        "central",
        "en",
        "2027",
        "2025",
        "training_received",
        "2025-05-05",
        "120",
        "3",
    )
)
_SAID = ("none", "what is RSC?", "menu", "not sure", "5 May 2025", "yesterday", "May 2025", "2.5 hours")
_FORGED = st.one_of(
    st.text(max_size=64),
    st.builds(
        lambda verb, name, rest: ".".join((verb, name, *rest)),
        st.sampled_from(("go", "do", "a", "n", "x", "")),
        st.sampled_from((*PLACES, *_FLOWS, *ACTIONS, "renewal", "record", "onward")),
        st.lists(_ARGUMENTS | st.text(max_size=6), max_size=4),
    ),
    st.builds(
        lambda verb, flow, question, code: f"{verb}.{flow}.{question}.1.{code}",
        st.sampled_from("an"),
        st.sampled_from(_FLOWS),
        st.sampled_from(_QUESTIONS),
        _ARGUMENTS | _AMOUNTS,
    ),
)
_EVENTS = st.one_of(
    st.builds(Command, st.sampled_from((*COMMANDS, "nonsense")), st.just("") | _ARGUMENTS | st.text(max_size=64)),
    st.builds(Tapped, _FORGED),
    st.builds(Typed, _AMOUNTS | st.text(max_size=200) | st.sampled_from(_SAID)),
    st.builds(Sent, st.none() | st.just("file"), st.text(max_size=12)),
    st.just(Repeated()),
)
_TAP = st.integers(0, 10_000)
"""One of the buttons ever shown: mostly of the last screen, now and then a very old one."""

_DAYS = st.sampled_from((1, 30, 200, 1000)).map(lambda days: timedelta(days=days))

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@slow
@given(st.lists(_EVENTS | _TAP | _TAP | _TAP, max_size=40))
def test_any_sequence_of_events_gives_a_valid_screen_and_survives_storage(
    companion: Companion, events: list[Event | int]
) -> None:
    chat = Chat(companion)
    for event in events:
        chat.does(Tapped(_any_button(chat, event)) if isinstance(event, int) else event)
        assert list(faults(chat.screen, in_english=True)) == [], (chat.place, chat.session)
        stored = Session.model_validate_json(chat.session.model_dump_json())
        assert stored == chat.session
        assert companion.turn(stored, Repeated(), chat.on) == companion.turn(chat.session, Repeated(), chat.on)


@slow
@given(st.sampled_from(sorted(PEOPLE)), st.lists(_EVENTS | _TAP | _TAP | _TAP | _DAYS, max_size=40))
def test_nothing_an_endorsee_does_over_the_years_breaks_a_screen(
    companion: Companion, person: str, events: list[Event | int | timedelta]
) -> None:
    session, on = PEOPLE[person]
    chat = Chat(companion, session, on)
    for event in events:
        if isinstance(event, timedelta):
            chat.on += event
            continue
        chat.does(Tapped(_any_button(chat, event)) if isinstance(event, int) else event)
        assert list(faults(chat.screen, in_english=True)) == [], (chat.place, chat.session)
        assert Session.model_validate_json(chat.session.model_dump_json(exclude_defaults=True)) == chat.session
        rungs = tuple(Rung(one.id, on, on) for one in chat.session.endorsements)
        assert list(faults(companion.nudge(chat.session, rungs, chat.on), in_english=True)) == []
        numbers = [one.id for one in chat.session.endorsements] + [one.id for one in chat.session.credits]
        assert len(set(numbers)) == len(numbers)


@slow
@given(st.lists(_EVENTS | _TAP | _TAP, max_size=25))
def test_every_command_works_in_every_state(companion: Companion, events: list[Event | int]) -> None:
    chat = Chat(companion)
    for event in events:
        chat.does(Tapped(_any_button(chat, event)) if isinstance(event, int) else event)
    for name in COMMANDS:
        after, screen = companion.turn(chat.session, Command(name), chat.on)
        assert after is not None
        assert after.answers == chat.session.answers
        assert screen.name == {"start": screen.name, "cancel": "cancelled"}.get(name, name)
        assert not screen.toast


def _any_button(chat: Chat, number: int) -> str:
    shown = tuple(chat.shown)
    here = tuple(button.tap for button in chat.buttons if button.tap)
    some = here if here and number % 4 else shown
    return some[number // 4 % len(some)]
