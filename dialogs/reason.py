"""Why a question is asked: generated from the requirement and its source, never written by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogs.case import Case
from dialogs.flow import Question
from dialogs.scene import Scene
from dialogs.words import Words
from rules.category import Requirement
from rules.codes import Scope
from rules.conditions import AtLeast, atoms
from rules.pack import RulePack
from rules.sources import Dated


@dataclass(frozen=True, slots=True)
class Reason:
    """One requirement behind a question: whose it is, what it asks for and where that stands. Plain words."""

    credential: str
    requirement: str
    asks_for: str
    source: str


def reasons(scene: Scene, case: Case, question: Question) -> tuple[Reason, ...]:
    """The requirements a question is about, for the categories that can still matter here."""
    return tuple(dict.fromkeys(_reasons(scene, case, question)))


def _reasons(scene: Scene, case: Case, question: Question) -> Iterator[Reason]:
    names = question.about or (question.fact or question.id,)
    for code in _in_question(scene.pack, case, names, scene):
        requirements = scene.pack.requirements(code, scene.on)
        for requirement in requirements:
            if requirement.id in names:
                yield Reason(
                    credential=code,
                    requirement=label_of(scene.words, requirements, requirement.id),
                    asks_for=amount_asked(scene.words, requirement),
                    source=where(scene.words, scene.pack, requirement),
                )


def _in_question(pack: RulePack, case: Case, names: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    """The target; where it does not ask for this, the first category that does."""
    goal = case.interview.flow.goal
    if goal is not None and goal != "target":
        return (goal,)
    scope = case.profile.scope
    target = pack.by_scope.get(scope) if scope not in {None, Scope.UNSURE} else None
    codes = [str(target.code)] if target is not None else []
    codes += [str(code) for code in (*pack.fallbacks, *pack.highest_first)]
    asking = [code for code in codes if any(one.id in names for one in pack.requirements(code, scene.on))]
    return tuple(asking[:1])


def label_of(words: Words, requirements: Iterable[Requirement], requirement_id: str) -> str:
    """What a requirement is called among these, which are all of a category or of the add-on."""
    besides = requirement_id == "training_hours" and any(one.id == "training_on_rsc_hours" for one in requirements)
    return words.labels("requirements")["training_hours_besides" if besides else requirement_id]


def amount_asked(words: Words, requirement: Requirement) -> str:
    """The amount a requirement asks for, with its unit; empty where there is none."""
    if requirement.needs is None or requirement.unit is None:
        return ""
    amounts = [atom.at_least for atom in atoms(requirement.needs) if isinstance(atom, AtLeast)]
    return words.amount(amounts[0], requirement.unit) if amounts else ""


def where(words: Words, pack: RulePack, rule: Dated) -> str:
    """The first source of a rule: document and locator."""
    source = rule.sources[0]
    title = next(document.title for document in pack.documents if document.id == source.document)
    return f"{words.say(title)}, {words.say(source.locator)}"
