"""The audit packet of an Endorsement, in words; nothing is drawn here."""

from collections.abc import Iterator

from dialogs.endorsed import named
from dialogs.endorsement import Attestation, Credit, DiskCopy
from dialogs.ledger import newest_first
from dialogs.packet import Packet
from dialogs.progress import open_points
from dialogs.scene import Scene
from dialogs.standing import Standing

_COLUMNS = ("day", "kind", "title", "provider", "hours", "on_rsc", "counts", "certificate")
_SUMS = ("what", "required", "counted", "missing")


def packet_of(scene: Scene, found: Standing, attested: Attestation | None) -> Packet:
    """Everything an audit may ask for, of one cycle."""
    words, labels = scene.words, scene.words.labels("packet")
    letters, name = named(scene, found.endorsement)
    entries = [one for one in reversed(newest_first(scene.session.credits)) if _belongs(found, one)]
    return Packet(
        language=scene.session.language,
        title=words.sentence("renewal/packet_title", deadline=found.cycle.deadline),
        credential=letters,
        credential_name=name,
        as_of=words.day(scene.on),
        facts=tuple(_facts(scene, found, attested)),
        columns=tuple(labels[column] for column in _COLUMNS),
        rows=tuple(_row(scene, found, one) for one in entries),
        sum_columns=tuple(labels[column] for column in _SUMS),
        sums=tuple(_sum(scene, found, kind) for kind in found.asked()),
        evidence=tuple(_evidence(scene, entries)),
        notes=tuple(_notes(scene, found)),
        contact=scene.pack.association.coordinator_email,
        footer=words.sentence("renewal/footer", association=scene.pack.association.name),
        words={key: labels[key] for key in ("page", "sums", "contact", "entries", "evidence", "notes")},
    )


def _facts(scene: Scene, found: Standing, attested: Attestation | None) -> Iterator[tuple[str, str]]:
    words, labels = scene.words, scene.words.labels("packet")
    letters, name = named(scene, found.endorsement)
    yield labels["credential"], f"{name} ({letters})"
    yield labels["earned"], words.day(found.endorsement.earned_on)
    yield (
        labels["cycle"],
        words.sentence("renewal/span", start=words.day(found.begins), end=words.day(found.cycle.deadline)),
    )
    yield labels["deadline"], words.day(found.cycle.deadline)
    yield labels["attested"], words.day(attested.on) if attested is not None else labels["not_yet"]


def _belongs(found: Standing, credit: Credit) -> bool:
    """Of other cycles nothing is shown; what lies in this one, and does not count, is."""
    return found.endorsement.earned_on <= credit.on <= found.cycle.deadline and credit.on >= found.begins


def _row(scene: Scene, found: Standing, credit: Credit) -> tuple[str, ...]:
    words, labels = scene.words, scene.words.labels("packet")
    return (
        words.short_day(credit.on),
        words.labels("credit_kinds")[credit.kind],
        credit.title,
        credit.provider,
        words.number(credit.hours),
        words.number(credit.on_rsc_hours) if credit.on_rsc_hours else "",
        labels["capped" if str(credit.kind) in found.over() else "yes"],
        _certificate(scene, credit),
    )


def _sum(scene: Scene, found: Standing, kind: str) -> tuple[str, ...]:
    amounts = (scene.words.number(hours) for hours in found.hours(kind))
    return scene.words.labels("renewal_hours")[kind], *amounts


def _evidence(scene: Scene, entries: list[Credit]) -> Iterator[str]:
    for credit in entries:
        kind = scene.words.labels("credit_kinds")[credit.kind]
        what = credit.title or kind
        yield scene.words.sentence(
            "renewal/evidence",
            day=credit.on,
            what=what,
            kept=bool(credit.evidence),
            name=credit.evidence_name,
            copied=_is_copied(scene, credit),
        )


def _certificate(scene: Scene, credit: Credit) -> str:
    if not credit.evidence:
        return ""
    return scene.words.labels("packet")["copied" if _is_copied(scene, credit) else "kept"]


def _is_copied(scene: Scene, credit: Credit) -> bool:
    return scene.book.keeps_copies and credit.evidence_copy is DiskCopy.KEPT


def _notes(scene: Scene, found: Standing) -> Iterator[str]:
    for kind, (over, most) in found.over().items():
        yield scene.words.sentence("renewal/over", kind=kind, over=over, most=most)
    yield from open_points(scene, found)
    yield scene.words.sentence("renewal/packet_note", association=scene.pack.association.name)
