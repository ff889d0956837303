"""An assessment in words: the one `Plan` that the text, the picture and the PDF are made from."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from dialogs.doubt import doubt, surely_short, told_of
from dialogs.plan import Line, Plan, Section
from dialogs.points import points_of
from dialogs.reason import label_of, where
from dialogs.scene import Scene
from dialogs.words import Words
from rules.assessment import Assessment, CategoryResult
from rules.category import Asked
from rules.codes import Category, Kind, Verdict
from rules.judging import Missing, RequirementResult
from rules.pack import RulePack
from rules.profile import Profile
from rules.sources import in_force
from rules.values import Number

SECTIONS = {
    "education": ("degree_or_work", "education", "licence", "prerequisite_endorsement"),
    "work": (
        "prevention_years",
        "families_served",
        "clinical_years",
        "leadership_years",
        "rsc_providing_years",
        "leadership_activities",
    ),
    "training": ("training_hours", "training_on_rsc_hours"),
    "rsc": ("rsc_hours", "rsc_about_providing_hours"),
    "references": ("references", "endorsed_reference"),
    "paperwork": ("membership", "ethics_agreement", "transcripts", "exam"),
}
"""Requirements as the application in EASy groups them."""


def plan_of(scene: Scene, assessment: Assessment, profile: Profile, code: str) -> Plan:
    """Everything there is to say about one category or the add-on for one person.

    `code` is usually the recommended category; the add-on's code for the ERS interview.
    """
    words, pack = scene.words, scene.pack
    credential, name = credential_of(scene, code, profile)
    result = assessment.categories[code]
    labels = words.labels("plan")
    return Plan(
        language=scene.session.language,
        title=words.sentence("plan/title"),
        credential=credential,
        credential_name=name,
        summary=words.sentence("plan/summary", **counts(result)),
        as_of=words.day(assessment.as_of),
        sections=tuple(_sections(scene, result, profile, code)),
        next_steps=tuple(next_steps(scene, assessment, result, profile, code)),
        costs=tuple(_costs(scene, assessment, code)),
        open_points=tuple(point.text for point in points_of(scene, assessment, profile, code)),
        contact=pack.association.coordinator_email,
        footer=words.sentence("plan/footer", association=pack.association.name),
        words=dict(labels),
    )


def credential_of(scene: Scene, code: str, profile: Profile) -> tuple[str, str]:
    """The letters after the name, and the name in full."""
    if code == scene.pack.add_on.code:
        return code, scene.words.say(scene.pack.add_on.name)
    category = scene.pack.by_code[Category(code)]
    return category.credential(profile.age_band), scene.words.say(category.credential_name(profile.age_band))


def counts(result: CategoryResult) -> dict[str, int]:
    """How many of the substantive requirements are in which state."""
    states = [one.verdict for one in result.requirements if one.kind is Kind.SUBSTANTIVE]
    return {
        "met": states.count(Verdict.MET),
        "not_met": states.count(Verdict.NOT_MET),
        "unknown": states.count(Verdict.UNKNOWN),
        "total": len(states),
    }


def asked_of(scene: Scene, code: str) -> Asked:
    """The rules of a category or of the add-on."""
    pack = scene.pack
    return pack.add_on if code == pack.add_on.code else pack.by_code[Category(code)]


def line_of(scene: Scene, result: CategoryResult, one: RequirementResult, profile: Profile, code: str) -> Line:
    """One requirement in words."""
    short = result.missing.get(one.id, surely_short(one, profile))
    doubtful = doubt(scene, one, profile)
    return _line(scene.words, scene.pack, scene.on, code, one, short, told_of(one, profile), doubtful)


# By type too: True tells that something is missing, 1 how much. Most lines are the same for many people.
@lru_cache(4096, typed=True)
def _line(  # noqa: PLR0913, PLR0917  all that a line depends on
    words: Words,
    pack: RulePack,
    on: date,
    code: str,
    one: RequirementResult,
    short: Missing | None,
    told: Number | None,
    doubtful: str,
) -> Line:
    requirement = next(rule for rule in pack.requirements(code, on) if rule.id == one.id)
    has_amount = _has_amount(one)
    way = words.labels("how")[one.id] if one.verdict is not Verdict.MET else ""
    return Line(
        id=one.id,
        label=label_of(words, pack.requirements(code, on), one.id),
        state=one.verdict,
        state_label=words.labels("states")[str(one.verdict)],
        amounts=_amounts(words, one, told) if has_amount else "",
        have=_number(one.have) if has_amount else None,
        need=_number(one.need) if has_amount else None,
        short="" if short is None or short is True or one.unit is None else words.amount(short, one.unit),
        how=" ".join(part for part in (*doubtful.splitlines(), way) if part),
        source=where(words, pack, requirement),
        doubt=" ".join(doubtful.splitlines()),
    )


def next_steps(
    scene: Scene, assessment: Assessment, result: CategoryResult, profile: Profile, code: str
) -> Iterator[str]:
    """What to do now, in the order that helps; each a sentence."""
    substantive = [one for one in result.requirements if one.kind is Kind.SUBSTANTIVE]
    not_met = [one.id for one in result.requirements if one.verdict is Verdict.NOT_MET]
    sentences = scene.words.sentence(
        "plan/next_steps",
        missing=(*not_met, *(one.id for one in substantive if surely_short(one, profile) is not None)),
        ready=all(one.verdict is Verdict.MET for one in substantive),
        unknown=any(one.verdict is Verdict.UNKNOWN for one in substantive),
        handoff=assessment.handoff,
        member=_state(result, "membership"),
        system=scene.pack.association.application_system,
        association=scene.pack.association.name,
        exam=result.requirement("exam") is not None,
        add_on=code == scene.pack.add_on.code,
    )
    yield from (line for line in sentences.splitlines() if line)


def _sections(scene: Scene, result: CategoryResult, profile: Profile, code: str) -> Iterator[Section]:
    for section, names in SECTIONS.items():
        lines = tuple(
            line_of(scene, result, one, profile, code)
            for name in names
            for one in (result.requirement(name),)
            if one is not None
        )
        if lines:
            yield Section(title=scene.words.labels("sections")[section], lines=lines)


def _costs(scene: Scene, assessment: Assessment, code: str) -> Iterator[tuple[str, str]]:
    labels, fees, pack = scene.words.labels("fees"), assessment.fees, scene.pack
    if code == pack.add_on.code:
        price = in_force(pack.fees.add_on, scene.on).processing
        yield labels["add_on"], scene.words.money(price, pack.association.currency)
    elif fees is not None:
        for name in ("registration", "processing", "total"):
            yield labels[name], scene.words.money(getattr(fees, name), fees.currency)


def _has_amount(one: RequirementResult) -> bool:
    # A degree settles "a degree or two years" without an amount: then there is nothing to measure.
    settled_otherwise = one.verdict is Verdict.MET and (one.have is None or not _reaches(one))
    return one.unit is not None and not settled_otherwise


def _reaches(one: RequirementResult) -> bool:
    have, need = _number(one.have), _number(one.need)
    return have is not None and need is not None and have >= need


def _amounts(words: Words, one: RequirementResult, told: Number | None) -> str:
    return words.sentence(
        "plan/amounts",
        have=_number(one.have),
        need=_number(one.need),
        told=told if told != one.have else None,
        unit=one.unit,
        besides=one.id == "training_hours" and one.have is not None,
    )


def _number(value: Number | str | bool | None) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _state(result: CategoryResult, name: str) -> str:
    one = result.requirement(name)
    return str(one.verdict) if one is not None else "unknown"
