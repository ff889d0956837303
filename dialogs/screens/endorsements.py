"""The Endorsements a person holds: the list, one of them, deleting one and bringing it back."""

from dialogs.endorsed import base_letters, endorsement_of, letters_of, named, standing_numbered, standing_of
from dialogs.endorsement import Endorsement
from dialogs.keyboard import Rows, flowing, stacked
from dialogs.recording import MOST_ENDORSEMENTS
from dialogs.scene import Refused, Scene, go
from dialogs.screen import Button, Screen
from dialogs.standing import Standing


def show_endorsements(scene: Scene) -> Screen:
    """All of them, with their deadlines."""
    found = [standing_of(scene, one) for one in scene.session.endorsements]
    states = scene.words.labels("renewal_states")
    buttons = [go(letters_of(scene, one.endorsement), "endorsement", str(one.endorsement.id)) for one in found]
    return scene.screen(
        "screens/endorsements",
        (*stacked(buttons), *_beside(scene)),
        endorsements=[(*named(scene, one.endorsement), one.cycle.deadline, states[one.status.status]) for one in found],
    )


def show_endorsement(scene: Scene, number: str) -> Screen:
    """Deadline, years and why, hours needed: all that follows from what was recorded."""
    found = standing_numbered(scene, number)
    letters, name = named(scene, found.endorsement)
    return scene.screen(
        "screens/endorsement",
        (*_about(scene, found), *flowing([scene.button("endorsements", "endorsements"), scene.button("menu", "menu")])),
        letters=letters,
        name=name,
        earned=found.endorsement.earned_on,
        found=found,
        needed=[(kind, found.hours(kind)[0]) for kind in found.asked()],
        renewed=found.endorsement.attestations[-1] if found.endorsement.attestations else None,
        before_first=found.endorsement.earned_on.year < found.policy.first_deadline_year,
        first_cycle=found.policy.first_deadline_year,
        unknown="renewed_last_cycle_unknown" in found.status.handoff,
        base=base_letters(scene, found.endorsement),
        twice=len([one for one in scene.session.endorsements if _is_the_same(one, found.endorsement)]) > 1,
    )


def show_remove(scene: Scene, number: str) -> Screen:
    """Asks before an Endorsement is deleted."""
    letters, name = named(scene, endorsement_of(scene, number))
    return scene.screen(
        "screens/remove",
        ((scene.action("remove_yes", "remove", number),), (scene.button("delete_no", "endorsement", number),)),
        letters=letters,
        name=name,
    )


def show_removed(scene: Scene, number: str) -> Screen:
    """One is deleted, and can be brought back."""
    removed = scene.session.removed
    if removed is None or str(removed.id) != number:
        raise Refused(number)
    letters, name = named(scene, removed)
    in_calendar = any(one.endorsement == removed.id and not one.cancelled for one in scene.session.calendar)
    calendar = [scene.button("calendar", "calendar")] if in_calendar else []
    return scene.screen(
        "screens/removed",
        (
            (scene.action("bring_back", "restore", number),),
            *flowing([*calendar, scene.button("endorsements", "endorsements"), scene.button("menu", "menu")]),
        ),
        letters=letters,
        name=name,
    )


def _about(scene: Scene, found: Standing) -> Rows:
    number = str(found.endorsement.id)
    attest = [scene.button("attest", "attest", number)] if found.is_open else []
    year = str(found.cycle.deadline.year)
    lapsed = [scene.button("email", "renewal_email", number), scene.action("in_time", "in_time", number, year)]
    progress = [scene.button("progress", "progress", number)] if not found.lapsed else []
    return flowing(
        [
            *attest,
            *(lapsed if found.lapsed else ()),
            *progress,
            scene.button("log", "log"),
            *_packets(scene, found),
            scene.button("calendar", "calendar"),
            scene.action("correct", "correct", number),
            scene.button("remove", "remove", number),
        ]
    )


def _packets(scene: Scene, found: Standing) -> list[Button]:
    """Of the cycle that runs, and of the one attested last, since an audit comes after the attestation."""
    number = str(found.endorsement.id)
    if not found.endorsement.attestations:
        return [scene.button("packet", "packet", number)] if not found.lapsed else []
    attested = str(found.endorsement.attestations[-1].cycle_end.year)
    made = go(_packet_label(scene, attested), "packet", number, attested)
    runs = go(_packet_label(scene, str(found.cycle.deadline.year)), "packet", number)
    return [made] if found.lapsed else [made, runs]


def _packet_label(scene: Scene, year: str) -> str:
    return scene.words.page("renewal/packet_label", year=year).text


def _is_the_same(one: Endorsement, other: Endorsement) -> bool:
    return (one.category, one.age_band) == (other.category, other.age_band)


def _beside(scene: Scene) -> Rows:
    session = scene.session
    label = "record_other" if session.endorsements else "record"
    record = [scene.button(label, "record")] if len(session.endorsements) < MOST_ENDORSEMENTS else []
    calendar = [scene.button("calendar", "calendar")] if session.endorsements else []
    return flowing(
        [
            scene.button("log", "log"),
            scene.button("ledger", "ledger"),
            *calendar,
            scene.button("wishes", "wishes"),
            *record,
            scene.button("menu", "menu"),
        ]
    )
