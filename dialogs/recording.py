"""From the answers of the `record` interview to an Endorsement, and back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dialogs.answer import Answer
from dialogs.endorsed import endorsement_of
from dialogs.endorsement import Endorsement
from dialogs.scene import Refused, Scene
from dialogs.session import Session
from rules.codes import AgeBand, Category

FLOW = "record"
MOST_ENDORSEMENTS = 12
"""Every category with both of its twins: more than anybody holds."""

_SLUGS = {str(category).replace("/", ""): category for category in Category}


def begun(scene: Scene) -> Session:
    """A new record: an unfinished one goes on, one that was being corrected is left as it was saved.

    Raises:
        Refused: if there are as many as anybody can hold.
    """
    if len(scene.session.endorsements) >= MOST_ENDORSEMENTS:
        raise Refused(FLOW)
    case = scene.case(FLOW)
    if scene.session.correcting is None and case.path and not case.settled:
        return scene.session.at("resume", FLOW)
    return _cleared(scene).at("question", FLOW)


def recorded(scene: Scene) -> Session:
    """Save what the finished interview says, as a new Endorsement or as the one that is being corrected."""
    session = scene.session
    before = next((one for one in session.endorsements if one.id == session.correcting), None)
    if before is None and len(session.endorsements) >= MOST_ENDORSEMENTS:
        raise Refused(FLOW)
    told = _told(scene.case(FLOW).said)
    cleared = _cleared(scene)
    if before is not None:
        corrected = _corrected(before, told, scene.on)
        kept = tuple(corrected if one.id == before.id else one for one in session.endorsements)
        return cleared.model_copy(update={"endorsements": kept}).at("endorsement", str(before.id))
    number = session.next_number
    # Days of the ladder before today are past: the person is looking at the deadline right now.
    new = told.model_copy(update={"id": number, "handled": scene.on})
    added = {"endorsements": (*session.endorsements, new), "numbered": number}
    return cleared.model_copy(update=added).at("endorsement", str(number))


def correct(scene: Scene, number: str) -> Session:
    """The interview again, with the answers filled in."""
    endorsement = endorsement_of(scene, number)
    said: dict[str, Answer] = {
        "held_category": str(endorsement.category).replace("/", ""),
        "held_age_band": str(endorsement.age_band),
        "earned_on": endorsement.earned_on.isoformat(),
        "held_ers": endorsement.ers,
        "gives_rsc": endorsement.provides_rsc,
    }
    if endorsement.earned_on.year < scene.pack.renewal_policy(scene.on).first_deadline_year:
        said["renewed_before"] = endorsement.renewed_last_cycle
    cleared = _cleared(scene)
    filled = {"answers": {**cleared.answers, **said}, "correcting": endorsement.id}
    return cleared.model_copy(update=filled).at("review", FLOW)


def is_late(scene: Scene, flow: str, question_id: str) -> bool:
    """Whether an answer comes after its record was saved: a second tap must not begin another one."""
    if flow != FLOW:
        return False
    case = scene.case(flow)
    at_hand = case.question.id if case.question is not None else None
    return question_id not in {*case.path, at_hand}


def _told(said: Mapping[str, Any]) -> Endorsement:
    return Endorsement(
        id=1,
        category=_SLUGS[said["held_category"]],
        age_band=AgeBand(said["held_age_band"]),
        earned_on=date.fromisoformat(said["earned_on"]),
        ers=said["held_ers"],
        provides_rsc=said["gives_rsc"],
        renewed_last_cycle=said["renewed_before"],
    )


def _corrected(before: Endorsement, told: Endorsement, on: date) -> Endorsement:
    """The same Endorsement with what was told anew; attestations from before it was earned cannot have been.

    Days of the ladder that another deadline brings are past as well, up to yesterday.
    """
    yesterday = on - timedelta(days=1)
    return told.model_copy(
        update={
            "id": before.id,
            "attestations": tuple(one for one in before.attestations if one.on >= told.earned_on),
            "muted": before.muted,
            "handled": max(yesterday, before.handled or yesterday),
        }
    )


def _cleared(scene: Scene) -> Session:
    questions = scene.interview(FLOW).flow.questions
    kept = {name: answer for name, answer in scene.session.answers.items() if name not in questions}
    return scene.session.model_copy(update={"answers": kept, "correcting": None})
