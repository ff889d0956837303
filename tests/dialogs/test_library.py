"""Declarations that cannot be used say what is wrong with them."""

from typing import Any

import pytest
from pydantic import ValidationError

from dialogs.flow import Flow, Question
from dialogs.library import FlowFault, checked, library

YES_NO = {"id": "works", "kind": "yes_no", "asked": "always", "expected": True}


def question(**changed: Any) -> Question:  # noqa: ANN401  any part of a declaration
    return Question.model_validate({**YES_NO, **changed}, strict=False)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"kind": "choice"}, "a choice, and nothing else, has choices"),
        ({"choices": ("a",)}, "a choice, and nothing else, has choices"),
        ({"kind": "choice", "choices": ("a",), "values": {"b": 1}}, "name choices that are not there"),
        ({"kind": "choice", "choices": ("a",), "unsure": "b"}, "name choices that are not there"),
        ({"asked": "needed"}, "can only need a question that has a fact"),
        ({"id": "a" * 37}, "id"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        question(**changed)


@pytest.mark.parametrize(
    ("questions", "then", "complaint"),
    [
        ((question(), question()), {"start": ("works",)}, "an id stands twice"),
        ((question(fact="shoe_size"),), {"start": ("works",)}, "works.fact: 'shoe_size' is not a profile key"),
        ((question(part_of="all"),), {"start": ("works",)}, "works: 'all' is not a question"),
        ((question(when={"fact": "x", "is": [True]}),), {"start": ("works",)}, "works: 'x' is not a question"),
        ((question(),), {"start": ("plays",)}, "one.then: 'plays' is not a question"),
        ((question(fact="member", asked="needed"),), {"start": ("works",)}, "without one, nothing needs 'works'"),
        ((question(), question(id="plays")), {"start": ("works",), "plays": ("works",)}, "nothing leads to 'plays'"),
    ],
)
def test_a_flow_that_leads_nowhere_is_refused(
    questions: tuple[Question, ...], then: dict[str, tuple[str, ...]], complaint: str
) -> None:
    flow = Flow(name="one", then=then)
    with pytest.raises(FlowFault, match=complaint):
        checked(questions, (flow,))


def test_every_question_is_asked_in_some_interview() -> None:
    asked = {name for flow in library().flows.values() for name in flow.questions}
    assert asked == set(library().questions)
