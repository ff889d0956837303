"""Attesting: the wording, what is missing, and the note of it. What counts is made in the association's system."""

from dialogs.endorsed import named, short_in_words, standing_numbered
from dialogs.keyboard import flowing
from dialogs.scene import Refused, Scene, go
from dialogs.screen import Button, Screen
from dialogs.screens.wishes import membership_note
from dialogs.standing import Standing


def show_attest(scene: Scene, number: str, year: str | None = None) -> Screen:
    """The exact wording, beside whatever is missing still; only while the window is open.

    `year` is that of the deadline a reminder spoke of: it may have been attested since.
    """
    found = standing_numbered(scene, number)
    if year in {str(one.cycle_end.year) for one in found.endorsement.attestations}:
        return show_attested(scene, number, str(year))
    letters, name = named(scene, found.endorsement)
    return scene.screen(
        "screens/attest",
        flowing([*_doing(scene, found), scene.button("progress", "progress", number), scene.button("menu", "menu")]),
        letters=letters,
        name=name,
        found=found,
        short=short_in_words(scene, found),
        membership=membership_note(scene, found.cycle.deadline),
        association=scene.pack.association.name,
        system=scene.pack.association.application_system,
    )


def show_attested(scene: Scene, number: str, year: str) -> Screen:
    """What was noted, and the deadline that comes next."""
    found = standing_numbered(scene, number)
    made = next((one for one in found.endorsement.attestations if str(one.cycle_end.year) == year), None)
    if made is None:
        raise Refused(year)
    letters, name = named(scene, found.endorsement)
    packet = go(scene.words.page("renewal/packet_label", year=year).text, "packet", number, year)
    newest = made == found.endorsement.attestations[-1]
    undo = [scene.action("undo", "unattest", number, year)] if newest else []
    return scene.screen(
        "screens/attested",
        flowing(
            [
                packet,
                scene.button("calendar", "calendar"),
                scene.button("endorsement", "endorsement", number),
                *undo,
                scene.button("menu", "menu"),
            ]
        ),
        letters=letters,
        name=name,
        made=made,
        deadline=found.cycle.deadline,
        system=scene.pack.association.application_system,
    )


def _doing(scene: Scene, found: Standing) -> tuple[Button, ...]:
    """What can be done about it on the day: attest, or after the deadline tell that it was done in time."""
    number, year = str(found.endorsement.id), str(found.cycle.deadline.year)
    if found.lapsed:
        return scene.action("in_time", "in_time", number, year), scene.button("email", "renewal_email", number)
    if not found.is_open:
        return ()
    system = Button(scene.words.buttons["open_easy"], url=scene.pack.association.application_url)
    return scene.action("attest_yes", "attest", number, year), system
