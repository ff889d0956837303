"""The life of an announcement: which state follows which, by what, and who may do it."""

from dataclasses import dataclass
from enum import StrEnum

from transitions import Machine, MachineError

from dialogs.roles import Role


class State(StrEnum):
    """How far an announcement is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What moves an announcement on."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    CANCEL = "cancel"
    REOPEN = "reopen"


class NotNow(Exception):
    """The announcement is in a state in which this cannot be done: somebody, or the sending, was faster."""


LEAST = {
    Step.SUBMIT: Role.DRAFTER,
    Step.SEND_BACK: Role.COORDINATOR,
    Step.CONFIRM: Role.COORDINATOR,
    Step.PAUSE: Role.COORDINATOR,
    Step.RESUME: Role.COORDINATOR,
    Step.CANCEL: Role.COORDINATOR,
    Step.REOPEN: Role.COORDINATOR,
}
"""Who may do a step; START and FINISH are the sender's own."""

_EDGES = (
    (Step.SUBMIT, (State.DRAFT,), State.IN_REVIEW),
    (Step.SEND_BACK, (State.IN_REVIEW,), State.DRAFT),
    (Step.CONFIRM, (State.DRAFT, State.IN_REVIEW), State.SCHEDULED),
    (Step.START, (State.SCHEDULED,), State.SENDING),
    (Step.PAUSE, (State.SCHEDULED, State.SENDING), State.PAUSED),
    # Not to SENDING: its time may not have come yet, or it starts again at once.
    (Step.RESUME, (State.PAUSED,), State.SCHEDULED),
    (Step.FINISH, (State.SENDING,), State.FINISHED),
    (Step.CANCEL, (State.IN_REVIEW, State.SCHEDULED, State.SENDING, State.PAUSED), State.CANCELLED),
    # More to send to: failed ones once again, or who joined later.
    (Step.REOPEN, (State.FINISHED,), State.SENDING),
)


@dataclass(slots=True)
class _Life:
    """A model for the machine; not registered with it, so that one machine serves all."""

    state: str


_MACHINE = Machine(
    model=None,
    states=[state.value for state in State],
    transitions=[
        {"trigger": step.value, "source": [one.value for one in sources], "dest": dest.value}
        for step, sources, dest in _EDGES
    ],
    initial=State.DRAFT.value,
    auto_transitions=False,
)


def moved(state: str, step: Step) -> State:
    """The state after a step.

    Raises:
        NotNow: if the step does not lead anywhere from `state`.
    """
    life = _Life(str(state))  # of an enumeration, the machine would take the name
    try:
        _MACHINE.events[step.value].trigger(life)
    except MachineError:
        raise NotNow(f"{step} in state {state}") from None
    return State(life.state)


def possible(state: str) -> frozenset[Step]:
    """The steps that lead on from a state."""
    return frozenset(Step(name) for name in _MACHINE.get_triggers(str(state)))
