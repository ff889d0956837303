"""An interview drawn from its own declaration: what stands here is what the machine is built from."""

from collections.abc import Iterator, Mapping
from typing import Any

from dialogs.flow import SETTLED, START, Flow, Question
from rules.conditions import All, AtLeast, Condition, Is
from rules.conditions import Any as AnyOf


def mermaid(flow: Flow, questions: Mapping[str, Question]) -> str:
    """A Mermaid flowchart. Edges are numbered in the order they are tried; the guard is written on each."""
    lines = [
        "---",
        f"title: {flow.name}",
        "---",
        "flowchart TD",
        f"    {START}([{START}])",
        *(f"    {_box(questions[name])}" for name in flow.questions),
        f"    {SETTLED}([{SETTLED}])",
        *(f"    {edge}" for edge in _edges(flow, questions)),
    ]
    return "\n".join(lines)


def declaration(flow: Flow, questions: Mapping[str, Question]) -> dict[str, Any]:
    """The flow and its questions as they are declared, ready for JSON."""
    return {
        **flow.model_dump(mode="json"),
        "questions": [
            questions[name].model_dump(mode="json", by_alias=True, exclude_none=True) for name in flow.questions
        ],
    }


def in_words(condition: Condition) -> str:
    """A condition as a person would write it on an arrow."""
    match condition:
        case AtLeast(fact=fact, at_least=least):
            return f"{fact} at least {least:g}"
        case Is(fact=fact, among=among):
            values = ", ".join(_value(value) for value in among)
            return f"{fact} is {values}" if len(among) == 1 else f"{fact} is one of {values}"
        case All(all=parts):
            return " and ".join(_grouped(part) for part in parts)
        case _:
            return " or ".join(_grouped(part) for part in condition.any)


def _grouped(condition: Condition) -> str:
    return f"({in_words(condition)})" if isinstance(condition, (All, AnyOf)) else in_words(condition)


def _value(value: str | bool | int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _box(question: Question) -> str:
    answers = ", ".join(question.codes) or f"{question.kind}"
    return f'{question.id}["{question.id}<br/>{answers}"]'


def _edges(flow: Flow, questions: Mapping[str, Question]) -> Iterator[str]:
    for source in (START, *flow.questions, SETTLED):
        followers = flow.then.get(source, ())
        for place, name in enumerate(followers, start=1):
            yield f'{source} -->|"{place}. {_guard(questions[name])}"| {name}'
        if source != SETTLED:
            yield f'{source} -->|"{"else" if followers else "always"}"| {SETTLED}'


def _guard(question: Question) -> str:
    """When a question is asked, given that it was not asked before."""
    parts = [f"{question.fact} needed"] if question.asked == "needed" else []
    if question.when is not None:
        parts.append(in_words(question.when))
    return ", and ".join(parts) or "always"
