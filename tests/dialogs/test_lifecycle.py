"""The life of an announcement: which steps lead where, whatever is tried in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.announcements.lifecycle import LEAST, NotNow, State, Step, moved, possible
from dialogs.announcements.timing import HOURS_VALID, Timing
from dialogs.roles import Role, may

ENDS = {State.CANCELLED}


def test_the_usual_way_leads_from_the_draft_to_the_end() -> None:
    state: str = State.DRAFT
    for step in (Step.SUBMIT, Step.CONFIRM, Step.START, Step.PAUSE, Step.RESUME, Step.START, Step.FINISH):
        state = moved(state, step)
    assert state == State.FINISHED


@given(st.lists(st.sampled_from(Step), max_size=30))
def test_whatever_is_tried_only_possible_steps_move_it(steps: list[Step]) -> None:
    state = State.DRAFT
    for step in steps:
        before = state
        try:
            state = moved(state, step)
        except NotNow:
            assert step not in possible(before)
        else:
            assert step in possible(before)


@given(st.lists(st.sampled_from(Step), max_size=30))
def test_nothing_is_sent_that_was_not_confirmed(steps: list[Step]) -> None:
    state, confirmed = State.DRAFT, False
    for step in steps:
        if step in possible(state):
            state = moved(state, step)
            confirmed |= step is Step.CONFIRM
    assert confirmed or state not in {State.SCHEDULED, State.SENDING, State.PAUSED, State.FINISHED}


@pytest.mark.parametrize("step", list(Step))
def test_a_cancelled_one_stays_cancelled(step: Step) -> None:
    with pytest.raises(NotNow):
        moved(State.CANCELLED, step)


@pytest.mark.parametrize("state", sorted(set(State) - ENDS))
def test_every_other_state_leads_on(state: State) -> None:
    assert possible(state)


def test_a_drafter_can_ask_for_a_review_and_nothing_else() -> None:
    assert [step for step, least in LEAST.items() if may(Role.DRAFTER, least)] == [Step.SUBMIT]
    assert set(Step) - set(LEAST) == {Step.START, Step.FINISH}


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_may_what_asks_for_nobody_in_particular(role: Role | None) -> None:
    assert may(role, None)
    assert may(role, Role.OWNER) == (role is Role.OWNER)
    assert not may(None, Role.DRAFTER)


def test_an_announcement_goes_out_at_once_and_without_an_end_unless_told_otherwise() -> None:
    assert Timing() == Timing(kind="now", at=None, valid_hours=None)
    assert all(Timing(valid_hours=hours).valid_hours == hours for hours in HOURS_VALID)
