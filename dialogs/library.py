"""The declared interviews, read once and checked."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from dialogs.flow import SETTLED, START, STEERING, Flow, Question
from rules.conditions import atoms
from rules.loading import FastLoader
from rules.profile import Profile

_HERE = files("dialogs")
_QUESTIONS = TypeAdapter(tuple[Question, ...])


class FlowFault(ValueError):
    """A declaration that cannot be used."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every question by its id and every flow by its name."""

    questions: Mapping[str, Question]
    flows: Mapping[str, Flow]


@cache
def library() -> Library:
    """The interviews that come with the program.

    Raises:
        FlowFault: naming the flow or question and what is wrong with it.
    """
    declared = _QUESTIONS.validate_json(_as_json("questions.yaml"))
    names = sorted(entry.name for entry in (_HERE / "flows").iterdir() if entry.name.endswith(".yaml"))
    flows = tuple(Flow.model_validate_json(_as_json(f"flows/{name}")) for name in names)
    return checked(declared, flows)


def checked(declared: tuple[Question, ...], flows: tuple[Flow, ...]) -> Library:
    """The library of these declarations.

    Raises:
        FlowFault: if an id stands twice, leads nowhere, is not a profile key, or can never be needed.
    """
    questions = {question.id: question for question in declared}
    if len(questions) != len(declared):
        raise FlowFault("questions: an id stands twice")
    named = {*questions, *STEERING, *(fact for question in declared for fact in question.before)}
    for question in declared:
        _check(question, named)
    for flow in flows:
        _check_flow(flow, questions)
    return Library(questions=questions, flows={flow.name: flow for flow in flows})


def _check(question: Question, named: Collection[str]) -> None:
    if question.fact is not None and question.fact not in Profile.model_fields:
        raise FlowFault(f"{question.id}.fact: {question.fact!r} is not a profile key")
    conditions = [question.when, *(implied.when for implied in question.implies)]
    asked = [atom.fact for condition in conditions if condition is not None for atom in atoms(condition)]
    for name in (*asked, *filter(None, (question.part_of,))):
        if name not in named:
            raise FlowFault(f"{question.id}: {name!r} is not a question")


def _check_flow(flow: Flow, questions: Mapping[str, Question]) -> None:
    for name in flow.questions:
        if name not in questions:
            raise FlowFault(f"{flow.name}.then: {name!r} is not a question")
        if flow.goal is None and questions[name].asked == "needed":
            raise FlowFault(f"{flow.name}.goal: without one, nothing needs {name!r}")
    reached = {START, SETTLED}.union(*flow.then.values())
    for name in flow.then:
        if name not in reached:
            raise FlowFault(f"{flow.name}.then: nothing leads to {name!r}")


def _as_json(path: str) -> str:
    return json.dumps(yaml.load((_HERE / path).read_text("utf-8"), FastLoader))  # noqa: S506  a SafeLoader
