"""What buttons change, beside answers."""

from collections.abc import Callable, Mapping

from dialogs import endorsing, entries, recording, wishing
from dialogs.catalogue import languages
from dialogs.flow import STEERING
from dialogs.replies import use_logged
from dialogs.routes import arrive
from dialogs.scene import Refused, Scene
from dialogs.screens.references import STATES, place_named
from dialogs.screens.result import settled
from dialogs.screens.settings import zone_of
from dialogs.screens.steps import step_named
from dialogs.session import Session
from dialogs.suppositions import described

_MOST_SUPPOSED = 12


def restart(scene: Scene, flow: str) -> Session:
    """Clear the answers of an interview."""
    questions = {*scene.interview(flow).flow.questions, *STEERING}
    kept = {name: answer for name, answer in scene.session.answers.items() if name not in questions}
    return scene.session.model_copy(update={"answers": kept}).at("question", flow)


def paperwork(scene: Scene, flow: str) -> Session:
    """Ask about references and membership as well."""
    settled(scene, flow)
    with_paperwork = scene.session.answering("paperwork", True)
    return arrive(scene.now(with_paperwork), flow)


def suppose(scene: Scene, flow: str, name: str) -> Session:
    """Try one more thing out; lives in the place, so the case is never touched."""
    described(scene, name)
    place = scene.session.place
    before = place.arguments[1:] if place.name == "what_if" and place.arguments[:1] == (flow,) else ()
    return scene.session.at("what_if", flow, *(*before, name)[-_MOST_SUPPOSED:])


def tick(scene: Scene, step: str) -> Session:
    """Tick a step off, or take the tick away."""
    name = step_named(scene, step)
    steps = scene.session.steps
    ticked = tuple(one for one in steps if one != name) if name in steps else (*steps, name)
    return scene.session.model_copy(update={"steps": ticked}).at("steps")


def rater(scene: Scene, slug: str, place: str) -> Session:
    """Move a place among the references on: nobody asked, asked, agreed, and round again."""
    key = place_named(scene, slug, place)
    now = STATES.index(scene.session.raters.get(key, STATES[0]))
    raters = {**scene.session.raters, key: STATES[(now + 1) % len(STATES)]}
    return scene.session.model_copy(update={"raters": raters}).at("references", slug)


def language(scene: Scene, code: str) -> Session:
    """Speak another language from now on."""
    if code not in languages():
        raise Refused(code)
    return scene.session.model_copy(update={"language": code}).at("settings")


def zone(scene: Scene, name: str) -> Session:
    """Live in another time zone."""
    return scene.session.model_copy(update={"time_zone": zone_of(name)}).at("settings")


def forget(_scene: Scene) -> None:
    """Delete everything; what is left is no session at all."""


ACTIONS: Mapping[str, Callable[..., Session | None]] = {
    "restart": restart,
    "paperwork": paperwork,
    "suppose": suppose,
    "tick": tick,
    "rater": rater,
    "language": language,
    "zone": zone,
    "forget": forget,
    "correct": recording.correct,
    "remove": endorsing.remove,
    "restore": endorsing.restore,
    "attest": endorsing.attest,
    "in_time": endorsing.attested_in_time,
    "unattest": endorsing.unattest,
    "snooze": endorsing.snooze,
    "mute": endorsing.mute,
    "unmute": endorsing.unmute,
    "log": entries.log,
    "rehours": entries.rehours,
    "rekind": entries.rekind,
    "redate": entries.redate,
    "on_rsc": entries.on_rsc,
    "wipe": entries.wipe,
    "discard": entries.discard,
    "regain": entries.regain,
    "use_logged": use_logged,
    "quiet": wishing.quiet,
    "sundays": wishing.sundays,
    "reminders": wishing.reminders,
    "membership": wishing.membership,
    "topic": wishing.topic,
    "weekly": wishing.weekly,
}
