"""A ready-to-send e-mail to the coordinator."""

from dataclasses import dataclass

from dialogs.scene import Scene
from dialogs.telling import plan_of
from dialogs.words import plain
from rules.assessment import Assessment
from rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Email:
    """Plain text; nothing in it that the person did not tell, and no name."""

    to: str
    subject: str
    body: str


def email_about(scene: Scene, assessment: Assessment, profile: Profile, code: str) -> Email:
    """The case in a few lines, with the questions that are open."""
    plan = plan_of(scene, assessment, profile, code)
    unsure = assessment.target is None and code != scene.pack.add_on.code
    given = {"plan": plan, "unsure": unsure}
    return Email(
        to=scene.pack.association.coordinator_email,
        subject=plain(scene.words.page("email/subject", **given).text),
        body=plain(scene.words.page("email/body", **given).text),
    )
