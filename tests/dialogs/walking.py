"""Every way through an interview, over the boundary classes of its answers.

Two prefixes that the rules cannot tell apart go on alike, so only the first of them is followed. What tells them apart
is the questions asked, the truth of every condition, and amounts whose parts are still to be asked about.
"""

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from dialogs.answer import Answer, fits
from dialogs.case import needed, profile_of
from dialogs.flow import SETTLED, START, STEERING, Kind, Question
from dialogs.machine import Facts, Interview, Needed, Walk
from rules.codes import Category, Scope
from rules.conditions import AtLeast, atoms, truth
from rules.facts import facts_of
from rules.pack import RulePack
from rules.relevance import still_needed
from tests.dialogs.chat import ON

CODES = (*map(str, Category), "ERS")
_WHOLES = {"training_hours": "training_on_rsc_hours", "rsc_hours": "rsc_about_providing_hours"}


@dataclass(frozen=True, slots=True)
class Step:
    """A walk that stands at a question or at the outcome, and the answers that led there."""

    walk: Walk
    answers: Mapping[str, Answer]


@dataclass(slots=True)
class Ways:
    """Everything found: a step of each kind, the edges taken on the way, and the answers tried at each step."""

    steps: list[Step] = field(default_factory=list)
    edges: set[tuple[str, str]] = field(default_factory=set)


def every_way(pack: RulePack, interview: Interview, given: Mapping[str, Answer]) -> Ways:
    """Follow every answer to every question; `given` are answers that are not varied."""
    ways, seen = Ways(), set[Hashable]()
    steered = {name: answer for name, answer in given.items() if name in STEERING}
    first = _stopped(interview, _begun(interview, steered, needs_of(pack, interview)), ways.edges)
    ahead = deque([Step(first, steered)])
    tried = {
        name: (given[name],) if name in given else classes(pack, interview.questions[name])
        for name in interview.flow.questions
    }
    while ahead:
        step = ahead.popleft()
        ways.steps.append(step)
        if step.walk.state == SETTLED:
            continue
        question = interview.questions[step.walk.state]
        for answer in tried[question.id]:
            if not fits(question, answer, step.walk.said):
                continue
            answers = {**step.answers, question.id: answer}
            walk = _copied(step.walk, answers)
            walk.take_in(question, answer)
            walk = _stopped(interview, walk, ways.edges)
            kind = _kind(pack, walk)
            if kind not in seen:
                seen.add(kind)
                ahead.append(Step(walk, answers))
    return ways


def needs_of(pack: RulePack, interview: Interview) -> Needed:
    """What the rules still need, for one interview's goal."""
    return partial(needed, partial(still_needed, pack), ON, interview.flow.goal)


def classes(pack: RulePack, question: Question) -> tuple[Answer, ...]:
    """Below, at and above every amount that stands against the question, nothing at all, and not known."""
    if question.kind is Kind.YES_NO:
        return (True, False, None)
    if question.kind is Kind.CHOICE:
        return (*question.choices, None)
    if question.kind is Kind.DATE:
        return tuple(day.isoformat() for edge in question.before.values() for day in (edge - timedelta(days=1), edge))
    below = 1 if question.kind is Kind.COUNT else 0.5
    amounts = {0} | {near for at in _thresholds(pack, question) for near in (at - below, at, at + 1)}
    return (*sorted(amounts), None)


def _thresholds(pack: RulePack, question: Question) -> set[int]:
    name = question.fact or question.id
    counted = {fact.id for fact in pack.counted if fact.of == name}
    found = {
        int(atom.at_least)
        for code in CODES
        for requirement in pack.requirements(code, ON)
        for atom in (atoms(requirement.needs) if requirement.needs is not None else ())
        if isinstance(atom, AtLeast) and atom.fact in {name, *counted}
    }
    # Mentors' 33 besides the 15 about giving RSC; the smallest agency that has a price.
    return found | {"training_hours": {48}, "agency_staff": {5}}.get(name, set())


def _begun(interview: Interview, steered: Mapping[str, Answer], needs: Needed) -> Walk:
    flow = interview.flow
    return Walk(steered, needs, Facts({**flow.given, **steered}), frozenset(flow.given))


def _copied(walk: Walk, answers: Mapping[str, Answer]) -> Walk:
    return Walk(answers, walk.needed, Facts(walk.said), walk.asked, list(walk.path), walk.state)


def _stopped(interview: Interview, walk: Walk, edges: set[tuple[str, str]]) -> Walk:
    """Go on from what is answered to the next question, or to the outcome."""
    while walk.state in {START, SETTLED, *walk.path}:
        before = walk.state
        if not interview._advance(walk):
            break
        edges.add((before, walk.state))
    return walk


def _in_play(pack: RulePack, walk: Walk) -> tuple[str, ...]:
    if walk.said["applying_for_ers"]:
        return (pack.add_on.code,)
    scope = walk.said["scope"]
    target = (str(pack.by_scope[Scope(str(scope))].code),) if scope not in {None, "unsure"} else ()
    return (*target, *map(str, pack.fallbacks))


def _kind(pack: RulePack, walk: Walk) -> Hashable:
    profile = profile_of(walk.said)
    facts = facts_of(profile, pack.counted)
    truths = tuple(
        tuple(truth(atom, facts) for atom in atoms(requirement.needs))
        for code in _in_play(pack, walk)
        for requirement in pack.requirements(code, ON)
        if requirement.needs is not None
    )
    wholes = tuple(walk.said[whole] for whole, part in _WHOLES.items() if part not in walk.path)
    steered = tuple(walk.said[name] for name in ("age_band", "scope", "paperwork", "cost_category", "membership_kind"))
    return walk.state, frozenset(walk.path), truths, wholes, steered
