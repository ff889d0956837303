"""A renewal in words once: the text, the picture and the e-mail are made from this."""

from collections.abc import Iterator

from dialogs.email import Email
from dialogs.endorsed import named, short_in_words
from dialogs.plan import Line, Plan, Section
from dialogs.scene import Scene
from dialogs.standing import Standing
from dialogs.words import plain
from rules.codes import Unit, Verdict

_SECTIONS = {"training": ("training", "training_on_rsc"), "rsc": ("rsc",), "paperwork": ("membership",)}


def progress_plan(scene: Scene, found: Standing) -> Plan:
    """What one Endorsement has and needs in its cycle."""
    words, pack = scene.words, scene.pack
    letters, name = named(scene, found.endorsement)
    deadline = found.cycle.deadline
    return Plan(
        language=scene.session.language,
        title=words.page("renewal/title", deadline=deadline).text,
        credential=letters,
        credential_name=name,
        summary=words.page(
            "renewal/summary",
            short=short_in_words(scene, found),
            deadline=deadline,
            lacks_membership=found.lacks_membership,
        ).text,
        as_of=words.day(scene.on),
        sections=tuple(_sections(scene, found)),
        next_steps=tuple(pace_in_words(scene, found)),
        costs=(),
        open_points=open_points(scene, found),
        contact=pack.association.coordinator_email,
        footer=words.page("renewal/footer", association=pack.association.name).text,
        words=dict(words.labels("plan")),
    )


def lines_of(scene: Scene, found: Standing) -> tuple[Line, ...]:
    """One line for each kind of hours that is needed, and one for a membership that has run out."""
    hours = (_line(scene, found, kind) for kind in found.asked())
    return (*hours, _membership(scene)) if found.lacks_membership else tuple(hours)


def amounts_in_words(scene: Scene, found: Standing, kind: str) -> str:
    """What counts of what is needed: "10 of 30 hours"."""
    need, have, _ = found.hours(kind)
    return scene.words.page("plan/amounts", have=have, need=need, told=None, unit=Unit.HOURS, besides=False).text


def pace_in_words(scene: Scene, found: Standing) -> Iterator[str]:
    """What to do each month to be done by the deadline."""
    for kind, hours in found.pace().items():
        what = scene.words.page("renewal/hours", kind=kind, hours=hours).text
        yield scene.words.page("renewal/pace", what=what).text


def open_points(scene: Scene, found: Standing) -> tuple[str, ...]:
    """What the coordinator has to settle."""
    return tuple(scene.words.labels("renewal_handoffs")[code] for code in found.status.handoff)


def renewal_email(scene: Scene, found: Standing) -> Email:
    """The e-mail to the coordinator, in their language: where this Endorsement stands and what is open; no name."""
    scene = scene.for_association()
    letters, name = named(scene, found.endorsement)
    given = {
        "letters": letters,
        "name": name,
        "earned": found.endorsement.earned_on,
        "deadline": found.cycle.deadline,
        "lines": lines_of(scene, found),
        "points": open_points(scene, found),
        "on": scene.on,
    }
    return Email(
        to=scene.pack.association.coordinator_email,
        subject=plain(scene.words.page("email/renewal_subject", **given).text),
        body=plain(scene.words.page("email/renewal_body", **given).text),
    )


def _sections(scene: Scene, found: Standing) -> Iterator[Section]:
    for section, kinds in _SECTIONS.items():
        lines = tuple(line for line in lines_of(scene, found) if line.id in kinds)
        if lines:
            yield Section(title=scene.words.labels("sections")[section], lines=lines)


def _line(scene: Scene, found: Standing, kind: str) -> Line:
    words, (need, have, short) = scene.words, found.hours(kind)
    state = Verdict.NOT_MET if short else Verdict.MET
    return Line(
        id=kind,
        label=words.labels("renewal_hours")[kind],
        state=state,
        state_label=words.labels("states")[state],
        amounts=amounts_in_words(scene, found, kind),
        have=have,
        need=need,
        short=words.amount(short, Unit.HOURS) if short else "",
    )


def _membership(scene: Scene) -> Line:
    words, until = scene.words, scene.session.wishes.membership_until
    return Line(
        id="membership",
        label=words.labels("requirements")["membership"],
        state=Verdict.NOT_MET,
        state_label=words.labels("states")[Verdict.NOT_MET],
        amounts=words.page("renewal/membership_missing", until=until).text,
    )
