"""A person's case in a few plain lines for the coordinator: what they see is what is sent."""

from collections.abc import Iterator

from dialogs.endorsed import letters_of, short_in_words, standing_of
from dialogs.plan import Line
from dialogs.scene import Scene
from dialogs.screens.result import settled
from dialogs.telling import credential_of, plan_of
from rules.assessment import CategoryResult
from rules.codes import Kind, Verdict


def summary_of(scene: Scene) -> str:
    """What fits and what is missing, the Endorsements held and how their renewals stand; empty if nothing is known."""
    return scene.words.sentence("office/inbox_summary", outlooks=list(_outlooks(scene)), held=list(_held(scene)))


def _outlooks(scene: Scene) -> Iterator[dict[str, object]]:
    """Each interview about a category, or the add-on, that has come to its end."""
    for flow, interview in scene.book.interviews.items():
        if interview.flow.goal is None or not scene.case(flow).settled:
            continue
        assessment, profile, code = settled(scene, flow)
        plan = plan_of(scene, assessment, profile, code)
        target = None if code == scene.pack.add_on.code else assessment.target
        yield {
            "plan": plan,
            "target": None if target is None or str(target) == code else credential_of(scene, str(target), profile),
            "missing": [line for line in plan.lines() if _is_missing(assessment.categories[code], line)],
        }


def _held(scene: Scene) -> Iterator[dict[str, object]]:
    for endorsement in scene.session.endorsements:
        found = standing_of(scene, endorsement)
        yield {
            "letters": letters_of(scene, endorsement),
            "deadline": found.cycle.deadline,
            "lapsed": found.lapsed,
            "short": short_in_words(scene, found),
        }


def _is_missing(result: CategoryResult, line: Line) -> bool:
    one = result.requirement(line.id)
    return line.state is Verdict.NOT_MET and one is not None and one.kind is Kind.SUBSTANTIVE
