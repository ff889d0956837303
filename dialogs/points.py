"""What a case leaves open for the coordinator, and the answers behind each point."""

from dataclasses import dataclass

from dialogs.scene import Scene
from dialogs.screens.question import told
from rules.assessment import Assessment
from rules.codes import Education, Verdict
from rules.profile import Profile

_BEHIND = {
    "scope_unsure": ("treats_relationship", "supports_together"),
    "mixed_caseload": ("families_infant", "families_early_childhood"),
    "degree_gap": ("education",),
    "licence_gap": ("licensed",),
    "volunteer_proviso": ("related_work_years", "volunteer_only", "volunteer_supervised_and_trained"),
    "cda": ("education",),
    "rsc_provider": ("rsc_hours", "rsc_provider_qualified"),
    "clinical_work_only_gap": ("clinical_years",),
    "emerging_ers": ("holds", "rsc_providing_years"),
}
"""The questions whose answers a coordinator needs to settle a point."""


@dataclass(frozen=True, slots=True)
class Point:
    """One open point in words. `id` is a handoff code of the rules, or one of ours."""

    id: str
    text: str


def points_of(scene: Scene, assessment: Assessment, profile: Profile, code: str) -> tuple[Point, ...]:
    """The open points of a case that speaks of `code`."""
    ids = [_narrowed(point, assessment, code) for point in assessment.handoff]
    if profile.education is Education.CDA and hinges(scene, assessment, profile, code, education=None):
        ids.append("cda")
    labels = scene.words.labels("handoffs")
    return tuple(Point(one, labels[one]) for one in ids)


def behind(scene: Scene, flow: str, point: Point) -> str:
    """The answers a point rests on, in one line of plain text; empty where none was asked."""
    case, answers = scene.case(flow), scene.session.answers
    pages = {name: scene.question(name) for name in _BEHIND.get(point.id, ()) if name in case.path}
    return "; ".join(
        f"{page.labels['short']}: {told(scene.words, case.interview.questions[name], page, answers[name])}"
        for name, page in pages.items()
    )


def hinges(scene: Scene, assessment: Assessment, profile: Profile, code: str, **unsaid: None) -> bool:
    """Whether a category that is offered has its degree or work met only by what is in `unsaid`."""
    without = scene.book.assessment(profile.model_copy(update=unsaid), scene.on)
    return any(
        _degree_or_work(assessment, one) is Verdict.MET and _degree_or_work(without, one) is not Verdict.MET
        for one in _offered(assessment, code)
    )


def _offered(assessment: Assessment, code: str) -> tuple[str, ...]:
    """What a person may apply for now; where the category spoken of is met, nothing below it is of interest."""
    others = () if assessment.categories[code].verdict is Verdict.MET else assessment.apply_now
    return (code, *map(str, others))


def _degree_or_work(assessment: Assessment, code: str) -> Verdict | None:
    one = assessment.categories[code].requirement("degree_or_work")
    return one.verdict if one is not None else None


def _narrowed(point: str, assessment: Assessment, code: str) -> str:
    """Where families are not asked for, or are enough in both bands, a mixed caseload leaves only the letters open."""
    if point != "mixed_caseload":
        return point
    spoken = {code, *([str(assessment.target)] if assessment.target is not None else [])}
    counted = (assessment.categories[one].requirement("families_served") for one in spoken)
    return point if any(one is not None and one.verdict is not Verdict.MET for one in counted) else "mixed_letters"
