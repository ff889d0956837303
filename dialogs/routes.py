"""Ways that lead to a screen depending on how a case stands."""

from collections.abc import Callable, Mapping

from dialogs import recording
from dialogs.agenda import to_calendar
from dialogs.scene import Scene
from dialogs.session import Session

FLOWS_BY_RESULT = {"costs": "costs"}
"""The screen an interview ends on, where that is not "result"."""

SAVED: Mapping[str, Callable[[Scene], Session]] = {recording.FLOW: recording.recorded}
"""Interviews whose answers become something else once they are complete."""


def arrive(scene: Scene, flow: str) -> Session:
    """Where an interview stands: at its next question, or at its outcome."""
    if scene.case(flow).settled:
        if flow in SAVED:
            return SAVED[flow](scene)
        return scene.session.at(*_outcome(flow))
    return scene.session.at("question", flow)


def enter(scene: Scene, flow: str) -> Session:
    """Into an interview: straight on if nothing is answered yet, else with the choice to go on or start over."""
    case = scene.case(flow)
    if case.path and not case.settled:
        return scene.session.at("resume", flow)
    return arrive(scene, flow)


def to_gaps(scene: Scene) -> Session:
    """The same interview, straight to what is missing."""
    if scene.case("apply").settled:
        return scene.session.at("gaps", "apply")
    return enter(scene, "apply")


def to_renewal(scene: Scene) -> Session:
    """The Endorsements that are recorded; the questions about the first one where none is."""
    return scene.session.at("endorsements") if scene.session.endorsements else recording.begun(scene)


def unfinished(scene: Scene) -> str | None:
    """An interview that was begun and not finished."""
    for flow in scene.book.interviews:
        case = scene.case(flow)
        if case.path and not case.settled:
            return flow
    return None


def _outcome(flow: str) -> tuple[str, ...]:
    return (FLOWS_BY_RESULT[flow],) if flow in FLOWS_BY_RESULT else ("result", flow)


ROUTES: Mapping[str, Callable[..., Session]] = {
    "apply": lambda scene: enter(scene, "apply"),
    "enter": enter,
    "onward": arrive,
    "gaps_menu": to_gaps,
    "renewal": to_renewal,
    "record": recording.begun,
    "calendar": to_calendar,
}
