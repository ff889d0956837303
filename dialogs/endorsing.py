"""What changes an Endorsement: deleting it, bringing it back, attesting, and how its reminders come."""

from datetime import date, timedelta

from dialogs.endorsed import changed, endorsement_of, standing_numbered, standing_of
from dialogs.endorsement import Attestation
from dialogs.misunderstood import Misunderstood
from dialogs.nudging import snoozed
from dialogs.recording import MOST_ENDORSEMENTS
from dialogs.scene import Refused, Scene
from dialogs.session import Session
from dialogs.standing import Standing


def remove(scene: Scene, number: str) -> Session:
    """Delete an Endorsement; its hours stay, and the last one deleted can be brought back."""
    endorsement = endorsement_of(scene, number)
    kept = tuple(one for one in scene.session.endorsements if one.id != endorsement.id)
    return scene.session.model_copy(update={"endorsements": kept, "removed": endorsement}).at("removed", number)


def restore(scene: Scene, number: str) -> Session:
    """Bring back the one deleted last.

    Raises:
        Refused: if that was another one, or there is no room.
    """
    session, removed = scene.session, scene.session.removed
    if removed is None or str(removed.id) != number or len(session.endorsements) >= MOST_ENDORSEMENTS:
        raise Refused(number)
    # What came due while it was gone is past.
    yesterday = scene.on - timedelta(days=1)
    back = removed.model_copy(update={"handled": max(yesterday, removed.handled or yesterday)})
    endorsements = tuple(sorted((*session.endorsements, back), key=lambda one: one.id))
    return session.model_copy(update={"endorsements": endorsements, "removed": None}).at("endorsement", number)


def attest(scene: Scene, number: str, year: str) -> Session:
    """Note that the cycle which ends in that year was attested; then the next one runs. Twice is once.

    Raises:
        Misunderstood: if the window is not open.
    """
    found = standing_numbered(scene, number)
    endorsement = found.endorsement
    if year in {str(one.cycle_end.year) for one in endorsement.attestations}:
        return scene.session.at("attested", number, year)
    if str(found.cycle.deadline.year) != year or not found.is_open:
        raise Misunderstood(scene.words.page("screens/window_closed", found=found).text)
    return _noted(scene, found, scene.on)


def attested_in_time(scene: Scene, number: str, year: str) -> Session:
    """Note after the deadline that the cycle was attested before it; nobody here can know better.

    Raises:
        Refused: if that cycle has not lapsed.
    """
    found = standing_numbered(scene, number)
    if year in {str(one.cycle_end.year) for one in found.endorsement.attestations}:
        return scene.session.at("attested", number, year)
    if str(found.cycle.deadline.year) != year or not found.lapsed:
        raise Refused(year)
    return _noted(scene, found, found.cycle.deadline)


def unattest(scene: Scene, number: str, year: str) -> Session:
    """Take back the newest attestation.

    Raises:
        Refused: if it is another one.
    """
    endorsement = endorsement_of(scene, number)
    if not endorsement.attestations or str(endorsement.attestations[-1].cycle_end.year) != year:
        raise Refused(year)
    update = {"attestations": endorsement.attestations[:-1]}
    return changed(scene.session, endorsement.model_copy(update=update)).at("endorsement", number)


def snooze(scene: Scene, days: str, *years: str) -> Session:
    """Put off the reminders of the cycles that end in these years, wherever they are still running.

    Raises:
        Misunderstood: if there is nothing to put off, or it is too late for that.
    """
    if days not in {"3", "7", "14"}:
        raise Refused(days)
    session, until = scene.session, set()
    for endorsement in session.endorsements:
        found = standing_of(scene, endorsement)
        put_off = snoozed(endorsement, scene.pack, scene.on, int(days))
        if found.lapsed or str(found.cycle.deadline.year) not in years or put_off is None:
            continue
        session = changed(session, put_off)
        until.add(put_off.snoozed_until)
    if not until:
        raise Misunderstood(scene.words.page("screens/no_snooze").text)
    return session.at("wishes")


def mute(scene: Scene, number: str) -> Session:
    """No more reminders of this one."""
    return _muted(scene, number, muted=True)


def unmute(scene: Scene, number: str) -> Session:
    """Reminders of this one again."""
    return _muted(scene, number, muted=False)


def _noted(scene: Scene, found: Standing, on: date) -> Session:
    endorsement, cycle_end = found.endorsement, found.cycle.deadline
    # Without a moment only the day is known.
    moment = scene.at.isoformat() if scene.at is not None else scene.on.isoformat()
    update = {
        "attestations": (*endorsement.attestations, Attestation(cycle_end=cycle_end, on=on, at=moment)),
        "snoozed_until": None,
    }
    place = ("attested", str(endorsement.id), str(cycle_end.year))
    return changed(scene.session, endorsement.model_copy(update=update)).at(*place)


def _muted(scene: Scene, number: str, *, muted: bool) -> Session:
    endorsement = endorsement_of(scene, number)
    return changed(scene.session, endorsement.model_copy(update={"muted": muted})).at("wishes")
