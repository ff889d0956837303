"""What a person wishes about reminders and announcements."""

from datetime import date

from dialogs.announcements.topic import TOPICS
from dialogs.misunderstood import Misunderstood
from dialogs.scene import Refused, Scene
from dialogs.screens.topics import CAPS
from dialogs.screens.wishes import QUIET, latest_membership
from dialogs.session import Session


def quiet(scene: Scene, start: str, end: str) -> Session:
    """Other quiet hours, of those on offer."""
    found = next((pair for pair in QUIET if (str(pair[0]), str(pair[1])) == (start, end)), None)
    if found is None:
        raise Refused(start, end)
    return _wishing(scene, quiet_from=found[0], quiet_until=found[1])


def sundays(scene: Scene, answer: str) -> Session:
    """Whether reminders may come on a Sunday."""
    return _wishing(scene, sundays=_either(answer, "yes", "no"))


def reminders(scene: Scene, answer: str) -> Session:
    """Whether any come at all."""
    return _wishing(scene, stopped=_either(answer, "stop", "start"))


def membership(scene: Scene, day: str | None = None) -> Session:
    """The day the membership runs out, tapped; without one it is forgotten."""
    if day is None:
        return _wishing(scene, membership_until=None)
    try:
        return set_membership(scene, date.fromisoformat(day))
    except ValueError:
        raise Refused(day) from None


def set_membership(scene: Scene, day: date) -> Session:
    """The day the membership runs out.

    Raises:
        Misunderstood: if that is longer ago or further ahead than can be.
    """
    if not date(scene.on.year - 1, 1, 1) <= day <= latest_membership(scene.on):
        raise Misunderstood(scene.words.page("screens/expected_membership").text)
    return _wishing(scene, membership_until=day, membership_handled=scene.on)


def topic(scene: Scene, name: str, answer: str) -> Session:
    """Whether announcements about a topic may come."""
    if name not in TOPICS:
        raise Refused(name)
    wanted = _either(answer, "on", "off")
    off = {*scene.session.wishes.topics_off} - {name} | (set() if wanted else {name})
    return _wishing(scene, topics_off=tuple(sorted(off))).at("topics")


def weekly(scene: Scene, code: str) -> Session:
    """How many announcements may come in a week."""
    caps = {"any" if cap is None else str(cap): cap for cap in CAPS}
    if code not in caps:
        raise Refused(code)
    return _wishing(scene, weekly_cap=caps[code]).at("topics")


def _wishing(scene: Scene, **changes: object) -> Session:
    wishes = scene.session.wishes.model_copy(update=changes)
    return scene.session.model_copy(update={"wishes": wishes}).at("wishes")


def _either(answer: str, yes: str, no: str) -> bool:
    if answer not in {yes, no}:
        raise Refused(answer)
    return answer == yes
