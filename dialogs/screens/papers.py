"""The audit packet as PDF and table, and the calendar."""

from dialogs.agenda import calendar_events
from dialogs.endorsed import endorsement_of, letters_of, standing_of
from dialogs.endorsement import Attestation, Endorsement
from dialogs.keyboard import flowing
from dialogs.packets import packet_of
from dialogs.scene import Refused, Scene
from dialogs.screen import AuditPacket, Calendar, Screen
from dialogs.standing import Standing, attested_standing


def show_packet(scene: Scene, number: str, year: str | None = None) -> Screen:
    """The packet as a PDF; of an attested cycle by its year, else of the one that runs."""
    return _packet(scene, number, year, as_table=False)


def show_packet_table(scene: Scene, number: str, year: str | None = None) -> Screen:
    """The packet's entries as a table for a spreadsheet."""
    return _packet(scene, number, year, as_table=True)


def show_calendar(scene: Scene) -> Screen:
    """The days that matter, as a file for any calendar."""
    events = sorted(calendar_events(scene), key=lambda event: event.day)
    page = scene.words.page(
        "screens/calendar",
        events=[event for event in events if not event.cancelled],
        cancelled=[event for event in events if event.cancelled],
        recorded=bool(scene.session.endorsements),
    )
    return Screen(
        name="calendar",
        text=page.text,
        rows=flowing([scene.button("renewal", "renewal"), scene.button("menu", "menu")]),
        attachment=Calendar(tuple(events), "renewal.ics") if events else None,
        stays=bool(events),
    )


def _packet(scene: Scene, number: str, year: str | None, *, as_table: bool) -> Screen:
    endorsement = endorsement_of(scene, number)
    attested = _attested(endorsement, year) if year is not None else None
    found = _standing(scene, endorsement, attested)
    if found.lapsed:
        raise Refused(number)
    again = (number,) if year is None else (number, year)
    packet = packet_of(scene, found, attested)
    name = f"renewal-{packet.credential.replace('/', '-').replace(' + ', '-')}-{found.cycle.deadline.year}"
    picture = [scene.button("progress_picture", "progress_picture", number)] if year is None else []
    buttons = [
        scene.button("packet", "packet", *again) if as_table else scene.button("packet_table", "packet_table", *again),
        *picture,
        scene.button("endorsement", "endorsement", number),
        scene.button("menu", "menu"),
    ]
    return Screen(
        name="packet_table" if as_table else "packet",
        text=scene.words.page(
            "screens/packet", letters=letters_of(scene, endorsement), packet=packet, as_table=as_table
        ).text,
        rows=flowing(buttons),
        attachment=AuditPacket(packet, f"{name}.{'csv' if as_table else 'pdf'}", as_table=as_table),
        stays=True,
    )


def _attested(endorsement: Endorsement, year: str) -> Attestation:
    made = next((one for one in endorsement.attestations if str(one.cycle_end.year) == year), None)
    if made is None:
        raise Refused(year)
    return made


def _standing(scene: Scene, endorsement: Endorsement, attested: Attestation | None) -> Standing:
    if attested is None:
        return standing_of(scene, endorsement)
    return attested_standing(scene.pack, endorsement, scene.session.credits, attested)
