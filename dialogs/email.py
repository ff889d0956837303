"""A ready-to-send e-mail to the coordinator."""

from dataclasses import dataclass

from dialogs.plan import Line
from dialogs.points import behind, points_of
from dialogs.scene import Scene
from dialogs.telling import credential_of, plan_of
from dialogs.words import plain
from rules.assessment import Assessment, CategoryResult
from rules.codes import Kind, Verdict
from rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Email:
    """Plain text; nothing in it that the person did not tell, and no name."""

    to: str
    subject: str
    body: str


def email_about(scene: Scene, assessment: Assessment, profile: Profile, code: str, flow: str) -> Email:
    """The case in a few lines: what is open with the answers behind it, and where the target and what fits stand.

    In the association's language, whatever the person's.
    """
    scene = scene.for_association()
    plan = plan_of(scene, assessment, profile, code)
    is_add_on = code == scene.pack.add_on.code
    target = None if is_add_on or assessment.target in {None, code} else assessment.target
    given = {
        "plan": plan,
        "unsure": assessment.target is None and not is_add_on,
        "target": credential_of(scene, str(target), profile) if target is not None else None,
        "points": [(one.text, behind(scene, flow, one)) for one in points_of(scene, assessment, profile, code)],
        "standings": [
            (credential_of(scene, one, profile)[1], _told_lines(scene, assessment, profile, one))
            for one in ([str(target), code] if target is not None else [code])
        ],
    }
    return Email(
        to=scene.pack.association.coordinator_email,
        subject=plain(scene.words.page("email/subject", **given).text),
        body=plain(scene.words.page("email/body", **given).text),
    )


def _told_lines(scene: Scene, assessment: Assessment, profile: Profile, code: str) -> list[Line]:
    lines = plan_of(scene, assessment, profile, code).lines()
    return [line for line in lines if _is_told(assessment.categories[code], line)]


def _is_told(result: CategoryResult, line: Line) -> bool:
    """Whatever decides, known or not; of the paperwork only what the person spoke of."""
    one = result.requirement(line.id)
    return line.state is not Verdict.UNKNOWN or (one is not None and one.kind is Kind.SUBSTANTIVE)
